"""The list of teams in figures, as of a day."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Value, When

from accounts.scope import Scope
from orgs.models import OrganizationState, shown_name
from taskforces.models import Assignment, Charge, Coverage, Membership, TaskForce


@dataclass(frozen=True, slots=True)
class Leader:
    """Tổ trưởng, with his title as the decision prints it."""

    person_id: int
    name: str
    printed_title: str


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """A team on a day: its leader, and how many of its cells are whose. The four kinds add up to `cells`."""

    row: TaskForce
    leader: Leader | None
    members: int
    organizations: int
    named: int
    left: int
    outside: int
    forgotten: int

    @property
    def cells(self) -> int:
        return self.named + self.left + self.outside + self.forgotten


def team_figures(day: dt.date, *, scope: Scope) -> list[TeamFigures]:
    """Return the teams in force on `day` that the reader may see, by number; four queries."""
    teams = list(TaskForce.objects.visible_to(scope).on(day))
    ids = [team.pk for team in teams]
    members, leaders = _members(ids, day)
    charges = Charge.objects.on(day).filter(task_force_id__in=ids)
    team_of = dict(charges.values_list("organization_id", "task_force_id"))
    organizations, counts = Counter(team_of.values()), _cells(team_of, day)
    return [
        TeamFigures(
            row=team,
            leader=leaders.get(team.pk),
            members=members[team.pk],
            organizations=organizations[team.pk],
            **{kind: counts[team.pk, kind] for kind in ("named", "left", "outside", "forgotten")},
        )
        for team in teams
    ]


def _members(team_ids: list[int], day: dt.date) -> tuple[Counter[int], dict[int, Leader]]:
    """How many members each team has, and who leads it."""
    members: Counter[int] = Counter()
    leaders = {}
    name = ("person__family_name", "person__middle_name", "person__given_name", "person__is_sample")
    rows = Membership.objects.on(day).filter(task_force_id__in=team_ids)
    for team, role, person, title, *names, is_sample in rows.values_list(
        "task_force_id", "role", "person_id", "printed_title", *name
    ):
        members[team] += 1
        if role == Membership.Role.LEADER:
            leaders[team] = Leader(person, shown_name(" ".join(filter(None, names)), is_sample=is_sample), title)
    return members, leaders


def _cells(team_of: dict[int, int], day: dt.date) -> Counter[tuple[int, str]]:
    """How many cells of each kind each team has, in one query; `team_of` says whose an organization is."""
    own = OuterRef("organization_id")
    said = Coverage.objects.on(day).filter(cell_id=own)
    kind = Case(
        When(Exists(Assignment.objects.on(day).in_charge().filter(cell_id=own)), then=Value("named")),
        When(Exists(said.filter(kind=Coverage.Kind.TEAM)), then=Value("left")),
        When(Exists(said.filter(kind=Coverage.Kind.OUT_OF_SCOPE)), then=Value("outside")),
        default=Value("forgotten"),
        output_field=CharField(),
    )
    # The organizations one by one: asked for through the charges, every cell there is would be looked at.
    cells = OrganizationState.objects.on(day).cells().filter(grassroots_id__in=list(team_of)).annotate(said=kind)
    rows = cells.order_by().values("grassroots_id", "said").annotate(n=Count("pk"))
    counts: Counter[tuple[int, str]] = Counter()
    for organization, said_as, number in rows.values_list("grassroots_id", F("said"), "n"):
        counts[team_of[organization], said_as] += number
    return counts
