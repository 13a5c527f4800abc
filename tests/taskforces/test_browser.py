"""The table of a draft in a real browser: with htmx, without script, and when two work on it at once."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from taskforces import services
from taskforces.models import Assignment, Coverage, Decision, TaskForce
from tests.factories import Ledger, make_ledger
from tests.taskforces.test_views_issuing import PAPER, pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WITHOUT_SCRIPT = {"java_script_enabled": False}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
DAY = dt.date(2019, 9, 13)


@pytest.fixture
def book() -> Ledger:
    return make_ledger()


@pytest.fixture
def draft(book: Ledger) -> Decision:
    return services.create_draft(
        committee=book.district.committee, subject="Kiện toàn", by=book.staff, today=DAY, copy_from=book.decision
    )


@pytest.fixture
def team_page(draft: Decision) -> str:
    team = TaskForce.objects.get(decision=draft, number=1)
    return reverse("taskforces:draft_team", args=[draft.pk, team.pk])


def give_both_cells_to_an(page: Any) -> None:
    for name in ("Chi bộ thôn Nà Ao 1", "Chi bộ thôn Nà Ao 2"):
        page.get_by_label(name, exact=True).check()
    page.get_by_label("Đồng chí dự").select_option(label="Nông Văn An (0)")
    page.get_by_role("button", name="Phân công", exact=True).click()


@pytest.mark.parametrize("page", [{}, PHONE, WITHOUT_SCRIPT], indirect=True, ids=["wide", "phone", "without script"])
def test_cells_are_given_and_the_figures_follow(book, draft, page, sign_in, team_page):
    sign_in(book.staff)
    page.goto(team_page)

    give_both_cells_to_an(page)

    figures = page.get_by_role("complementary")
    expect(figures.get_by_text("Đồng chí Nông Văn Lan phụ trách 0 chi bộ (quy tắc: 1–2).")).to_be_visible()
    rows = Assignment.objects.filter(decision=draft, task_force__number=1)
    assert {row.person_id for row in rows} == {book.an.pk}
    assert rows.count() == 2


def test_whole_organization_is_ticked_at_once_and_counted(book, page, sign_in, team_page):
    sign_in(book.staff)
    page.goto(team_page)

    page.get_by_label("Mọi chi bộ của Đảng bộ xã Đề Thám").check()

    expect(page.get_by_text("Số chi bộ đã chọn: 2")).to_be_visible()


def test_second_of_two_sees_who_was_faster_and_the_draft_as_it_is(book, draft, page, sign_in, team_page):
    sign_in(book.staff)
    page.goto(team_page)
    team = TaskForce.objects.get(decision=draft, number=1)
    services.assign_cells(
        draft=draft, version=draft.version, by=book.staff, task_force=team, cells=[book.district.na_ao_1],
        coverage="out_of_scope",
    )  # fmt: skip

    give_both_cells_to_an(page)

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(f"Dự thảo đã được {book.staff.username} sửa lúc")
    expect(alert.get_by_role("link", name="Tải lại")).to_be_visible()
    row = page.get_by_role("row", name="Chi bộ thôn Nà Ao 1")
    expect(row).to_contain_text("ngoài phạm vi quyết định")
    assert Coverage.objects.get(decision=draft, cell=book.district.na_ao_1).kind == "out_of_scope"


def test_issue_is_looked_at_and_recorded_with_the_scan_chosen_once(book, draft, page, sign_in, tmp_path):
    sign_in(book.staff)
    page.goto(reverse("taskforces:draft_issue", args=[draft.pk]))
    labels = {"Số": "number", "Nhiệm kỳ": "term", "Ngày ký": "signed_on", "Họ tên người ký": "signer_name"}
    for label, name in labels.items():
        page.get_by_label(label, exact=False).first.fill(PAPER[name])
    page.get_by_label("Chức vụ người ký").fill(PAPER["signer_title"])
    page.get_by_label("Có hiệu lực từ ngày").fill("13/9/2019")
    scan = tmp_path / "997.pdf"
    scan.write_bytes(pdf().read())
    page.get_by_label("Bản chụp (PDF)").set_input_files(scan)

    page.get_by_role("button", name="Bước 1: Xem trước").click()
    expect(page.get_by_text("Hết hiệu lực từ ngày này:")).to_be_visible()
    page.get_by_role("button", name="Bước 2: Ghi nhận ban hành").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Quyết định 997-QĐ/HU")
    draft.refresh_from_db()
    assert (draft.state, bool(draft.scan)) == ("issued", True)


def test_issue_with_a_wrong_day_says_so_at_the_field(book, draft, page, sign_in):
    sign_in(book.staff)
    page.goto(reverse("taskforces:draft_issue", args=[draft.pk]))
    page.get_by_label("Ngày ký").fill("31/9/2019")

    page.get_by_role("button", name="Bước 1: Xem trước").click()

    expect(page.get_by_text("Ngày 31/9/2019 không có trong lịch.")).to_be_visible()


@pytest.mark.parametrize("name", ["draft_detail", "draft_team", "draft_charges", "draft_issue", "draft_member_find"])
def test_pages_of_a_draft_have_no_fault_for_axe(draft, page, sign_in, axe, name):
    sign_in(draft.created_by)
    team = TaskForce.objects.get(decision=draft, number=1)
    page.goto(
        reverse(f"taskforces:{name}", args=[draft.pk, *([team.pk] if "_i" not in name and "_d" not in name else [])])
    )

    assert axe(page) == []
