"""Who answered for a cell through the years: one answer for every day, days with the same answer drawn
together.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from orgs.models import OrganizationState
from taskforces.models import Assignment, Charge, Coverage, LaidDown
from taskforces.reports.answers import By

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """The same answer from `first` to `last` (None: still). `row` laid it down; its decision and team are
    loaded.
    """

    first: dt.date
    last: dt.date | None
    by: By
    row: Assignment | Charge | None
    out_of_scope: bool = False
    substitutes: tuple[Assignment, ...] = ()


def years_of(cell_id: int) -> list[Stretch]:
    """Return who answered for the cell from its first day on, newest first; five queries.

    The same rule as `answers`: the member in charge; else the team that has the organization in which it
    stood that day; else nobody yet.
    """
    states = list(OrganizationState.objects.live().filter(organization_id=cell_id).order_by("starts_on"))
    bases = {state.grassroots_id for state in states if state.grassroots_id}
    begun = {"starts_on__isnull": False}
    of_cell = Assignment.objects.live().filter(cell_id=cell_id, **begun)
    assignments = list(of_cell.select_related("person", "task_force", "decision", "ended_under", "ended_by_event"))
    charges = list(
        Charge.objects.live()
        .filter(organization_id__in=bases, **begun)
        .select_related("task_force", "decision", "ended_under", "ended_by_event")
    )
    coverages = list(Coverage.objects.live().filter(cell_id=cell_id, kind=Coverage.Kind.OUT_OF_SCOPE, **begun))
    answer = _answerer(states, assignments, charges, coverages)
    return _drawn_together(_borders([*states, *assignments, *charges, *coverages]), answer)[::-1]


type _Answer = tuple[By, Assignment | Charge | None, bool, tuple[Assignment, ...]]


def _answerer(
    states: list[OrganizationState],
    assignments: list[Assignment],
    charges: list[Charge],
    coverages: list[Coverage],
) -> Callable[[dt.date], _Answer | None]:
    def answer(day: dt.date) -> _Answer | None:
        state = next((state for state in states if state.is_on(day)), None)
        if state is None:
            return None
        on_day = [row for row in assignments if row.is_on(day)]
        others = tuple(row for row in on_day if row.capacity == Assignment.Capacity.SUBSTITUTE)
        for row in on_day:
            if row.capacity == Assignment.Capacity.IN_CHARGE:
                return By.MEMBER, row, False, others
        for charge in charges:
            if charge.organization_id == state.grassroots_id and charge.is_on(day):
                return By.TEAM, charge, any(row.is_on(day) for row in coverages), others
        return By.NOBODY, None, False, others

    return answer


def _borders(rows: Iterable[OrganizationState | LaidDown]) -> list[dt.date]:
    """Every day on which the answer may change."""
    days: set[dt.date] = set()
    for row in rows:
        if row.starts_on is not None:
            days.add(row.starts_on)
        if row.ends_on is not None:
            days.add(row.ends_on + ONE_DAY)
    return sorted(days)


def _drawn_together(borders: list[dt.date], answer: Callable[[dt.date], _Answer | None]) -> list[Stretch]:
    found: list[Stretch] = []
    previous: _Answer | None = None
    for place, day in enumerate(borders):
        last = borders[place + 1] - ONE_DAY if place + 1 < len(borders) else None
        now = answer(day)
        if now is not None:
            if found and now == previous:
                found[-1] = Stretch(found[-1].first, last, *now)
            else:
                found.append(Stretch(day, last, *now))
        previous = now
    return found
