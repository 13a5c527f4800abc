"""Start the program with the sample on a throw-away folder, walk through it in a browser, keep what it looks like."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from guide.walks import PASSWORD, WALKS, Walk

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PATIENCE = 600
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
DESK = {"viewport": {"width": 1366, "height": 860}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def main() -> int:
    """Make every picture, or those that are named; those that no walk makes any more are removed."""
    chromium = shutil.which("chromium")
    if not chromium:
        print("Chưa có chromium: sudo apt-get install chromium fonts-noto-core", file=sys.stderr)
        return 1
    named = sys.argv[1:]
    walks = [walk for walk in WALKS if not named or walk.picture in named]
    PICTURES.mkdir(exist_ok=True)
    with _program() as address, _browser(chromium) as browser:
        for walk in walks:
            _take(browser, address, walk)
            print(f"docs/pictures/{walk.picture}.png")
    for path in PICTURES.glob("*.png"):
        if path.stem not in {walk.picture for walk in WALKS}:
            path.unlink()
    return 0


@contextmanager
def _program() -> Iterator[str]:
    """Serve the sample on a folder of its own; yields the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    (ROOT / ".cache").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="guide-", dir=ROOT / ".cache") as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
        # Stopped by us, not with the make that started us.
        environment.pop("MAKELEVEL", None)
        program = subprocess.Popen(
            [sys.executable, "-m", "tramgdinh.supervisor.run"],
            cwd=ROOT,
            env=environment | {"VAR": folder, "PORT": str(number)},
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait(program, number)
            yield f"http://127.0.0.1:{number}"
        finally:
            program.send_signal(signal.SIGINT)
            program.wait(timeout=60)


def _wait(program: subprocess.Popen[bytes], number: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and program.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", number, timeout=30)
        try:
            connection.request("GET", "/accounts/login/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise RuntimeError("The program did not start; its output is above.")


@contextmanager
def _browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where it is needed

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


def _take(browser: Any, address: str, walk: Walk) -> None:
    """Sign in, walk, and keep the window as it is then (of a phone too: what a thumb sees first)."""
    context = browser.new_context(
        base_url=address,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        color_scheme="light",
        reduced_motion="reduce",
        **(PHONE if walk.on_phone else DESK),
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", walk.account)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")
    walk.steps(page)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{walk.picture}.png", full_page=False, animations="disabled")
    context.close()


if __name__ == "__main__":
    sys.exit(main())
