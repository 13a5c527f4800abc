"""Rows of a decision, kind by kind: what stands, what a draft lays down."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain

from taskforces.models import Assignment, Charge, Coverage, Decision, LaidDown, Membership, TaskForce


@dataclass(frozen=True)
class Rows:
    """Rows of the five kinds; of each at most one object per row."""

    teams: list[TaskForce] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    coverages: list[Coverage] = field(default_factory=list)

    def __iter__(self) -> Iterator[LaidDown]:
        return chain(self.teams, self.memberships, self.charges, self.assignments, self.coverages)

    def __bool__(self) -> bool:
        return any(True for _row in self)

    def without(self, gone: "Rows") -> "Rows":
        """These rows but those of `gone`."""
        return Rows(
            teams=_left(self.teams, gone.teams),
            memberships=_left(self.memberships, gone.memberships),
            charges=_left(self.charges, gone.charges),
            assignments=_left(self.assignments, gone.assignments),
            coverages=_left(self.coverages, gone.coverages),
        )

    def plus(self, others: "Rows") -> "Rows":
        """These rows and those of `others`."""
        return Rows(
            teams=self.teams + others.teams,
            memberships=self.memberships + others.memberships,
            charges=self.charges + others.charges,
            assignments=self.assignments + others.assignments,
            coverages=self.coverages + others.coverages,
        )

    def only(self, wanted: Callable[[LaidDown], bool]) -> "Rows":
        """Those of these rows that are wanted."""
        return Rows(
            teams=[row for row in self.teams if wanted(row)],
            memberships=[row for row in self.memberships if wanted(row)],
            charges=[row for row in self.charges if wanted(row)],
            assignments=[row for row in self.assignments if wanted(row)],
            coverages=[row for row in self.coverages if wanted(row)],
        )

    @property
    def in_charge(self) -> list[Assignment]:
        """The assignments that answer; substitutes left out."""
        return [row for row in self.assignments if row.capacity == Assignment.Capacity.IN_CHARGE]

    @property
    def organization_ids(self) -> set[int]:
        """Everything that a charge, an assignment or a coverage stands on."""
        cells = {row.cell_id for row in self.assignments} | {row.cell_id for row in self.coverages}
        return cells | {row.organization_id for row in self.charges}

    @property
    def person_ids(self) -> set[int]:
        return {row.person_id for row in self.memberships} | {row.person_id for row in self.assignments}


def standing(decision_ids: Collection[int], day: dt.date) -> Rows:
    """Return the live rows of these decisions in force on `day` or later."""
    asked = {"decision_id__in": decision_ids}
    return Rows(
        teams=list(TaskForce.objects.live().during(day, None).filter(**asked)),
        memberships=list(Membership.objects.live().during(day, None).filter(**asked)),
        charges=list(Charge.objects.live().during(day, None).filter(**asked)),
        assignments=list(Assignment.objects.live().during(day, None).filter(**asked)),
        coverages=list(Coverage.objects.live().during(day, None).filter(**asked)),
    )


def laid_down(decision: Decision) -> Rows:
    """Return the live rows of one decision, begun or (of a draft) not."""
    asked = {"decision_id": decision.pk}
    return Rows(
        teams=list(TaskForce.objects.live().filter(**asked)),
        memberships=list(Membership.objects.live().filter(**asked)),
        charges=list(Charge.objects.live().filter(**asked)),
        assignments=list(Assignment.objects.live().filter(**asked)),
        coverages=list(Coverage.objects.live().filter(**asked)),
    )


def _left[R: LaidDown](rows: list[R], gone: list[R]) -> list[R]:
    away = {row.pk for row in gone}
    return [row for row in rows if row.pk not in away]
