"""Where a person served: on which teams, from when to when, under what, with which cells."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from accounts.scope import Scope
from orgs.models import Person
from taskforces.models import Assignment, Membership
from taskforces.reports.labels import Label, labels_on


@dataclass(frozen=True, slots=True)
class Attended:
    """A cell that he attended, as it was called when it began."""

    row: Assignment
    cell: Label

    @property
    def is_substitute(self) -> bool:
        return self.row.capacity == Assignment.Capacity.SUBSTITUTE


@dataclass(frozen=True, slots=True)
class Service:
    """One membership; `row` has its team, decision and what ended it loaded."""

    row: Membership
    is_on: bool
    cells: list[Attended]

    @property
    def load(self) -> int:
        """Số chi bộ phụ trách: substitutes are not counted."""
        return sum(not attended.is_substitute for attended in self.cells)


def service_of(*, person: Person, day: dt.date, scope: Scope) -> list[Service]:
    """Return the person's memberships that the reader may see, newest first, voided ones left out; two
    queries and two for each year in which cells were begun.
    """
    memberships = Membership.objects.visible_to(scope).live().filter(person=person, starts_on__isnull=False)
    rows = memberships.select_related("task_force", "decision", "ended_under", "ended_by_event").order_by(
        "-starts_on", "-pk"
    )
    cells = _cells(person, scope)
    return [
        Service(
            row=row,
            is_on=row.is_on(day),
            cells=[attended for attended in cells[row.task_force_id] if _meet(attended.row, row)],
        )
        for row in rows
    ]


def _cells(person: Person, scope: Scope) -> dict[int, list[Attended]]:
    assignments = Assignment.objects.visible_to(scope).live().filter(person=person, starts_on__isnull=False)
    rows = list(assignments.select_related("decision").order_by("starts_on", "cell__order", "cell_id"))
    found: dict[int, list[Attended]] = defaultdict(list)
    days: dict[dt.date, set[int]] = defaultdict(set)
    for row in rows:
        days[_began(row)].add(row.cell_id)
    labels = {day: labels_on(ids, day) for day, ids in days.items()}
    for row in rows:
        found[row.task_force_id].append(Attended(row, labels[_began(row)][row.cell_id]))
    return found


def _began(row: Assignment) -> dt.date:
    return row.starts_on or dt.date.min


def _meet(one: Assignment, other: Membership) -> bool:
    """Whether the two share a day; both have begun."""
    first = max(one.starts_on or dt.date.max, other.starts_on or dt.date.max)
    return first <= min(one.ends_on or dt.date.max, other.ends_on or dt.date.max)
