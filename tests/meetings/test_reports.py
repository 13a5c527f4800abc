"""Two counts with two denominators; derived from the day of each meeting."""

import datetime as dt

import pytest

from meetings.models import Meeting
from meetings.reports.board import board_of
from meetings.reports.duties import duties_of
from meetings.reports.visits import Met, Visit
from taskforces.models import Assignment
from taskforces.scope import scope_of
from taskforces.services import create_draft, issue_decision
from tests.factories import (
    AssignmentFactory,
    MeetingFactory,
    ReportFactory,
    make_ledger,
    make_organization,
    make_user,
)
from tests.meetings.facts import DAY, FEBRUARY, TODAY

pytestmark = pytest.mark.django_db

NOT_HELD = {
    "held": False,
    "held_on": None,
    "start_hour": None,
    "end_hour": None,
    "presence": "",
    "not_held_reason": "Trùng dịp Tết",
    **dict.fromkeys(["total", "exempt", "away_long", "present", "absent_excused", "absent_unexcused"]),
}


@pytest.fixture
def ledger():
    return make_ledger()


@pytest.fixture
def board(ledger):
    scope = scope_of(ledger.staff, TODAY)
    return lambda month=FEBRUARY, on=TODAY: board_of(month=month, on=on, scope=scope)


def row_of(board, cell):
    return next(row for row in board.rows if row.cell.organization_id == cell.pk)


def counts(board):
    found = board.counts
    return (
        (found.cells, found.held, found.not_held, found.not_reported, found.upcoming),
        (found.due, found.in_charge, found.another, found.missed, found.visits_not_reported),
    )


def test_board_keeps_the_two_denominators_apart(ledger, board):
    district = ledger.district
    ReportFactory(meeting__cell=district.na_ao_1, person=ledger.lan)  # the one in charge
    ReportFactory(meeting__cell=district.na_ao_2, person=ledger.an)  # nobody is in charge: no visit due
    ReportFactory(meeting=MeetingFactory(cell=district.ban_lang), person=ledger.binh)  # instead of Minh
    ReportFactory(meeting=MeetingFactory(cell=district.court), person=ledger.minh, **NOT_HELD)

    assert counts(board()) == ((5, 3, 1, 0, 1), (2, 1, 1, 0, 0))


def test_board_says_missed_and_not_reported(ledger, board):
    district = ledger.district
    ReportFactory(meeting__cell=district.na_ao_1, person=ledger.lan, presence="absent_excused")
    MeetingFactory(cell=district.ban_lang)

    found = board()

    assert counts(found) == ((5, 1, 0, 1, 3), (2, 0, 0, 1, 1))
    row = row_of(found, district.na_ao_1)
    assert (row.met, row.visit, row.presence) == (Met.HELD, Visit.MISSED, "không dự, có lý do")


def test_a_meeting_not_held_makes_no_visit_due(ledger, board):
    ReportFactory(meeting__cell=ledger.district.na_ao_1, person=ledger.lan, **NOT_HELD)

    row = row_of(board(), ledger.district.na_ao_1)

    assert (row.met, row.reason, row.visit, row.counts.due) == (Met.NOT_HELD, "Trùng dịp Tết", Visit.NO_MEETING, 0)


def test_a_meeting_to_come_is_not_late_and_its_visit_not_due(ledger, board):
    MeetingFactory(cell=ledger.district.na_ao_1, planned_on=TODAY)

    row = row_of(board(), ledger.district.na_ao_1)
    later = row_of(board(on=TODAY + dt.timedelta(days=1)), ledger.district.na_ao_1)

    assert (row.met, row.visit, row.counts.due) == (Met.UPCOMING, Visit.UPCOMING, 0)
    assert (later.met, later.visit, later.counts.due) == (Met.NOT_REPORTED, Visit.NOT_REPORTED, 1)


def test_board_as_of_an_earlier_day_does_not_know_later_meetings(ledger, board):
    ReportFactory(meeting__cell=ledger.district.na_ao_1, person=ledger.lan)

    assert counts(board(on=DAY))[0] == (5, 1, 0, 0, 4)
    assert counts(board(on=DAY - dt.timedelta(days=1)))[0] == (5, 0, 0, 0, 5)


def test_a_cell_without_a_plan_is_unreported_when_the_month_is_over(ledger, board):
    found = board(on=dt.date(2020, 3, 1))

    assert counts(found)[0] == (5, 0, 0, 5, 0)


def test_an_earlier_version_or_voided_report_does_not_count(ledger, board):
    ReportFactory(meeting__cell=ledger.district.na_ao_1, person=ledger.lan, is_latest=False)

    assert row_of(board(), ledger.district.na_ao_1).met is Met.NOT_REPORTED


