"""The pages of meetings: for whom, what they show, and what a form says at which field."""

import datetime as dt
import uuid

import pytest

from accounts.models import Role
from meetings.models import Meeting, Report
from tests.factories import (
    MeetingFactory,
    ReportFactory,
    make_user,
)
from tests.meetings.conftest import account_of
from tests.meetings.facts import DAY, TYPED

pytestmark = pytest.mark.django_db


def report_url(meeting):
    return f"/meetings/{meeting.pk}/report/"


def typed(**facts):
    return TYPED | {"client_uuid": str(uuid.uuid4())} | facts


def test_my_work_shows_what_is_due_with_the_way_to_report_it(as_lan, meeting):
    response = as_lan.get("/my-work/")

    page = response.content.decode()
    assert "chậm 17 ngày" in page
    assert f'href="{report_url(meeting)}"' in page
    assert "Chi bộ thôn Nà Ao 1" in page


def test_my_work_of_an_account_without_a_person_names_the_next_step(as_staff):
    page = as_staff.get("/my-work/").content.decode()

    assert "không gắn với thành viên tổ công tác" in page
    assert 'href="/meetings/"' in page


def test_report_new_records_and_shows_the_meeting(as_lan, ledger, meeting):
    response = as_lan.post(report_url(meeting), typed(person=ledger.lan.pk), follow=True)

    assert response.redirect_chain == [(f"/meetings/{meeting.pk}/", 302)]
    report = Report.objects.get()
    assert (report.person_id, report.present, report.start_hour, report.end_hour) == (
        ledger.lan.pk,
        10,
        dt.time(19, 30),
        dt.time(21, 15),
    )
    assert "10 trên 12 người phải dự" in response.content.decode()


def test_report_new_sent_twice_is_one_record(as_lan, ledger, meeting):
    form = typed(person=ledger.lan.pk)

    as_lan.post(report_url(meeting), form)
    again = as_lan.post(report_url(meeting), form, follow=True)

    assert Report.objects.count() == 1
    assert "chỉ ghi một lần" in again.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"present": "15", "absent_excused": "0"}, "present", "Có mặt 15, nhiều hơn 12 người phải dự."),
        ({"present": "9"}, "absent_excused", "Có mặt 9 và vắng 2 là 11, nhưng số phải dự là 12."),
        ({"exempt": "15"}, "total", "15 được miễn và 1 đi xa, nhiều hơn tổng số 14 đảng viên."),
        ({"total": ""}, "total", "Cần ghi số này."),
        ({"end_hour": "19:00"}, "end_hour", "Giờ kết thúc trước giờ bắt đầu."),
        ({"end_hour": ""}, "end_hour", "Người có dự cần ghi giờ."),
        ({"end_hour": "25:00"}, "end_hour", "Không có giờ 25:00 trong ngày."),
        ({"held_on": "31/2/2020"}, "held_on", "Ngày 31/2/2020 không có trong lịch."),
        ({"held_on": "21/2/2020"}, "held_on", "Ngày 21/2/2020 chưa đến; chỉ ghi kết quả sau khi đã sinh hoạt."),
        (
            {"held_on": "3/1/2020"},
            "held_on",
            "Ngày 3/1/2020 quá xa tháng 2/2020 mà buổi sinh hoạt này được tính.",
        ),
        ({"held_on": ""}, "held_on", "Cần ghi ngày sinh hoạt."),
        ({"presence": ""}, "presence", "Cần ghi đồng chí có dự hay không."),
        ({"held": "no"}, "not_held_reason", "Cần ghi lý do không sinh hoạt."),
        (
            {"presence": "absent_excused", "attendee_level": "good"},
            "attendee_level",
            "Chỉ người có dự mới chấm.",
        ),
    ],
)
def test_report_new_says_at_the_field_what_is_wrong(as_lan, ledger, meeting, wrong, field, sentence):
    response = as_lan.post(report_url(meeting), typed(person=ledger.lan.pk, **wrong))

    assert response.context["form"].errors == {field: [sentence]}
    assert sentence in response.content.decode()
    assert Report.objects.count() == 0


def test_report_new_takes_absences_left_empty_as_none(as_lan, ledger, meeting):
    form = typed(person=ledger.lan.pk, present="12", absent_excused="", absent_unexcused="")

    as_lan.post(report_url(meeting), form)

    report = Report.objects.get()
    assert (report.present, report.absent_excused, report.absent_unexcused) == (12, 0, 0)


