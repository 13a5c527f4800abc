"""What one web worker holds after a thousand mixed requests."""

import http.client
import itertools
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from bench import lists
from bench.pages import HUNDRED, PAGES, signed_in
from bench.rows import Row
from bench.server import ROOT

REQUESTS, AT_ONCE = 1000, 4
PATIENCE = 30


def rows() -> Iterator[Row]:
    """Serve with one worker of the program's own web server and ask it for pages, details and spreadsheets."""
    with _worker() as (number, pid):
        before = _megabytes(pid)
        took = _ask(number)
        after = _megabytes(pid)
    yield Row("one web worker, when it has started", before["Rss"], "MB")
    yield Row(f"one web worker after {REQUESTS} requests (resident)", after["Rss"], "MB", limit=200)
    yield Row("  of these its own (proportional set)", after["Pss"], "MB")
    yield Row(f"  requests a second, {AT_ONCE} at once", REQUESTS / took, "")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _worker() -> Iterator[tuple[int, int]]:
    number = free_port()
    granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1"]
    arguments = [
        "--port",
        str(number),
        "--workers",
        "1",
        "--blocking-threads",
        "4",
        "--no-ws",
        "--log-level",
        "warning",
    ]
    server = subprocess.Popen([*granian, *arguments, "tramgdinh.wsgi:application"], cwd=ROOT, env=os.environ.copy())
    try:
        _wait(number)
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        # The resource tracker of multiprocessing is a child too, a small one.
        yield number, max(map(int, children), key=lambda pid: _megabytes(pid)["Rss"])
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _wait(number: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            return _get(number, "/accounts/login/", "")
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("The web server does not answer.")


def _get(number: int, address: str, cookie: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", number, timeout=60)
    connection.request("GET", address, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 200, (address, answer.status)


def _ask(number: int) -> float:
    session = signed_in(lists.account(HUNDRED)).cookies[settings.SESSION_COOKIE_NAME].value
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
    wanted = itertools.islice(itertools.cycle(_addresses()), REQUESTS)
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(lambda address: _get(number, address, cookie), wanted))
    return time.monotonic() - began


def _addresses() -> list[str]:
    """Every list page, its spreadsheet where it has one, and details of ever other rows."""
    first = lists.committee(HUNDRED) * 10_000
    found = [page.address(HUNDRED) for page in PAGES if not page.of_member and not page.of_twin]
    found += [reverse("orgs:organization_export"), reverse("taskforces:person_export"), reverse("admin:index")]
    for n in range(1, 30):
        found.append(reverse("orgs:organization_detail", args=[first + n]))
        found.append(reverse("taskforces:person_detail", args=[first + n]))
        found.append(reverse("taskforces:organization_panel", args=[first + n]))
    found += [reverse("taskforces:team_detail", args=[first + n]) for n in range(1, 9)]
    return found


def _megabytes(pid: int) -> dict[str, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.split()[-1] == "kB"}
