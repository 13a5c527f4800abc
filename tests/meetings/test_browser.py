"""The phone page and the board in a real browser: one page, big targets, one record."""

import datetime as dt

import pytest

from meetings.models import Report
from orgs.models import Committee
from tests.factories import MeetingFactory, ReportFactory, make_ledger, make_user
from tests.meetings.facts import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
LEAST_TARGET = 44


@pytest.fixture
def ledger():
    found = make_ledger()
    Committee.objects.filter(pk=found.district.committee.pk).update(is_sample=True, sample_day=TODAY)
    found.lan.account = make_user(None)
    found.lan.save()
    return found


@pytest.fixture
def meeting(ledger):
    return MeetingFactory(cell=ledger.district.na_ao_1)


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_a_member_logs_a_meeting_on_a_phone(page, sign_in, axe, ledger, meeting):
    sign_in(ledger.lan.account)
    page.goto("/my-work/")
    wrong = axe(page)
    page.click("text=Ghi kết quả buổi sinh hoạt")
    page.wait_for_load_state()
    wrong += axe(page)
    button = page.locator(".report-form button[type=submit]").bounding_box()
    page.check("[name=presence][value=attended]")
    for name, value in {"end_hour": "21h15", "total": "14", "exempt": "1", "away_long": "1", "present": "15"}.items():
        page.fill(f"[name={name}]", value)
    page.click(".report-form button[type=submit]")
    page.wait_for_load_state()
    said = page.locator("#div_id_present").inner_text()
    page.fill("[name=present]", "12")
    page.dblclick(".report-form button[type=submit]")
    page.wait_for_url(f"**/meetings/{meeting.pk}/")

    assert wrong == []
    assert button["height"] >= LEAST_TARGET
    assert "Có mặt 15, nhiều hơn 12 người phải dự." in said
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]
    report = Report.objects.get()
    assert (report.present, report.end_hour) == (12, dt.time(21, 15))


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_the_log_form_hides_what_does_not_go_with_the_answer(page, sign_in, ledger, meeting):
    sign_in(ledger.lan.account)
    page.goto(f"/meetings/{meeting.pk}/report/")
    before = (page.is_visible("[name=total]"), page.is_visible("[name=not_held_reason]"))

    page.check("[name=held][value=no]")

    assert before == (True, False)
    assert (page.is_visible("[name=total]"), page.is_visible("[name=not_held_reason]")) == (False, True)


@pytest.mark.parametrize("page", [{}, {"color_scheme": "dark"}], indirect=True, ids=["light", "dark"])
def test_a_team_opens_its_cells_on_the_board(page, sign_in, axe, ledger, meeting):
    ReportFactory(meeting=meeting, person=ledger.lan)
    sign_in(ledger.staff)
    page.goto("/meetings/?month=2020-02")

    page.click(f"#team-{ledger.team_1.pk} a")
    page.wait_for_selector("text=Chi bộ thôn Nà Ao 1")

    assert page.locator(f"#team-{ledger.team_1.pk} tr").count() == 3
    assert axe(page) == []