def test_board_takes_the_decision_of_the_day_of_each_meeting(ledger, board):
    """On 13/9/2019 Nà Ao 1 goes from Lan to An: the meeting of the 12th is Lan's, of the 13th An's."""
    district = ledger.district
    day = dt.date(2019, 9, 13)
    draft = create_draft(
        committee=district.committee,
        subject="997",
        by=ledger.staff,
        today=day,
        copy_from=ledger.decision,
        replaces=[ledger.decision],
    )
    Assignment.objects.filter(decision=draft, cell=district.na_ao_1).update(person=ledger.an)
    draft.refresh_from_db()
    issue_decision(
        decision=draft,
        version=draft.version,
        number=997,
        symbol="QĐ/HU",
        term="XVIII",
        signed_on=day,
        takes_effect_on=day,
        by=ledger.staff,
        today=day,
    )
    september = dt.date(2019, 9, 1)
    meeting = MeetingFactory(cell=district.na_ao_1, month=september, planned_on=dt.date(2019, 9, 12))
    ReportFactory(meeting=meeting, person=ledger.an)

    before = row_of(board(september), district.na_ao_1)
    Meeting.objects.filter(pk=meeting.pk).update(planned_on=day)
    meeting.refresh_from_db()
    report = ReportFactory(meeting=meeting, person=ledger.lan, held_on=day)
    report.meeting.reports.filter(person=ledger.an).update(is_latest=False)
    after = row_of(board(september), district.na_ao_1)

    assert (before.assignment.person, before.visit, str(before.team.decision)) == (
        ledger.lan,
        Visit.ANOTHER,
        "706-QĐ/HU",
    )
    assert (after.assignment.person, after.visit, str(after.team.decision)) == (
        ledger.an,
        Visit.ANOTHER,
        "997-QĐ/HU",
    )


@pytest.fixture
def quarterly():
    """Nà Ao 2 is visited once a quarter by Lan, under 706."""
    ledger = make_ledger(issued=False)
    AssignmentFactory(
        task_force=ledger.team_1,
        person=ledger.lan,
        cell=ledger.district.ban_quyen,
        visits_per=Assignment.Per.QUARTER,
    )
    day = dt.date(2018, 10, 10)
    ledger.decision.refresh_from_db()
    issue_decision(
        decision=ledger.decision,
        version=ledger.decision.version,
        number=706,
        symbol="QĐ/HU",
        term="XVIII",
        signed_on=day,
        takes_effect_on=day,
        by=ledger.staff,
        today=day,
    )
    return ledger


def test_a_visit_a_quarter_is_due_in_its_last_month_and_counts_from_its_first(quarterly):
    cell = quarterly.district.ban_quyen
    scope = scope_of(quarterly.staff, TODAY)
    for month in (1, 2, 3):
        MeetingFactory(cell=cell, month=dt.date(2019, month, 1))
    ReportFactory(meeting=Meeting.objects.get(cell=cell, month=dt.date(2019, 1, 1)), person=quarterly.lan)
    ReportFactory(
        meeting=Meeting.objects.get(cell=cell, month=dt.date(2019, 3, 1)),
        person=quarterly.lan,
        presence="absent_excused",
    )

    found = [row_of(board_of(month=dt.date(2019, month, 1), on=TODAY, scope=scope), cell) for month in (1, 2, 3)]

    assert [row.visit for row in found] == [Visit.NOT_DUE, Visit.NOT_DUE, Visit.IN_CHARGE]
    assert [(row.counts.due, row.counts.made) for row in found] == [(0, 0), (0, 0), (1, 1)]


def test_a_quarter_that_began_without_anybody_in_charge_owes_nothing(quarterly):
    cell = quarterly.district.ban_quyen
    scope = scope_of(quarterly.staff, TODAY)

    found = row_of(board_of(month=dt.date(2018, 12, 1), on=TODAY, scope=scope), cell)

    assert (found.visit, found.counts.due) == (Visit.NOT_DUE, 0)


def test_board_shows_a_member_the_cells_of_his_team(ledger):
    member = make_user(None)
    ledger.lan.account = member
    ledger.lan.save()

    found = board_of(month=FEBRUARY, on=TODAY, scope=scope_of(member, TODAY))

    assert [row.cell.name for row in found.rows] == ["Chi bộ thôn Nà Ao 1", "Chi bộ thôn Nà Ao 2"]


@pytest.mark.parametrize("cells", [1, 30])
def test_board_asks_five_queries_however_many_cells(ledger, board, cells, django_assert_num_queries):
    for number in range(cells):
        cell = make_organization(name=f"Chi bộ thôn {number}", parent=ledger.district.de_tham)
        ReportFactory(meeting__cell=cell, person=ledger.lan)

    with django_assert_num_queries(5):
        found = board()

    assert found.counts.held == cells


def test_duties_begin_with_what_is_overdue(ledger, django_assert_num_queries):
    cell = ledger.district.na_ao_1
    late = MeetingFactory(cell=cell)
    now = MeetingFactory(cell=cell, kind=Meeting.Kind.THEMATIC, planned_on=TODAY)
    coming = MeetingFactory(cell=cell, month=dt.date(2020, 3, 1))
    MeetingFactory(cell=cell, month=dt.date(2018, 9, 1))  # before he took the cell over
    reported = ReportFactory(meeting__cell=cell, meeting__month=dt.date(2020, 1, 1), person=ledger.lan)

    with django_assert_num_queries(4):
        found = duties_of(ledger.lan.pk, TODAY)

    assert [due.meeting for due in found.overdue] == [late]
    assert [due.days for due in found.overdue] == [17]
    assert [due.meeting for due in found.today] == [now]
    assert [(due.meeting, due.in_days) for due in found.coming] == [(coming, 12)]
    assert [done.report for done in found.done] == [reported]
    assert [own.state.name for own in found.cells] == ["Chi bộ thôn Nà Ao 1"]


def test_duties_leave_out_what_somebody_else_reported(ledger):
    ReportFactory(meeting__cell=ledger.district.na_ao_1, person=ledger.an)

    assert duties_of(ledger.lan.pk, TODAY).overdue == []