def test_report_new_of_a_meeting_not_held_needs_only_the_reason(as_lan, ledger, meeting):
    as_lan.post(report_url(meeting), typed(person=ledger.lan.pk, held="no", not_held_reason="Trùng Tết"))

    report = Report.objects.get()
    assert (report.held, report.not_held_reason, report.total, report.presence) == (False, "Trùng Tết", None, "")


def test_report_new_of_one_who_was_away_needs_no_counts(as_lan, ledger, meeting):
    away = {"presence": "absent_excused", "start_hour": "", "end_hour": ""}
    empty = dict.fromkeys(["total", "exempt", "away_long", "present", "absent_excused", "absent_unexcused"], "")

    as_lan.post(report_url(meeting), typed(person=ledger.lan.pk, **away, **empty))

    assert Report.objects.get().total is None


def test_report_new_starts_from_the_report_that_stands(as_lan, ledger, meeting):
    report = ReportFactory(meeting=meeting, person=ledger.lan)

    form = as_lan.get(report_url(meeting)).context["form"]
    as_lan.post(report_url(meeting), typed(person=ledger.lan.pk, version="1", present="11", absent_excused="1"))

    assert (form["version"].value(), form["present"].value()) == (1, 10)
    report.refresh_from_db()
    assert not report.is_latest
    assert Report.objects.standing().get().present == 11


def test_report_new_by_two_from_the_same_version_tells_the_second(as_lan, ledger, meeting):
    ReportFactory(meeting=meeting, person=ledger.lan)
    as_lan.post(report_url(meeting), typed(person=ledger.lan.pk, version="1"))

    response = as_lan.post(report_url(meeting), typed(person=ledger.lan.pk, version="1"))

    assert response.context["form"].non_field_errors() == [
        "Kết quả buổi này của đồng chí đã được ghi. Cần mở bản đã ghi để sửa."
    ]
    assert Report.objects.count() == 2


def test_a_member_reports_for_himself_alone(as_lan, ledger, meeting):
    response = as_lan.post(report_url(meeting), typed(person=ledger.an.pk))

    assert "person" in response.context["form"].errors
    assert Report.objects.count() == 0


def test_a_member_stands_in_on_another_cell_of_his_team(as_lan, ledger):
    meeting = MeetingFactory(cell=ledger.district.na_ao_2)

    as_lan.post(report_url(meeting), typed(person=ledger.lan.pk))

    assert Report.objects.get().person_id == ledger.lan.pk


def test_a_team_leader_reports_for_his_people(client, ledger, meeting):
    client.force_login(account_of(ledger.an))

    client.post(report_url(meeting), typed(person=ledger.lan.pk))

    report = Report.objects.get()
    assert (report.person_id, report.recorded_by_id) == (ledger.lan.pk, ledger.an.account.pk)


def test_another_team_does_not_find_the_meeting(client, ledger, meeting):
    client.force_login(account_of(ledger.minh))

    assert client.get(f"/meetings/{meeting.pk}/").status_code == 404
    assert client.get(report_url(meeting)).status_code == 404
    assert client.post(report_url(meeting), typed(person=ledger.minh.pk)).status_code == 404
    assert Report.objects.count() == 0


def test_whoever_went_keeps_reading_that_meeting(client, ledger, meeting):
    """Minh of team 2 had stood in at Nà Ao 1, which is none of his team's."""
    ReportFactory(meeting=meeting, person=ledger.minh)
    other = MeetingFactory(cell=ledger.district.na_ao_2)
    client.force_login(account_of(ledger.minh))

    assert "Chi bộ thôn Nà Ao 1" in client.get(f"/meetings/{meeting.pk}/").content.decode()
    assert client.get(f"/meetings/{other.pk}/").status_code == 404


def test_report_unplanned_makes_the_meeting_with_its_report(as_lan, ledger):
    cell = ledger.district.na_ao_1
    form = typed(person=ledger.lan.pk, cell=cell.pk, kind="thematic", held_on="14/2/2020")

    as_lan.post("/my-work/reports/new/", form)
    as_lan.post("/my-work/reports/new/", form)

    meeting = Meeting.objects.get()
    assert (meeting.cell_id, meeting.kind, meeting.planned_on) == (cell.pk, "thematic", dt.date(2020, 2, 14))
    assert Report.objects.get().meeting_id == meeting.pk


def test_report_unplanned_offers_the_cells_of_the_team_alone(as_lan, ledger):
    form = as_lan.get("/my-work/reports/new/").context["form"]

    assert [label for _value, label in form.fields["cell"].choices] == [
        "Chi bộ thôn Nà Ao 1 (Đảng bộ xã Đề Thám)",
        "Chi bộ thôn Nà Ao 2 (Đảng bộ xã Đề Thám)",
    ]
    stranger = typed(person=ledger.lan.pk, cell=ledger.district.court.pk, kind="thematic")
    assert "cell" in as_lan.post("/my-work/reports/new/", stranger).context["form"].errors


