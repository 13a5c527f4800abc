"""A real browser on the live server: offline but for that server, and any refusal by the CSP is a failure."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import bench

AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's chromium, driven by Playwright, one for all browser tests of the process."""
    executable = shutil.which("chromium")
    if not executable:
        bench.missing(None, "chromium", "sudo apt-get install chromium fonts-noto-core fonts-liberation")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - 0.3 s that other tests need not pay

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; the ORM beside it is used from this thread alone.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page in a fresh profile at 1366 px, its URLs relative to the live server.

    Parametrize it indirectly with options of a context: `{"viewport": {"width": 390, "height": 844}}`.
    """
    options = {"viewport": {"width": 1366, "height": 900}} | getattr(request, "param", {})
    complaints: list[str] = []
    context = browser.new_context(
        base_url=live_server.url,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        reduced_motion="reduce",
        **options,
    )

    def only_our_server(route: Any) -> None:
        if route.request.url.startswith((live_server.url, "data:", "blob:")):
            route.continue_()
        else:
            complaints.append(f"asked another host: {route.request.url}")
            route.abort()

    context.route("**/*", only_our_server)
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    opened.on(
        "console",
        lambda line: complaints.append(line.text) if "Content Security Policy" in line.text else None,
    )
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def sign_in(page: Any, live_server: Any) -> Callable[[Any], None]:
    """Sign a user in without the sign-in page."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    def sign_in(user: Any) -> None:
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])

    return sign_in


@pytest.fixture
def axe() -> Callable[[Any], list[str]]:
    """Return what axe-core finds wrong on a page, one line for each kind, empty when nothing."""
    if not AXE.exists():
        bench.missing(None, "axe-core", "npm ci")

    def violations(page: Any) -> list[str]:
        page.evaluate(AXE.read_text())  # a script tag would be refused by the CSP
        found = page.evaluate("() => axe.run()")["violations"]
        return [f"{each['id']}: {[node['target'] for node in each['nodes']][:5]}" for each in found]

    return violations
