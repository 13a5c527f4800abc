"""What the book holds about a month's meetings, loaded in five queries however many cells there are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from accounts.scope import Scope
from meetings.models import Meeting, Report
from meetings.rules import EARLY, LATE, last_of_month
from orgs.models import OrganizationState
from orgs.periods import Dated
from taskforces.models import Assignment, Charge, TaskForce

# What a month needs of each row, and no more: a board reads a thousand of them.
_DAYS = ("starts_on", "ends_on", "voided_at")
_PERSON = tuple(f"person__{name}" for name in ("family_name", "middle_name", "given_name", "is_sample"))
_DECISION = ("number", "symbol", "subject")
_TEAM = (
    *(f"task_force__{name}" for name in ("number", "name", "starts_on")),
    *(f"task_force__decision__{name}" for name in _DECISION),
)


@dataclass(frozen=True)
class Period:
    """The months over which visits are counted: one, or those of a quarter or year that ends with this one."""

    month: dt.date
    first: dt.date

    @property
    def last_day(self) -> dt.date:
        return last_of_month(self.month)


def widest_period(month: dt.date) -> Period:
    """The widest period that ends with `month`: the year in December, else the quarter, else the month
    alone.
    """
    if month.month == 12:
        return Period(month, month.replace(month=1))
    return Period(month, month.replace(month=month.month - 2) if month.month % 3 == 0 else month)


@dataclass(frozen=True)
class MonthFacts:
    """Rows by cell, as they count on `on`: what was held later is not known yet."""

    month: dt.date
    on: dt.date
    period: Period
    cells: list[OrganizationState]
    meetings: dict[int, list[Meeting]]
    reports: dict[UUID, list[Report]]  # by meeting
    assignments: dict[int, list[Assignment]]
    charges: dict[int, list[Charge]]  # by grassroots organization

    def in_charge(self, cell_id: int, day: dt.date) -> Assignment | None:
        """Who was in charge of the cell on the day of its meeting."""
        return next(_on(self.assignments.get(cell_id, ()), day), None)

    def team(self, cell: OrganizationState, day: dt.date) -> TaskForce | None:
        """The team in charge of the cell's grassroots organization on that day."""
        charge = next(_on(self.charges.get(cell.grassroots_id or 0, ()), day), None)
        return charge.task_force if charge else None


def _on[R: Dated](rows: Iterable[R], day: dt.date) -> Iterator[R]:
    return (row for row in rows if row.is_on(day))


def load_month(*, month: dt.date, on: dt.date, scope: Scope, only: Iterable[int] | None = None) -> MonthFacts:
    """Return what is known on `on` of the month's meetings in the cells that the reader may see.

    The cells that should meet are those there on the month's last day, and those ended before it that had
    met.
    """
    period = widest_period(month)
    first, last = month - EARLY, period.last_day + LATE
    cells = _cells(month, scope, only)
    ids = [cell.organization_id for cell in cells]
    bases = {cell.grassroots_id for cell in cells if cell.grassroots_id}
    charges = list(
        Charge.objects.live()
        .during(first, last)
        .filter(organization_id__in=bases)
        .select_related("task_force__decision")
        .only(*_DAYS, "organization_id", *_TEAM)
    )
    assignments = list(
        Assignment.objects.live()
        .in_charge()
        .during(min(first, period.first), last)
        .filter(cell_id__in=ids)
        .select_related("person")
        .only(*_DAYS, "cell_id", "task_force_id", "capacity", "visits", "visits_per", *_PERSON)
    )
    _give_teams(assignments, {charge.task_force_id: charge.task_force for charge in charges})
    # Only cells with a visit a quarter or a year look back beyond the month.
    slow = {row.cell_id for row in assignments if row.visits_per != Assignment.Per.MONTH}
    counted = Q(month=month) | Q(month__gte=period.first, month__lt=month, cell_id__in=slow)
    meetings = Meeting.objects.live().filter(counted, cell_id__in=ids)
    by_cell = _grouped((row.cell_id, row) for row in meetings.order_by("planned_on", "planned_hour", "pk"))
    return MonthFacts(
        month=month,
        on=on,
        period=period,
        cells=[cell for cell in cells if _is_there(cell, period) or _has(by_cell[cell.organization_id], month)],
        meetings=by_cell,
        reports=_reports({row.pk for rows in by_cell.values() for row in rows}, on),
        assignments=_grouped((row.cell_id, row) for row in assignments),
        charges=_grouped((row.organization_id, row) for row in charges),
    )


def _give_teams(assignments: list[Assignment], teams: dict[int, TaskForce]) -> None:
    """Give each assignment its team: nearly always one that has charges, read already; the others in one query."""
    missing = {row.task_force_id for row in assignments} - teams.keys()
    if missing:
        teams = teams | TaskForce.objects.select_related("decision").in_bulk(missing)
    for row in assignments:
        row.task_force = teams[row.task_force_id]


def _cells(month: dt.date, scope: Scope, only: Iterable[int] | None) -> list[OrganizationState]:
    last = last_of_month(month)
    states = OrganizationState.objects.visible_to(scope).live().during(month, last).cells()
    if only is not None:
        states = states.filter(organization_id__in=list(only))
    # Names of the month, whatever is looked at from where: the latest of those that were so in it.
    latest: dict[int, OrganizationState] = {}
    states = states.only(*_DAYS, "organization_id", "grassroots_id", "name", "kind")
    for state in states.with_parents(last).customary().order_by("organization__order", "sort_key", "starts_on"):
        latest[state.organization_id] = state
    return list(latest.values())


def _reports(meeting_ids: set[UUID], on: dt.date) -> dict[UUID, list[Report]]:
    rows = (
        Report.objects.standing()
        .filter(meeting_id__in=meeting_ids)
        .exclude(held_on__gt=on)
        .select_related("person")
        .only("meeting_id", "held", "held_on", "not_held_reason", "presence", *_PERSON)
        .order_by("person__sort_key", "pk")
    )
    return _grouped((row.meeting_id, row) for row in rows)


def _is_there(cell: OrganizationState, period: Period) -> bool:
    return cell.ends_on is None or cell.ends_on >= period.last_day


def _has(meetings: list[Meeting], month: dt.date) -> bool:
    return any(meeting.month == month for meeting in meetings)


def _grouped[K, R](pairs: Iterable[tuple[K, R]]) -> dict[K, list[R]]:
    found: dict[K, list[R]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return found
