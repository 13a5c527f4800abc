"""What is due from one member: overdue first, then today and the next meetings, his cells, his last reports."""

import datetime as dt
from dataclasses import dataclass

from meetings.models import Meeting, Report
from meetings.rules import last_of_month, next_month
from orgs.models import OrganizationState
from taskforces.models import Assignment

SHOWN_REPORTS = 6


@dataclass(frozen=True)
class OwnCell:
    """A cell that the member is put on, as it is named today."""

    assignment: Assignment
    state: OrganizationState
    next_meeting: Meeting | None


@dataclass(frozen=True)
class Due:
    """A meeting of one of his cells that nobody has reported, or that is to come."""

    meeting: Meeting
    state: OrganizationState
    days: int  # since it was planned; below 0: until then

    @property
    def in_days(self) -> int:
        """Days until the meeting."""
        return -self.days


@dataclass(frozen=True)
class Done:
    """A report of his that stands."""

    report: Report
    name: str


@dataclass(frozen=True)
class Duties:
    cells: list[OwnCell]
    overdue: list[Due]
    today: list[Due]
    coming: list[Due]
    done: list[Done]


def duties_of(person_id: int, today: dt.date) -> Duties:
    """Return what is due from the person on `today`, in four queries.

    Overdue is a meeting planned since he took over the cell, before today, of which nobody reported anything; where
    he is only a substitute nothing is due from him.
    """
    rows = Assignment.objects.on(today).filter(person_id=person_id).select_related("decision", "task_force")
    assignments = {row.cell_id: row for row in rows.order_by("capacity", "cell__order", "pk")}
    done = _done(person_id)
    named = set(assignments) | {row.meeting.cell_id for row in done}
    states = {
        state.organization_id: state
        for state in OrganizationState.objects.live()
        .filter(organization_id__in=named)
        .with_parents(today)
        .select_related("place")
        .order_by("starts_on")
    }
    due = [
        Due(meeting, states[meeting.cell_id], (today - meeting.planned_on).days)
        for meeting in _unreported(assignments, today)
    ]
    owed = [row for row in due if assignments[row.meeting.cell_id].capacity == Assignment.Capacity.IN_CHARGE]
    next_of: dict[int, Meeting] = {}
    for row in due:
        if row.days <= 0:
            next_of.setdefault(row.meeting.cell_id, row.meeting)
    return Duties(
        cells=[OwnCell(row, states[cell], next_of.get(cell)) for cell, row in assignments.items() if cell in states],
        overdue=[row for row in owed if row.days > 0],
        today=[row for row in owed if row.days == 0],
        coming=[row for row in due if row.days < 0],
        done=[Done(row, states[row.meeting.cell_id].name) for row in done if row.meeting.cell_id in states],
    )


def _unreported(assignments: dict[int, Assignment], today: dt.date) -> list[Meeting]:
    until = last_of_month(next_month(today))
    meetings = (
        Meeting.objects.live()
        .filter(cell_id__in=assignments, planned_on__lte=until)
        .exclude(pk__in=Report.objects.standing().values("meeting_id"))
        .order_by("planned_on", "planned_hour", "pk")
    )
    return [row for row in meetings if row.planned_on >= (assignments[row.cell_id].starts_on or row.planned_on)]


def _done(person_id: int) -> list[Report]:
    rows = Report.objects.standing().filter(person_id=person_id).select_related("meeting")
    return list(rows.order_by("-entered_at", "-pk")[:SHOWN_REPORTS])
