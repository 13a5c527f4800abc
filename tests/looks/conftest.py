"""The living style page in a real browser, without server or database: requests are answered from here."""

import mimetypes
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.csp import build_policy

from accounts.models import User
from tests.looks.gallery import context

HOST = "http://gallery.test"


def gallery_html(query: str = "") -> str:
    """Return the living style page as a signed-in member of staff gets it."""
    request = RequestFactory().get(f"/{query}")
    request.user = User(username="chuyenvien")
    return render_to_string("components/gallery.html", context(), request)


@pytest.fixture
def open_gallery(browser: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens the page: `open_gallery(width=390, dark=True)`; CSP as in the program."""
    complaints: list[str] = []
    contexts = []
    policy = build_policy(settings.SECURE_CSP)

    def answer(route: Any) -> None:
        parts = urlsplit(route.request.url)
        if parts.path == "/":
            body = gallery_html(f"?{parts.query}" if parts.query else "")
            route.fulfill(body=body, content_type="text/html", headers={"Content-Security-Policy": policy})
            return
        found = finders.find(parts.path.removeprefix(f"/{settings.STATIC_URL.strip('/')}/"))
        if not found:
            complaints.append(f"not there: {parts.path}")
            route.abort()
            return
        route.fulfill(body=Path(found).read_bytes(), content_type=mimetypes.guess_type(found)[0] or "text/plain")

    def open_gallery(*, width: int = 1366, dark: bool = False) -> Any:
        opened = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            color_scheme="dark" if dark else "light",
            has_touch=width < 1000,
            reduced_motion="reduce",
            locale="vi-VN",
        )
        contexts.append(opened)
        page = opened.new_page()
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.route("**/*", answer)
        page.goto(f"{HOST}/")
        return page

    yield open_gallery
    for each in contexts:
        each.close()
    assert complaints == []
