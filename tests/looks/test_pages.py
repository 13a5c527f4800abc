"""Every page that links lead to: accessible and no wider than the window, at three widths.

The pages are found, not listed: a new one joins as soon as something links to it.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import Resolver404, resolve

from accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (390, 768, 1366)
NOT_PAGES = {"account_logout"}  # POST alone
OF_A_TEAM = {"thanhvien1", "totruong1"}
LINK = re.compile(r'<a\s[^>]*?href="([^"#]+)"')


def pages_of(user: User) -> Iterator[tuple[str, str]]:
    """Yield (view, address) for one address of each view that `user` reaches by links from the first page."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    waiting, known, seen = ["/"], {"/"}, set()
    while waiting:
        address = waiting.pop(0)
        view = view_of(address)
        if view in seen:
            continue
        response = client.get(address)
        if response.status_code == 404 and user.username in OF_A_TEAM:
            # A decision names cells and people of every team; those of other teams are a stranger's 404.
            continue
        assert response.status_code == 200, (address, response.status_code)
        seen.add(view)
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        yield view, address
        links = {link.replace("&amp;", "&") for link in LINK.findall(response.content.decode())}
        for link in sorted(links):
            target = link if link.startswith("/") else urlsplit(address).path + link
            # One address of a view is enough: a list of a thousand rows does not hold up the test.
            leads_on = not link.startswith(("http", "mailto")) and target not in known
            if leads_on and (there := view_of(target)) and there not in seen | {view_of(one) for one in waiting}:
                known.add(target)
                waiting.append(target)


def view_of(address: str) -> str:
    """Return the name of our view behind `address`; empty for the admin site, files and what is no page."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    return "" if match.app_name == "admin" or match.view_name in NOT_PAGES else match.view_name


def test_every_page_is_accessible_and_fits(page: Any, sign_in: Callable[[Any], None], axe: Any) -> None:
    call_command("load_trangdinh")
    found: dict[str, list[str]] = {}
    visited: set[str] = set()

    for name in ("chuyenvien", "thanhvien1", "totruong1", "lanhdao", "quantri"):
        user = User.objects.get(username=name)
        for view, address in list(pages_of(user)):
            # The first page differs from role to role; the others are seen once.
            if view in visited and address != "/":
                continue
            visited.add(view)
            sign_in(user)
            faults = faults_of(page, address, axe)
            if faults:
                found[f"{name} {address}"] = faults

    assert found == {}
    assert {"home:overview", "home:who_answers"} <= visited


def faults_of(page: Any, address: str, axe: Any) -> list[str]:
    """Open `address` at each width in light and once in dark; return what is wrong with it."""
    page.goto(address)
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        faults += [f"{width}: {fault}" for fault in axe(page)]
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults += [f"{width}: {wider} px wider than the window"] if wider else []
    page.emulate_media(color_scheme="dark")
    faults += [f"dark: {fault}" for fault in axe(page)]
    page.emulate_media(color_scheme="light")
    return faults
