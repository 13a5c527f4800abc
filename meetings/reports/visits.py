"""Was the cell's meeting held, and was it visited? Two counts with two denominators, never mixed (model.md,
law 7).

Visits are due in whole periods. A monthly one is due with the month's meeting, from the member in charge on
that day. A quarterly or yearly one is due in the last month of its quarter or year, from a cell that had
somebody in charge on the period's first day; visits made earlier in the period count for it. A meeting that
was not held makes no visit due, and one still to come not yet.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from meetings.models import Meeting, Report
from meetings.reports.facts import MonthFacts
from orgs.models import OrganizationState, Person
from taskforces.models import Assignment, TaskForce


class Met(StrEnum):
    """What became of the month's regular meeting."""

    HELD = "held"
    NOT_HELD = "not_held"
    NOT_REPORTED = "not_reported"
    UPCOMING = "upcoming"
    NOT_PLANNED = "not_planned"


class Visit(StrEnum):
    """What became of the visit of the one in charge."""

    IN_CHARGE = "in_charge"
    ANOTHER = "another"
    MISSED = "missed"
    NOT_REPORTED = "not_reported"
    UPCOMING = "upcoming"
    NO_MEETING = "no_meeting"
    NOT_DUE = "not_due"  # nobody is in charge, or the quarter or year is not over


@dataclass(frozen=True)
class Counts:
    """Cells that met of cells that should; visits made of visits due. Adding two adds each count."""

    cells: int = 0
    held: int = 0
    not_held: int = 0
    not_reported: int = 0
    upcoming: int = 0
    due: int = 0
    in_charge: int = 0
    another: int = 0
    missed: int = 0
    visits_not_reported: int = 0

    @property
    def made(self) -> int:
        """Visits made, by whomever."""
        return self.in_charge + self.another

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(mine + its for mine, its in zip(_numbers(self), _numbers(other), strict=True)))


def _numbers(counts: Counts) -> list[int]:
    return [getattr(counts, name) for name in Counts.__dataclass_fields__]


@dataclass(frozen=True)
class CellMonth:
    """One cell's month: its regular meeting, who was in charge on its day, and the visit."""

    cell: OrganizationState
    meeting: Meeting | None
    others: list[Meeting]
    day: dt.date
    met: Met
    reason: str  # why it was not held
    team: TaskForce | None
    assignment: Assignment | None
    visit: Visit
    presence: str  # why the one in charge was away, as he reported it
    went: list[Person] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)


def cell_month(cell: OrganizationState, facts: MonthFacts) -> CellMonth:
    """Work out one cell's month from what was loaded. No query."""
    mine = [row for row in facts.meetings.get(cell.organization_id, []) if row.month == facts.month]
    regular = next((row for row in mine if row.kind in {Meeting.Kind.REGULAR, Meeting.Kind.COMBINED}), None)
    day, met, reason = _regular(regular, facts)
    assignment = facts.in_charge(cell.organization_id, day)
    due, made = _visits(cell, assignment, facts)
    left = due - len(made)
    rest = _rest(met, facts)
    if rest in {Visit.UPCOMING, Visit.NO_MEETING}:
        due, left = len(made), 0
    visit = made[0] if made else rest if assignment and _owes(assignment, cell, facts) else Visit.NOT_DUE
    reports = facts.reports.get(regular.pk, []) if regular else []
    away = next(
        (
            row.get_presence_display()
            for row in reports
            if assignment and row.person_id == assignment.person_id and row.held and row.presence != "attended"
        ),
        "",
    )
    return CellMonth(
        cell=cell,
        meeting=regular,
        others=[row for row in mine if row is not regular],
        day=day,
        met=met,
        reason=reason,
        team=facts.team(cell, day) or (assignment.task_force if assignment else None),
        assignment=assignment,
        visit=visit,
        presence=str(away),
        went=[row.person for row in reports if row.held and row.presence == Report.Presence.ATTENDED],
        counts=Counts(
            cells=1,
            held=met is Met.HELD,
            not_held=met is Met.NOT_HELD,
            not_reported=met is Met.NOT_REPORTED,
            upcoming=met in {Met.UPCOMING, Met.NOT_PLANNED},
            due=due,
            in_charge=made.count(Visit.IN_CHARGE),
            another=made.count(Visit.ANOTHER),
            missed=left if rest is Visit.MISSED else 0,
            visits_not_reported=left if rest is Visit.NOT_REPORTED else 0,
        ),
    )


def _regular(meeting: Meeting | None, facts: MonthFacts) -> tuple[dt.date, Met, str]:
    if meeting is None:
        last = facts.period.last_day
        return last, Met.NOT_REPORTED if last < facts.on else Met.NOT_PLANNED, ""
    reports = facts.reports.get(meeting.pk, [])
    held = next((row for row in reports if row.held), None)
    if held is not None:
        return held.held_on or meeting.planned_on, Met.HELD, ""
    if reports:
        return meeting.planned_on, Met.NOT_HELD, reports[0].not_held_reason
    # On the day itself nobody is late yet.
    return meeting.planned_on, Met.NOT_REPORTED if meeting.planned_on < facts.on else Met.UPCOMING, ""


def _rest(met: Met, facts: MonthFacts) -> Visit:
    """What is to be said of visits due that were not made."""
    if met is Met.HELD:
        return Visit.MISSED
    if met is Met.NOT_HELD:
        return Visit.NO_MEETING
    over = facts.period.last_day < facts.on
    return Visit.NOT_REPORTED if met is Met.NOT_REPORTED or over else Visit.UPCOMING


def _first_month(assignment: Assignment, facts: MonthFacts) -> dt.date | None:
    """The first month of the period that ends with this one; None while the quarter or year is not over."""
    month = facts.month
    if assignment.visits_per == Assignment.Per.MONTH:
        return month
    if assignment.visits_per == Assignment.Per.QUARTER:
        return month.replace(month=month.month - 2) if month.month % 3 == 0 else None
    return month.replace(month=1) if month.month == 12 else None


def _owes(assignment: Assignment, cell: OrganizationState, facts: MonthFacts) -> bool:
    first = _first_month(assignment, facts)
    if first is None:
        return False
    return first == facts.month or facts.in_charge(cell.organization_id, first) is not None


def _visits(cell: OrganizationState, assignment: Assignment | None, facts: MonthFacts) -> tuple[int, list[Visit]]:
    """How many visits are due, and those made, at most as many: first those of the one in charge."""
    if assignment is None or not _owes(assignment, cell, facts):
        return 0, []
    first = _first_month(assignment, facts)
    made = [
        visit
        for meeting in facts.meetings.get(cell.organization_id, [])
        if first is not None and meeting.month >= first and (visit := _visit(meeting, facts)) is not None
    ]
    made.sort(key=[Visit.IN_CHARGE, Visit.ANOTHER].index)
    return assignment.visits, made[: assignment.visits]


def _visit(meeting: Meeting, facts: MonthFacts) -> Visit | None:
    """Who visited a meeting: the one in charge on its day, or another; None if nobody."""
    went = [row for row in facts.reports.get(meeting.pk, []) if row.held and row.presence == Report.Presence.ATTENDED]
    for row in went:
        in_charge = facts.in_charge(meeting.cell_id, row.held_on or meeting.planned_on)
        if in_charge is not None and in_charge.person_id == row.person_id:
            return Visit.IN_CHARGE
    return Visit.ANOTHER if went else None
