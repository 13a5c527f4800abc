"""Every component in a browser: accessible, nothing wider than the window, and paper as it should be."""

import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest

pytestmark = pytest.mark.browser
TOUCH = 44


@pytest.mark.parametrize(("width", "dark"), [(390, False), (768, False), (1366, False), (390, True), (1366, True)])
def test_gallery_is_accessible_and_fits(open_gallery: Callable[..., Any], axe: Any, width: int, dark: bool) -> None:
    page = open_gallery(width=width, dark=dark)

    assert page.evaluate("document.documentElement.dataset.bsTheme") == ("dark" if dark else "light")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_buttons_and_fields_on_a_phone_are_large_enough(open_gallery: Callable[..., Any]) -> None:
    page = open_gallery(width=390)

    heights = page.evaluate(
        """() => [...document.querySelectorAll(
            "a.btn, button, select, input:not([type=hidden], [type=checkbox]), .phone-bar > *")]
        .filter((each) => each.offsetParent !== null || each.parentElement.matches(".phone-bar"))
        .map((each) => [each.textContent.trim() || each.name, each.getBoundingClientRect().height])"""
    )

    assert heights
    assert [each for each in heights if each[1] < TOUCH] == []


def test_a_row_becomes_a_card_with_its_headings_on_a_phone(open_gallery: Callable[..., Any]) -> None:
    page = open_gallery(width=390)

    cell = page.locator("td[data-label='Chi bộ']").first

    assert cell.evaluate("each => getComputedStyle(each, '::before').content") == '"Chi bộ"'
    assert cell.evaluate("each => getComputedStyle(each.parentElement).display") == "block"


def test_printed_list_repeats_its_head_and_numbers_its_pages(open_gallery: Callable[..., Any]) -> None:
    page = open_gallery(dark=True)

    paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    texts = [sheet.extract_text() for sheet in paper.pages]

    assert [round(float(side)) for side in paper.pages[0].mediabox[2:]] == [595, 842]  # A4 in points
    assert [text for number, text in enumerate(texts, 1) if f"{number} / {len(texts)}" not in text] == []
    assert sum("Tên tổ chức" in text for text in texts) == 2  # the list runs over two sheets
    assert "DỮ LIỆU MẪU" in texts[0]
    assert "Số liệu tại ngày 12/9/2019" in texts[0]
    assert "Đăng xuất" not in "".join(texts)
    assert "Mục khác" not in "".join(texts)


def test_slash_goes_to_the_search_but_not_while_typing(open_gallery: Callable[..., Any], settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.looks.urls"
    page = open_gallery()

    page.keyboard.press("/")
    page.keyboard.type("a/b")

    assert page.evaluate("[document.activeElement.id, document.activeElement.value]") == ["search-all", "a/b"]


def test_colours_follow_the_switch_and_stay_on_the_next_page(open_gallery: Callable[..., Any]) -> None:
    page = open_gallery()
    theme = "document.documentElement.dataset.bsTheme"

    page.click(".account > button")
    page.click("[data-theme-switch]")
    page.click("[data-theme-switch]")
    chosen = page.evaluate(theme)
    page.reload()

    assert (chosen, page.evaluate(theme)) == ("dark", "dark")
    assert page.locator("[data-theme-switch]").text_content() == "Màu: tối"


def test_calendar_begins_on_monday_and_writes_the_day_our_way(open_gallery: Callable[..., Any]) -> None:
    page = open_gallery()

    page.click("#div_id_day .day-field button")
    week = page.locator(".calendar th").all_text_contents()
    first_row = page.locator(".calendar tbody tr").first.locator("td").all_text_contents()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    assert week == ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
    assert first_row == ["", "", "", "", "", "", "1"]  # 1/9/2019 was a Sunday
    assert page.input_value("#id_day") == "13/9/2019"


def test_as_of_picker_sends_the_day_as_addresses_have_it(open_gallery: Callable[..., Any]) -> None:
    page = open_gallery()

    page.fill("#as-of-day", "9/10/2018")
    page.press("#as-of-day", "Enter")
    page.wait_for_url("**/?on=2018-10-09")


def test_live_filter_leaves_empty_fields_out_of_the_address(open_gallery: Callable[..., Any]) -> None:
    page = open_gallery()

    with page.expect_request(lambda request: request.headers.get("hx-request") == "true") as asked:
        page.locator(".filters input[type=search]").press_sequentially("de tham")

    assert asked.value.url.endswith("/?q=de%20tham")
