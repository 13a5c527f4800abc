"""The table on which a draft is worked: what stands now, and what would stand once the draft is issued."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from orgs.models import Organization, OrganizationState, Person
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, TaskForce
from taskforces.reports.labels import Label, labels_on
from taskforces.rules import Breach, Outcome, broken_rules, cells_within, outcome


@dataclass(frozen=True, slots=True)
class DeskCell:
    """A cell of the team: who attends it now, who would; `coverage` where the draft names nobody."""

    cell: Label
    before: str
    in_charge: Assignment | None
    name: str
    substitutes: list[tuple[Assignment, str]]
    coverage: Coverage | None
    own: bool  # the draft itself says it; else it stays as it stands

    @property
    def is_forgotten(self) -> bool:
        return self.in_charge is None and self.coverage is None


@dataclass(frozen=True, slots=True)
class DeskOrganization:
    """An organization that the team would have, with its cells in customary order."""

    row: Charge
    organization: Label
    own: bool
    cells: list[DeskCell]


@dataclass(frozen=True, slots=True)
class DeskMember:
    row: Membership
    person: Person
    own: bool
    load: int


@dataclass(frozen=True, slots=True)
class DeskTeam:
    """A team of the draft in figures."""

    row: TaskForce
    own: bool
    leader: str
    members: int
    organizations: int
    cells: int
    named: int
    left: int
    outside: int

    @property
    def forgotten(self) -> int:
        return self.cells - self.named - self.left - self.outside


@dataclass(frozen=True)
class Desk:
    """Everything of a draft that its pages show beside the team in hand."""

    draft: Decision
    day: dt.date
    result: Outcome
    teams: list[DeskTeam]
    forgotten: list[tuple[Label, TaskForce]]
    breaches: list[Breach]

    @property
    def left(self) -> int:
        return sum(team.left for team in self.teams)

    @property
    def outside(self) -> int:
        return sum(team.outside for team in self.teams)


@dataclass(frozen=True)
class DeskOfTeam:
    """One team of the draft in full; `gone`: members who stand now and whom an amending draft lets go."""

    team: TaskForce
    members: list[DeskMember]
    gone: list[DeskMember]
    organizations: list[DeskOrganization]
    given_up: list[tuple[Charge, Label]]


def desk_of(draft: Decision, day: dt.date) -> Desk:
    """Return the figures of each team of `draft` as if it took effect on `day`; a constant number of queries."""
    result = outcome(draft, day)
    rows = result.after
    within = cells_within({row.organization_id for row in rows.charges}, day)
    team_of = {row.organization_id: row.task_force_id for row in rows.charges}
    named = {row.cell_id for row in rows.in_charge}
    said = {row.cell_id: row.kind for row in rows.coverages if row.cell_id not in named}
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    missing: list[tuple[int, int]] = []
    for cell, organization in within.items():
        kind = "named" if cell in named else said.get(cell, "")
        counts[team_of[organization]].update(["cells", kind])
        if not kind:
            missing.append((cell, team_of[organization]))
    labels = labels_on([cell for cell, _team in missing], day) if missing else {}
    leaders = _leaders(rows.memberships)
    members = Counter(row.task_force_id for row in rows.memberships)
    organizations = Counter(row.task_force_id for row in rows.charges)
    teams = {team.pk: team for team in sorted(rows.teams, key=lambda team: team.number)}
    return Desk(
        draft=draft,
        day=day,
        result=result,
        teams=[
            DeskTeam(
                row=team,
                own=team.decision_id == draft.pk,
                leader=leaders.get(pk, ""),
                members=members[pk],
                organizations=organizations[pk],
                cells=counts[pk]["cells"],
                named=counts[pk]["named"],
                left=counts[pk][Coverage.Kind.TEAM],
                outside=counts[pk][Coverage.Kind.OUT_OF_SCOPE],
            )
            for pk, team in teams.items()
        ],
        forgotten=[(labels[cell], teams[team]) for cell, team in missing if team in teams],
        breaches=broken_rules(draft, day, result=result),
    )


def desk_of_team(desk: Desk, team: TaskForce) -> DeskOfTeam:
    """Return one team of the draft in full; five queries more."""
    rows, day = desk.result.after, desk.day
    charges = [row for row in rows.charges if row.task_force_id == team.pk]
    given_up = [
        row for row in desk.result.before.charges if row.task_force_id == team.pk and row.decision_id != desk.draft.pk
    ]
    keeps = {row.organization_id for row in charges}
    given_up = [row for row in given_up if row.organization_id not in keeps] if desk.draft.amends_id else []
    cells = _cells_in_order([row.organization_id for row in charges], day)
    labels = labels_on(
        [
            *keeps,
            *(row.organization_id for row in given_up),
            *(cell for found in cells.values() for cell in found),
        ],
        day,
    )
    order = {pk: place for place, pk in enumerate(_in_order(keeps))}
    load = Counter(row.person_id for row in rows.in_charge if row.task_force_id == team.pk)
    members = [row for row in rows.memberships if row.task_force_id == team.pk]
    gone = _gone(desk, team, members)
    people = _people(desk.result)
    say = _Saying(desk, people)
    return DeskOfTeam(
        team=team,
        members=[
            DeskMember(row, people[row.person_id], row.decision_id == desk.draft.pk, load[row.person_id])
            for row in sorted(members, key=lambda row: (row.rank_order, row.pk))
        ],
        gone=[DeskMember(row, people[row.person_id], False, 0) for row in gone],
        organizations=[
            DeskOrganization(
                row=row,
                organization=labels[row.organization_id],
                own=row.decision_id == desk.draft.pk,
                cells=[say.cell(labels[cell]) for cell in cells[row.organization_id]],
            )
            for row in sorted(charges, key=lambda row: order[row.organization_id])
        ],
        given_up=[(row, labels[row.organization_id]) for row in given_up],
    )


class _Saying:
    """What stands now and what the draft says, looked up by cell."""

    def __init__(self, desk: Desk, people: dict[int, Person]) -> None:
        after, before = desk.result.after, desk.result.before
        self.draft, self.people = desk.draft, people
        self.in_charge = {row.cell_id: row for row in after.in_charge}
        self.coverage = {row.cell_id: row for row in after.coverages}
        self.substitutes: dict[int, list[Assignment]] = defaultdict(list)
        for row in after.assignments:
            if row.capacity == Assignment.Capacity.SUBSTITUTE:
                self.substitutes[row.cell_id].append(row)
        self.named_before = {row.cell_id: people[row.person_id].full_name for row in before.in_charge}
        self.said_before = {row.cell_id: row.get_kind_display() for row in before.coverages}

    def cell(self, cell: Label) -> DeskCell:
        pk = cell.organization_id
        row, coverage = self.in_charge.get(pk), self.coverage.get(pk)
        says = row or coverage
        return DeskCell(
            cell=cell,
            before=self.named_before.get(pk) or self.said_before.get(pk, ""),
            in_charge=row,
            name=self.people[row.person_id].full_name if row else "",
            substitutes=[(each, self.people[each.person_id].full_name) for each in self.substitutes[pk]],
            coverage=None if row else coverage,
            own=says is not None and says.decision_id == self.draft.pk,
        )


def _gone(desk: Desk, team: TaskForce, members: list[Membership]) -> list[Membership]:
    if not desk.draft.amends_id:
        return []
    stay = {row.person_id for row in members}
    before = desk.result.before.memberships
    return [row for row in before if row.task_force_id == team.pk and row.person_id not in stay]


def _people(result: Outcome) -> dict[int, Person]:
    ids = result.before.person_ids | result.begins.person_ids
    return {person.pk: person for person in Person.objects.filter(pk__in=ids)}


def _leaders(memberships: list[Membership]) -> dict[int, str]:
    leaders = {row.task_force_id: row.person_id for row in memberships if row.role == Membership.Role.LEADER}
    people = {person.pk: person.full_name for person in Person.objects.filter(pk__in=leaders.values())}
    return {team: people[person] for team, person in leaders.items()}


def _in_order(organization_ids: set[int]) -> list[int]:
    return list(Organization.objects.filter(pk__in=organization_ids).values_list("pk", flat=True))


def _cells_in_order(organization_ids: list[int], day: dt.date) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    states = OrganizationState.objects.on(day).cells().filter(grassroots_id__in=organization_ids).customary()
    for root, cell in states.values_list("grassroots_id", "organization_id"):
        found[root].append(cell)
    return found
