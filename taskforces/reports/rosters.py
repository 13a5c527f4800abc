"""Teams as a paper shows them: members in rank order, their cells, what the team has, what nobody got."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from accounts.scope import Scope
from orgs.models import OrganizationState
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, TaskForce
from taskforces.reports.labels import Label, labels_on


@dataclass(frozen=True, slots=True)
class Visited:
    """A cell that a member attends."""

    row: Assignment
    cell: Label

    @property
    def is_substitute(self) -> bool:
        return self.row.capacity == Assignment.Capacity.SUBSTITUTE


@dataclass(frozen=True, slots=True)
class Member:
    row: Membership
    cells: list[Visited]

    @property
    def charged(self) -> int:
        """Số chi bộ phụ trách: those that he answers for, not those where he stands in."""
        return sum(not visited.is_substitute for visited in self.cells)


@dataclass(frozen=True, slots=True)
class Charged:
    """An organization of the team, and how many of its cells are whose."""

    row: Charge
    organization: Label
    cells: int
    named: int
    left: int
    outside: int

    @property
    def forgotten(self) -> int:
        return self.cells - self.named - self.left - self.outside


@dataclass(frozen=True, slots=True)
class Team:
    row: TaskForce
    members: list[Member]
    organizations: list[Charged]
    left: list[tuple[Coverage, Label]]
    outside: list[tuple[Coverage, Label]]
    forgotten: list[Label]
    # Substitutes or people in charge of cells who are not members of the team any more.
    strangers: list[Visited] = field(default_factory=list)

    @property
    def leader(self) -> Member | None:
        return next((member for member in self.members if member.row.role == Membership.Role.LEADER), None)

    @property
    def cells(self) -> int:
        return sum(charged.cells for charged in self.organizations)

    @property
    def named(self) -> int:
        return sum(charged.named for charged in self.organizations)


@dataclass(frozen=True, slots=True)
class _Rows:
    memberships: "QuerySet[Membership]"
    charges: "QuerySet[Charge]"
    assignments: "QuerySet[Assignment]"
    coverages: "QuerySet[Coverage]"


def teams_on(day: dt.date, *, scope: Scope, only: Iterable[int] | None = None) -> list[Team]:
    """Return the teams in force on `day` that the reader may see (or those of `only`); nine queries."""
    teams = TaskForce.objects.visible_to(scope).on(day)
    if only is not None:
        teams = teams.filter(pk__in=only)
    rows = _Rows(
        memberships=Membership.objects.on(day),
        charges=Charge.objects.on(day),
        assignments=Assignment.objects.on(day),
        coverages=Coverage.objects.on(day),
    )
    return _teams(list(teams.select_related("decision")), rows, day)


def teams_of(decision: Decision, day: dt.date) -> list[Team]:
    """Return what `decision` itself lays down, live rows only, whether begun or ended; names as of `day`.

    Of an amending decision: the teams of its base under which it puts something.
    """
    rows = _Rows(
        memberships=Membership.objects.live().filter(decision=decision),
        charges=Charge.objects.live().filter(decision=decision),
        assignments=Assignment.objects.live().filter(decision=decision),
        coverages=Coverage.objects.live().filter(decision=decision),
    )
    touched = {
        pk
        for kind in (rows.memberships, rows.charges, rows.assignments, rows.coverages)
        for pk in kind.order_by().values_list("task_force_id", flat=True).distinct()
    }
    teams = TaskForce.objects.live().filter(decision=decision) | TaskForce.objects.filter(pk__in=touched)
    return _teams(list(teams.select_related("decision")), rows, day)


def _teams(teams: list[TaskForce], rows: _Rows, day: dt.date) -> list[Team]:
    ids = [team.pk for team in teams]
    of_teams = {"task_force_id__in": ids}
    memberships = list(rows.memberships.filter(**of_teams).select_related("person").order_by("rank_order", "pk"))
    charges = list(rows.charges.filter(**of_teams).order_by("organization__order", "organization_id"))
    assignments = list(rows.assignments.filter(**of_teams).select_related("person").order_by("cell__order", "cell_id"))
    coverages = list(rows.coverages.filter(**of_teams).order_by("cell__order", "cell_id"))
    in_organization = _cells_of([charge.organization_id for charge in charges], day)
    named = {row.cell_id for row in assignments if row.capacity == Assignment.Capacity.IN_CHARGE}
    said = {row.cell_id: row.kind for row in coverages if row.cell_id not in named}
    every_cell = [cell for cells in in_organization.values() for cell in cells]
    mentioned = {row.cell_id for row in assignments} | set(said) | {charge.organization_id for charge in charges}
    labels = labels_on([*every_cell, *mentioned], day)
    return [
        Team(
            row=team,
            members=_members(team, memberships, assignments, labels),
            organizations=[
                _charged(charge, in_organization[charge.organization_id], named, said, labels)
                for charge in charges
                if charge.task_force_id == team.pk
            ],
            left=_said(team, coverages, named, Coverage.Kind.TEAM, labels),
            outside=_said(team, coverages, named, Coverage.Kind.OUT_OF_SCOPE, labels),
            forgotten=[
                labels[cell]
                for charge in charges
                if charge.task_force_id == team.pk
                for cell in in_organization[charge.organization_id]
                if cell not in named and cell not in said
            ],
            strangers=_strangers(team, memberships, assignments, labels),
        )
        for team in teams
    ]


def _members(
    team: TaskForce, memberships: list[Membership], assignments: list[Assignment], labels: dict[int, Label]
) -> list[Member]:
    cells: dict[int, list[Visited]] = defaultdict(list)
    for row in assignments:
        if row.task_force_id == team.pk:
            cells[row.person_id].append(Visited(row, labels[row.cell_id]))
    return [Member(row, cells[row.person_id]) for row in memberships if row.task_force_id == team.pk]


def _strangers(
    team: TaskForce, memberships: list[Membership], assignments: list[Assignment], labels: dict[int, Label]
) -> list[Visited]:
    people = {row.person_id for row in memberships if row.task_force_id == team.pk}
    return [
        Visited(row, labels[row.cell_id])
        for row in assignments
        if row.task_force_id == team.pk and row.person_id not in people
    ]


def _charged(
    charge: Charge, cells: list[int], named: set[int], said: dict[int, str], labels: dict[int, Label]
) -> Charged:
    return Charged(
        row=charge,
        organization=labels[charge.organization_id],
        cells=len(cells),
        named=sum(cell in named for cell in cells),
        left=sum(said.get(cell) == Coverage.Kind.TEAM for cell in cells),
        outside=sum(said.get(cell) == Coverage.Kind.OUT_OF_SCOPE for cell in cells),
    )


def _said(
    team: TaskForce, coverages: list[Coverage], named: set[int], kind: str, labels: dict[int, Label]
) -> list[tuple[Coverage, Label]]:
    return [
        (row, labels[row.cell_id])
        for row in coverages
        if row.task_force_id == team.pk and row.kind == kind and row.cell_id not in named
    ]


def _cells_of(organizations: list[int], day: dt.date) -> dict[int, list[int]]:
    """The cells standing in each organization on `day`, in customary order; a chi bộ cơ sở is its own."""
    found: dict[int, list[int]] = defaultdict(list)
    states = OrganizationState.objects.on(day).cells().filter(grassroots_id__in=organizations).customary()
    for root, cell in states.values_list("grassroots_id", "organization_id"):
        found[root].append(cell)
    return found
