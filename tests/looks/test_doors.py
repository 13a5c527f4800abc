"""The doors on the live server: what somebody sees who signs in, may not, mistypes, or is turned away."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.template.loader import render_to_string
from django.utils.translation import override

from accounts.models import Role
from tests.factories import make_district, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
WRONG_TRIES = 5


def fill_in(page: Any, name: str, password: str) -> None:
    page.fill("[name=login]", name)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()


@pytest.mark.parametrize(
    "page", [{"viewport": {"width": width, "height": 844}} for width in (390, 1366)], indirect=True
)
def test_sign_in_page_is_accessible_and_in_vietnamese(page: Any, axe: Any) -> None:
    page.goto("/accounts/login/")

    assert axe(page) == []
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.locator("label").all_inner_texts() == ["Tên đăng nhập", "Mật khẩu"]
    assert page.locator("main button").all_inner_texts() == ["Đăng nhập"]


def test_wrong_password_is_said_at_the_form_and_many_lock_the_door(page: Any, axe: Any) -> None:
    make_user(username="chuyenvien")
    page.goto("/accounts/login/")

    fill_in(page, "chuyenvien", "sai-mat-khau")
    said = page.locator("main").inner_text()
    for _ in range(WRONG_TRIES - 1):
        fill_in(page, "chuyenvien", "sai-mat-khau")

    assert "mật khẩu chưa đúng" in said
    assert page.locator("h1").inner_text() == "Tạm ngừng đăng nhập"
    assert axe(page) == []


def test_first_password_must_be_changed_and_the_page_says_why(
    page: Any, sign_in: Callable[[Any], None], axe: Any
) -> None:
    sign_in(make_user(username="chuyenvien", password=make_password("mat-khau-lan-dau"), must_change_password=True))

    page.goto("/who-answers/")

    assert page.locator("h1").inner_text() == "Đổi mật khẩu"
    assert "mật khẩu lần đầu" in page.locator(".notice").inner_text()
    assert axe(page) == []


def test_address_that_is_not_there_and_day_that_is_not_there_are_told_in_words(
    page: Any, sign_in: Callable[[Any], None], axe: Any
) -> None:
    district = make_district()
    sign_in(make_user(committee=district.committee))

    page.goto("/khong-co/")
    missing = page.locator("h1").inner_text()
    faults = axe(page)
    page.goto("/?on=31/9/2019")

    assert (missing, faults) == ("Không có trang này", [])
    assert "31/9/2019" in page.locator("main").inner_text()
    assert axe(page) == []


def test_admin_site_wears_our_colours(page: Any, sign_in: Callable[[Any], None]) -> None:
    district = make_district()
    sign_in(make_user(Role.ADMINISTRATOR, committee=district.committee))

    page.goto("/admin/")

    colour = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()")
    assert colour == "#9d1519"
    assert page.locator("#site-name").inner_text().endswith("Quản trị")


def test_error_page_needs_no_context(settings: Any) -> None:
    with override("vi"):
        assert "Chương trình gặp lỗi" in render_to_string("500.html")
        assert "Không đọc được địa chỉ" in render_to_string("400.html")


def test_no_template_of_ours_holds_what_the_csp_refuses() -> None:
    refused = (
        "<script>",
        " style=",
        " onclick=",
        " onchange=",
        " onsubmit=",
        "javascript:",
        "hx-on",
        "hx-vals='js:",
    )

    found = [
        f"{path.relative_to(TEMPLATES)}: {mark}"
        for path in TEMPLATES.rglob("*.html")
        for mark in refused
        if mark in path.read_text()
    ]

    assert found == []
