"""Who goes where for each picture of the guide (docs/huong-dan.md)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PASSWORD = "mau-trangdinh"  # noqa: S105 - the sample's, known to everyone


@dataclass(frozen=True)
class Walk:
    """A picture: its name, the account, the steps from the first page."""

    picture: str
    account: str
    steps: Callable[[Any], None]
    on_phone: bool = False


def to(address: str) -> Callable[[Any], None]:
    """Go to an address."""
    return lambda page: page.goto(address)


def draft(page: Any) -> None:
    """A draft that begins with what the decision in force lays down."""
    page.goto("/decisions/new/")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/draft/")


def first_report(page: Any) -> None:
    """The form of the first meeting that is due."""
    page.goto("/my-work/")
    page.locator("main a[href$='/report/']").first.click()
    page.wait_for_url("**/report/")


def own_team(page: Any) -> None:
    """The team that a leader finds in the list: his own alone."""
    page.goto("/teams/")
    page.locator("main tbody a[href*='/teams/']").first.click()
    page.wait_for_selector("main table")


def latest_year(page: Any) -> None:
    page.goto("/ratings/")
    page.locator("main tbody a[href*='/ratings/']").first.click()


WALKS = [
    Walk("tong-quan", "chuyenvien", to("/")),
    Walk("ai-phu-trach", "chuyenvien", to("/who-answers/?q=na+ao+1&on=2019-09-12")),
    Walk("to-chuc", "chuyenvien", to("/organizations/")),
    Walk("quyet-dinh", "chuyenvien", to("/decisions/")),
    Walk("du-thao", "chuyenvien", draft),
    Walk("sinh-hoat-thang", "chuyenvien", to("/meetings/?month=2020-02")),
    Walk("viec-cua-toi", "thanhvien1", to("/my-work/"), on_phone=True),
    Walk("ghi-ket-qua", "thanhvien1", first_report, on_phone=True),
    Walk("to-cua-toi", "totruong1", own_team),
    Walk("xep-loai", "lanhdao", to("/ratings/")),
    Walk("quan-tri", "quantri", to("/admin/")),
]
