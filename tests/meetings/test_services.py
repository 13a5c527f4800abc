"""Planned, moved, reported, voided: and what the second time does."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError

from meetings import services
from meetings.models import Meeting, Report
from orgs.models import MeetingPattern
from tests.factories import (
    MeetingFactory,
    MeetingPatternFactory,
    PlaceFactory,
    ReportFactory,
    make_ledger,
)
from tests.meetings.facts import DAY, FEBRUARY, NOT_HELD, TODAY, sent
from tramgdinh.database.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger():
    return make_ledger()


@pytest.fixture
def cell(ledger):
    return ledger.district.na_ao_1


def expect(ledger, month=FEBRUARY):
    return services.expect_month(committee=ledger.district.committee, month=month, by=ledger.staff)


def test_expect_month_plans_a_meeting_for_every_cell_with_a_pattern(ledger, cell):
    MeetingPatternFactory(organization=cell, day_of_month=3, hour=dt.time(19, 30))
    MeetingPatternFactory(organization=ledger.district.court, day_of_month=1, weekend=MeetingPattern.Weekend.NEXT)

    assert expect(ledger, dt.date(2020, 2, 17)) == 2
    assert list(Meeting.objects.order_by("cell_id").values_list("cell", "month", "planned_on", "planned_hour")) == [
        (cell.pk, FEBRUARY, DAY, dt.time(19, 30)),
        (ledger.district.court.pk, FEBRUARY, DAY, None),
    ]


def test_expect_month_twice_changes_nothing(ledger, cell):
    MeetingPatternFactory(organization=cell)
    expect(ledger)
    meeting = Meeting.objects.get()
    services.move_meeting(meeting=meeting, planned_on=dt.date(2020, 2, 10), by=ledger.staff)

    assert expect(ledger) == 0
    assert Meeting.objects.get().planned_on == dt.date(2020, 2, 10)


def test_expect_month_does_not_bring_back_a_voided_meeting(ledger, cell):
    MeetingPatternFactory(organization=cell)
    expect(ledger)
    services.void_meeting(meeting=Meeting.objects.get(), reason="Chi bộ nghỉ", by=ledger.staff)

    assert expect(ledger) == 0
    assert Meeting.objects.live().count() == 0


def test_expect_month_takes_the_pattern_of_the_day_and_leaves_out_cells_not_there(ledger, cell):
    MeetingPatternFactory(organization=cell, day_of_month=10, starts_on=dt.date(2020, 2, 11))
    MeetingPatternFactory(organization=ledger.district.de_tham, day_of_month=3)

    assert expect(ledger) == 0
    assert expect(ledger, dt.date(2020, 3, 1)) == 1
    assert expect(ledger, dt.date(2014, 12, 1)) == 0


def test_plan_meeting_counts_the_second_of_its_kind(ledger, cell):
    facts = {"cell": cell, "kind": Meeting.Kind.THEMATIC, "by": ledger.staff}

    first = services.plan_meeting(planned_on=DAY, **facts)
    second = services.plan_meeting(planned_on=DAY + dt.timedelta(days=7), **facts)

    assert (first.month, first.ordinal, second.ordinal) == (FEBRUARY, 1, 2)


def test_plan_meeting_refuses_a_second_regular_one(ledger, cell):
    MeetingFactory(cell=cell)

    with pytest.raises(Refused, match="thường kỳ"):
        services.plan_meeting(
            cell=cell, kind=Meeting.Kind.COMBINED, planned_on=DAY, planned_hour=dt.time(8), by=ledger.staff
        )
    assert Meeting.objects.count() == 1


def test_plan_meeting_refuses_who_holds_none(ledger):
    with pytest.raises(services.NotACell):
        services.plan_meeting(cell=ledger.district.de_tham, kind=Meeting.Kind.REGULAR, planned_on=DAY, by=ledger.staff)


def test_move_meeting_keeps_the_month(ledger, cell):
    meeting = MeetingFactory(cell=cell)
    place = PlaceFactory(committee=ledger.district.committee)

    services.move_meeting(
        meeting=meeting, planned_on=dt.date(2020, 3, 2), place=place, is_model=True, reason="Tết", by=ledger.staff
    )

    meeting.refresh_from_db()
    assert (meeting.month, meeting.planned_on, meeting.place_id) == (FEBRUARY, dt.date(2020, 3, 2), place.pk)
    assert meeting.is_model
    with pytest.raises(services.NotItsMonth):
        services.move_meeting(meeting=meeting, planned_on=dt.date(2020, 5, 2), by=ledger.staff)


def test_move_meeting_is_in_the_history_with_who_and_why(ledger, cell):
    meeting = MeetingFactory(cell=cell)

    services.move_meeting(meeting=meeting, planned_on=DAY + dt.timedelta(days=1), reason="Tết", by=ledger.staff)

    event = Meeting.pgh_event_model.objects.filter(pgh_obj_id=meeting.pk).latest("pgh_id")
    assert event.pgh_context == {
        "by": ledger.staff.pk,
        "name": ledger.staff.username,
        "verb": "move_meeting",
        "reason": "Tết",
    }


def test_void_meeting_keeps_one_that_was_reported(ledger, cell):
    report = ReportFactory(meeting__cell=cell)

    with pytest.raises(services.HasReports):
        services.void_meeting(meeting=report.meeting, reason="Nhầm", by=ledger.staff)

    services.void_report(report=report, reason="Nhầm buổi", by=ledger.staff)
    services.void_meeting(meeting=report.meeting, reason="Nhầm", by=ledger.staff)
    with pytest.raises(services.Voided):
        services.void_meeting(meeting=report.meeting, reason="Nhầm", by=ledger.staff)
    with pytest.raises(services.Voided):
        services.move_meeting(meeting=report.meeting, planned_on=DAY, by=ledger.staff)


def test_log_report_sent_twice_is_one_record(ledger, cell):
    meeting = MeetingFactory(cell=cell)
    form = sent()

    first = services.log_report(meeting=meeting, person=ledger.lan, by=ledger.staff, **form)
    second = services.log_report(meeting=meeting, person=ledger.lan, by=ledger.staff, **form | {"present": 9})

    assert (first.is_new, second.is_new) == (True, False)
    assert first.report == second.report
    assert Report.objects.count() == 1


def test_log_report_refuses_the_mark_of_another_meeting(ledger, cell):
    form = sent()
    services.log_report(meeting=MeetingFactory(cell=cell), person=ledger.lan, by=ledger.staff, **form)
    other = MeetingFactory(cell=ledger.district.na_ao_2)

    with pytest.raises(services.OfAnother):
        services.log_report(meeting=other, person=ledger.lan, by=ledger.staff, **form)


def test_log_report_of_one_that_stands_needs_its_version(ledger, cell):
    meeting = MeetingFactory(cell=cell)
    services.log_report(meeting=meeting, person=ledger.lan, by=ledger.staff, **sent())

    with pytest.raises(services.AlreadyReported):
        services.log_report(meeting=meeting, person=ledger.lan, by=ledger.staff, **sent())

    services.log_report(
        meeting=meeting, person=ledger.lan, by=ledger.staff, replaces=1, **sent(present=11, absent_excused=1)
    )
    with pytest.raises(services.AlreadyReported):
        services.log_report(meeting=meeting, person=ledger.lan, by=ledger.staff, replaces=1, **sent())
    rows = Report.objects.order_by("version").values_list("version", "is_latest", "present")
    assert list(rows) == [(1, False, 10), (2, True, 11)]


def test_log_report_after_a_voided_one_begins_anew(ledger, cell):
    meeting = MeetingFactory(cell=cell)
    first = services.log_report(meeting=meeting, person=ledger.lan, by=ledger.staff, **sent()).report
    services.void_report(report=first, reason="Nhầm buổi", by=ledger.staff)

    second = services.log_report(meeting=meeting, person=ledger.lan, by=ledger.staff, **sent()).report

    assert (second.version, second.is_latest) == (2, True)
    with pytest.raises(services.Voided):
        services.void_report(report=first, reason="Nhầm buổi", by=ledger.staff)


def test_two_people_report_the_same_meeting(ledger, cell):
    meeting = MeetingFactory(cell=cell)
    for person in (ledger.lan, ledger.an):
        services.log_report(meeting=meeting, person=person, by=ledger.staff, **sent())

    assert Report.objects.standing().count() == 2


def test_log_report_keeps_to_the_calendar(ledger, cell):
    meeting = MeetingFactory(cell=cell)
    facts = {"meeting": meeting, "person": ledger.lan, "by": ledger.staff}

    with pytest.raises(services.NotYet):
        services.log_report(**facts, **sent(held_on=TODAY + dt.timedelta(days=1)))
    with pytest.raises(services.NotItsMonth):
        services.log_report(**facts, **sent(held_on=dt.date(2020, 1, 3)))
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"present": 15},
        {"end_hour": dt.time(19, 0)},
        {"end_hour": None},
        {"presence": ""},
        {"held_on": None},
        {"total": None},
        {"not_held_reason": "Trùng lịch"},
    ],
)
def test_log_report_refuses_what_contradicts_itself(ledger, cell, wrong):
    with pytest.raises(ValidationError):
        services.log_report(meeting=MeetingFactory(cell=cell), person=ledger.lan, by=ledger.staff, **sent(**wrong))


def test_log_report_of_a_meeting_not_held(ledger, cell):
    facts = {"client_uuid": uuid.uuid4(), "entered_at": sent()["entered_at"], "today": TODAY}

    report = services.log_report(
        meeting=MeetingFactory(cell=cell), person=ledger.lan, by=ledger.staff, **facts, **NOT_HELD
    ).report

    assert (report.held, report.not_held_reason, report.expected) == (False, "Trùng dịp Tết", None)


def test_log_unplanned_report_plans_the_meeting_for_its_day(ledger, cell):
    form = sent(held_on=dt.date(2020, 2, 14))
    facts = {"cell": cell, "kind": Meeting.Kind.THEMATIC, "person": ledger.lan, "by": ledger.staff}

    first = services.log_unplanned_report(**facts, **form)
    second = services.log_unplanned_report(**facts, **form)

    assert (first.is_new, second.is_new) == (True, False)
    meeting = Meeting.objects.get()
    assert (meeting.kind, meeting.planned_on, meeting.month) == ("thematic", dt.date(2020, 2, 14), FEBRUARY)


def test_log_unplanned_report_goes_to_the_regular_meeting_that_is_planned(ledger, cell):
    planned = MeetingFactory(cell=cell)

    logged = services.log_unplanned_report(
        cell=cell, kind=Meeting.Kind.REGULAR, person=ledger.lan, by=ledger.staff, **sent()
    )

    assert logged.report.meeting_id == planned.pk