def test_meeting_new_move_and_void(as_staff, ledger):
    cell = ledger.district.na_ao_1
    as_staff.post(f"/organizations/{cell.pk}/meetings/new/", {"kind": "thematic", "planned_on": "12/2/2020"})
    meeting = Meeting.objects.get()

    too_far = as_staff.post(f"/meetings/{meeting.pk}/move/", {"planned_on": "12/5/2020"})
    as_staff.post(f"/meetings/{meeting.pk}/move/", {"planned_on": "13/2/2020", "planned_hour": "14h"})
    as_staff.post(f"/meetings/{meeting.pk}/void/", {"reason": ""})
    meeting.refresh_from_db()
    moved = (meeting.planned_on, meeting.planned_hour, meeting.voided_at)
    as_staff.post(f"/meetings/{meeting.pk}/void/", {"reason": "Ghi nhầm chi bộ"})
    page = as_staff.get(f"/meetings/{meeting.pk}/").content.decode()

    assert "planned_on" in too_far.context["form"].errors
    assert moved == (dt.date(2020, 2, 13), dt.time(14), None)
    assert "<del>12/2/2020</del> → <ins>13/2/2020</ins>" in page
    assert "chuyển buổi sinh hoạt" in page
    assert "Ghi nhầm chi bộ" in page


def test_report_void_stays_in_sight(as_staff, ledger, meeting):
    report = ReportFactory(meeting=meeting, person=ledger.lan)

    page = as_staff.post(f"/meetings/reports/{report.pk}/void/", {"reason": "Nhầm buổi"}, follow=True)

    assert "Nhầm buổi" in page.content.decode()
    assert "Chưa có ai ghi kết quả buổi sinh hoạt này." in page.content.decode()


def test_meeting_detail_shows_every_version_and_who_entered_it(as_staff, ledger, meeting):
    ReportFactory(meeting=meeting, person=ledger.lan, is_latest=False, discussed="Bản đầu")
    ReportFactory(meeting=meeting, person=ledger.lan, version=2, discussed="Bản sau")

    page = as_staff.get(f"/meetings/{meeting.pk}/").content.decode()

    assert "1 bản cũ hoặc đã huỷ" in page
    assert "Bản đầu" in page
    assert "Bản sau" in page
    assert "706-QĐ/HU" in page


def test_meeting_detail_tells_of_reports_that_disagree(as_staff, ledger, meeting):
    ReportFactory(meeting=meeting, person=ledger.lan)
    nothing = dict.fromkeys(["total", "exempt", "away_long", "present", "absent_excused", "absent_unexcused"])
    ReportFactory(
        meeting=meeting,
        person=ledger.an,
        held=False,
        held_on=None,
        start_hour=None,
        end_hour=None,
        presence="",
        not_held_reason="Mưa lũ",
        **nothing,
    )

    page = as_staff.get(f"/meetings/{meeting.pk}/").content.decode()

    assert "Một bản ghi là đã sinh hoạt, bản khác ghi là không sinh hoạt." in page


def test_organization_panel_is_a_part_for_htmx_and_a_page_without(as_staff, ledger, meeting):
    ReportFactory(meeting=meeting, person=ledger.lan)
    url = f"/organizations/{meeting.cell_id}/meetings/"

    page = as_staff.get(url).content.decode()
    part = as_staff.get(url, headers={"HX-Request": "true"}).content.decode()

    assert "<html" in page
    assert "<html" not in part
    assert "10/12" in part
    assert DAY.strftime("%-d/%-m/%Y") in part


def test_organization_panel_of_another_team_is_not_found(client, ledger, meeting):
    client.force_login(account_of(ledger.minh))

    assert client.get(f"/organizations/{meeting.cell_id}/meetings/").status_code == 404


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, Role.ADMINISTRATOR])
def test_readers_write_nothing(client, ledger, meeting, role):
    client.force_login(make_user(role, ledger.district.committee))

    assert client.get(f"/meetings/{meeting.pk}/").status_code == 200
    assert client.post(report_url(meeting), typed(person=ledger.lan.pk)).status_code == 404
    assert client.post("/meetings/expect/", {"month": "2020-02"}).status_code == 404
    assert client.post(f"/meetings/{meeting.pk}/void/", {"reason": "x"}).status_code == 404
    meeting.refresh_from_db()
    assert (Report.objects.count(), meeting.voided_at) == (0, None)
