"""The list of teams in figures, as of a day."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.scope import Scope
from orgs.models import OrganizationState
from taskforces.models import Assignment, Charge, Coverage, Membership, TaskForce


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """A team on a day: its leader, and how many of its cells are whose. The four kinds add up to `cells`."""

    row: TaskForce
    leader: Membership | None
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
    members = Membership.objects.on(day).filter(task_force=OuterRef("pk"))
    teams = list(TaskForce.objects.visible_to(scope).on(day).annotate(members=_count(members)))
    ids = [team.pk for team in teams]
    leaders = Membership.objects.on(day).filter(task_force_id__in=ids, role=Membership.Role.LEADER)
    led = {row.task_force_id: row for row in leaders.select_related("person")}
    charges = Charge.objects.on(day).filter(task_force_id__in=ids)
    team_of = dict(charges.values_list("organization_id", "task_force_id"))
    organizations, counts = Counter(team_of.values()), _cells(team_of, day)
    return [
        TeamFigures(
            row=team,
            leader=led.get(team.pk),
            members=team.members,
            organizations=organizations[team.pk],
            **{kind: counts[team.pk, kind] for kind in ("named", "left", "outside", "forgotten")},
        )
        for team in teams
    ]


def _count(rows: "QuerySet[Membership]") -> Coalesce:
    per_team = rows.order_by().values("task_force").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(per_team, output_field=IntegerField()), 0)


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
