"""The list of teams in figures, as of a day."""

import datetime as dt
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
    """Return the teams in force on `day` that the reader may see, by number; three queries."""
    of_team = {"task_force": OuterRef("pk")}
    teams = list(
        TaskForce.objects.visible_to(scope)
        .on(day)
        .annotate(
            members=_count(Membership.objects.on(day).filter(**of_team)),
            organizations=_count(Charge.objects.on(day).filter(**of_team)),
        )
    )
    ids = [team.pk for team in teams]
    leaders = Membership.objects.on(day).filter(task_force_id__in=ids, role=Membership.Role.LEADER)
    led = {row.task_force_id: row for row in leaders.select_related("person")}
    counts = _cells(ids, day)
    return [
        TeamFigures(
            row=team,
            leader=led.get(team.pk),
            members=team.members,
            organizations=team.organizations,
            **{kind: counts.get((team.pk, kind), 0) for kind in ("named", "left", "outside", "forgotten")},
        )
        for team in teams
    ]


def _count(rows: "QuerySet[Membership] | QuerySet[Charge]") -> Coalesce:
    per_team = rows.order_by().values("task_force").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(per_team, output_field=IntegerField()), 0)


def _cells(team_ids: list[int], day: dt.date) -> dict[tuple[int, str], int]:
    """How many cells of each kind each team has, in one query."""
    own = OuterRef("organization_id")
    said = Coverage.objects.on(day).filter(cell_id=own)
    kind = Case(
        When(Exists(Assignment.objects.on(day).in_charge().filter(cell_id=own)), then=Value("named")),
        When(Exists(said.filter(kind=Coverage.Kind.TEAM)), then=Value("left")),
        When(Exists(said.filter(kind=Coverage.Kind.OUT_OF_SCOPE)), then=Value("outside")),
        default=Value("forgotten"),
        output_field=CharField(),
    )
    charged = Charge.objects.on(day).filter(task_force_id__in=team_ids, organization_id=OuterRef("grassroots_id"))
    team = Subquery(charged.values("task_force_id")[:1])
    cells = OrganizationState.objects.on(day).cells().annotate(team=team, said=kind).filter(team__isnull=False)
    rows = cells.order_by().values("team", "said").annotate(n=Count("pk")).values_list(F("team"), F("said"), F("n"))
    return {(team_pk, said_as): number for team_pk, said_as, number in rows}
