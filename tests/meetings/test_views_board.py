"""The month board: what it counts, for whom, on paper."""

import io

import pytest
from python_calamine import CalamineWorkbook

from accounts.models import AccessLog
from meetings.models import Meeting
from tests.factories import (
    MeetingPatternFactory,
    ReportFactory,
    make_organization,
)

pytestmark = pytest.mark.django_db


def test_month_board_opens_a_team(as_staff, ledger, meeting):
    ReportFactory(meeting=meeting, person=ledger.lan)
    closed = as_staff.get("/meetings/?month=2020-02").content.decode()
    opened = as_staff.get(f"/meetings/?month=2020-02&team={ledger.team_1.pk}").content.decode()

    assert "Chi bộ thôn Nà Ao 1" not in closed
    assert "Chi bộ thôn Nà Ao 1" in opened
    assert "Người phụ trách dự" in opened
    assert "Chi bộ thôn Bản Lặng" not in opened
    assert "Chi bộ thôn Bản Lặng" in as_staff.get("/meetings/?month=2/2020&team=all").content.decode()


def test_month_board_answers_htmx_with_one_team(as_staff, ledger, meeting):
    response = as_staff.get(f"/meetings/?month=2020-02&team={ledger.team_1.pk}", headers={"HX-Request": "true"})

    page = response.content.decode().strip()
    assert page.startswith(f'<tbody class="group" id="team-{ledger.team_1.pk}">')
    assert page.count("<tbody") == 1


def test_month_board_of_no_month_is_answered_with_a_sentence(as_staff):
    response = as_staff.get("/meetings/?month=2020-13")

    assert response.status_code == 400
    assert "“2020-13” không phải là tháng, cần viết như 2/2020." in response.content.decode()


def test_month_board_is_as_of_the_day_asked(as_staff, ledger, meeting):
    ReportFactory(meeting=meeting, person=ledger.lan)

    page = as_staff.get("/meetings/?on=2020-02-02")

    assert page.context["board"].counts.held == 0
    assert "Số liệu tại ngày 2/2/2020" in page.content.decode()


@pytest.mark.parametrize("cells", [1, 3])
def test_month_board_asks_a_constant_number_of_queries(as_staff, ledger, cells, django_assert_num_queries):
    for number in range(cells):
        cell = make_organization(name=f"Chi bộ thôn {number}", parent=ledger.district.de_tham)
        ReportFactory(meeting__cell=cell, person=ledger.lan)

    with django_assert_num_queries(10):
        as_staff.get("/meetings/?month=2020-02&team=all")


def test_month_board_export_has_every_cell_and_is_logged(as_staff, ledger, meeting):
    ReportFactory(meeting=meeting, person=ledger.lan)

    response = as_staff.get("/meetings/export/?month=2020-02")

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[0][0] == "Sinh hoạt tháng 2/2020"
    line = next(row for row in rows if row[2] == "Chi bộ thôn Nà Ao 1")
    assert line[3:8] == [
        "Đảng bộ xã Đề Thám",
        "3/2/2020 19:30",
        "Đã sinh hoạt",
        ledger.lan.full_name,
        "Người phụ trách dự",
    ]
    assert response["Content-Disposition"] == 'attachment; filename="sinh-hoat-2020-02.xlsx"'
    assert AccessLog.objects.filter(action="export", user=ledger.staff).count() == 1


def test_month_expect_plans_once_and_says_so(as_staff, ledger):
    MeetingPatternFactory(organization=ledger.district.na_ao_1)

    first = as_staff.post("/meetings/expect/", {"month": "2020-02"}, follow=True)
    second = as_staff.post("/meetings/expect/", {"month": "2020-02"}, follow=True)

    assert "Đã lập 1 buổi sinh hoạt." in first.content.decode()
    assert "đều đã có buổi của tháng này" in second.content.decode()
    assert Meeting.objects.count() == 1
