"""What a decision would end and begin if it took effect on a day. One computation for the preview and for
the issue.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from django.db.models import Q

from orgs.models import OrganizationState
from taskforces.models import Assignment, Charge, Coverage, Decision, LaidDown, Membership, Release, TaskForce


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


@dataclass(frozen=True)
class Outcome:
    """What stands before, what of it ends, what begins; `before` and `ends` hold rows that begin after the
    day too.
    """

    day: dt.date
    decisions: list[Decision]  # issued ones that the draft replaces, amends or ends, with their amendments
    before: Rows
    ends: Rows
    begins: Rows
    base: Decision | None = None  # of an amending decision: with it what begins ends, if it has ended since

    @property
    def last_day(self) -> dt.date | None:
        """The last day of what begins, if it is known already."""
        return self.base.ends_on if self.base else None

    @cached_property
    def after(self) -> Rows:
        """What stands from the day on."""
        return self.before.without(self.ends).plus(self.begins)


def outcome(draft: Decision, day: dt.date) -> Outcome:
    """Return what `draft` would end and begin on `day`; at most 15 queries, however large the draft."""
    named = [draft.amends_id] if draft.amends_id else list(draft.replaces.values_list("pk", flat=True))
    decisions = family(named)
    before = standing([decision.pk for decision in decisions], day)
    begins = laid_down(draft)
    if draft.nature != Decision.Nature.AMENDING:
        return Outcome(day, decisions, before, before, begins)
    base = next((decision for decision in decisions if decision.pk == draft.amends_id), None)
    return Outcome(day, decisions, before, _amended(draft, before, begins, day), begins, base)


def family(decision_ids: Collection[int]) -> list[Decision]:
    """Return these issued decisions and the issued ones that amend them, by id."""
    amending = Q(amends_id__in=decision_ids, nature=Decision.Nature.AMENDING)
    rows = Decision.objects.issued().filter(Q(pk__in=decision_ids) | amending)
    return list(rows.order_by("pk").select_related("ended_under")) if decision_ids else []


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


def cells_within(organization_ids: Collection[int], day: dt.date) -> dict[int, int]:
    """Return cell id → id of the grassroots organization that it stands in on `day` (a chi bộ cơ sở in
    itself).
    """
    if not organization_ids:
        return {}
    cells = OrganizationState.objects.on(day).cells().filter(grassroots_id__in=organization_ids)
    return dict(cells.values_list("organization_id", "grassroots_id"))


def _amended(draft: Decision, before: Rows, begins: Rows, day: dt.date) -> Rows:
    """What an amending decision ends: what it releases, what it takes over, and what hangs on either."""
    released = list(Release.objects.filter(decision=draft))
    charges = _ended_charges(before, begins, {row.charge_id for row in released})
    memberships = _ended_memberships(before, begins, {row.membership_id for row in released})
    kept = {(row.task_force_id, row.person_id) for row in begins.memberships}
    left = {(row.task_force_id, row.person_id) for row in memberships} - kept
    teams = {row.organization_id: row.task_force_id for row in begins.charges}
    moved = {
        (row.task_force_id, row.organization_id)
        for row in charges
        if teams.get(row.organization_id) != row.task_force_id
    }
    within = cells_within({organization for _team, organization in moved}, day)

    def goes_with_others(row: Assignment | Coverage) -> bool:
        # A member who leaves attends nothing more; a team that gives an organization up gives up its cells.
        return (row.task_force_id, getattr(row, "person_id", None)) in left or (
            row.task_force_id,
            within.get(row.cell_id),
        ) in moved

    return Rows(
        memberships=memberships,
        charges=charges,
        assignments=[
            row
            for row in before.assignments
            if goes_with_others(row) or row.pk in {r.assignment_id for r in released} or _taken_over(row, begins)
        ],
        coverages=[
            row
            for row in before.coverages
            if goes_with_others(row) or row.pk in {r.coverage_id for r in released} or row.cell_id in _said(begins)
        ],
    )


def _ended_charges(before: Rows, begins: Rows, released: Collection[int | None]) -> list[Charge]:
    again = {row.organization_id for row in begins.charges}
    return [row for row in before.charges if row.pk in released or row.organization_id in again]


def _ended_memberships(before: Rows, begins: Rows, released: Collection[int | None]) -> list[Membership]:
    again = {(row.task_force_id, row.person_id) for row in begins.memberships}
    return [row for row in before.memberships if row.pk in released or (row.task_force_id, row.person_id) in again]


def _taken_over(row: Assignment, begins: Rows) -> bool:
    """Whether the draft says anew who attends the cell in this row's stead, or puts its person there anew."""
    for other in begins.assignments:
        same_person = other.person_id == row.person_id
        both_answer = other.capacity == row.capacity == Assignment.Capacity.IN_CHARGE
        if other.cell_id == row.cell_id and (same_person or both_answer):
            return True
    return any(
        other.cell_id == row.cell_id
        and (row.capacity == Assignment.Capacity.IN_CHARGE or other.kind == Coverage.Kind.OUT_OF_SCOPE)
        for other in begins.coverages
    )


def _said(begins: Rows) -> set[int]:
    """Cells of which the draft says anew who answers."""
    return {row.cell_id for row in begins.in_charge} | {row.cell_id for row in begins.coverages}
