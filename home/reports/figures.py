"""The ledger in a few numbers, as of a day."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, QuerySet, Value, When

from accounts.scope import Scope
from orgs.models import CELL_KINDS, OrganizationState, Sector
from taskforces.models import Assignment, Charge, Coverage, Membership, TaskForce


@dataclass(frozen=True)
class Figures:
    """Counts on one day, within what the reader may see. Each cell is counted once: given to a named comrade, left
    to the team, out of scope, or forgotten (nothing is said of it, with or without a team).
    """

    communes: int
    military: int
    police: int
    others: int
    teams: int
    members: int
    by_member: int
    by_team: int
    out_of_scope: int
    forgotten: int

    @property
    def organizations(self) -> int:
        return self.communes + self.military + self.police + self.others

    @property
    def cells(self) -> int:
        return self.by_member + self.by_team + self.out_of_scope + self.forgotten


def ledger_figures(*, day: dt.date, scope: Scope) -> Figures:
    """Return the counts on `day` in four queries."""
    states = OrganizationState.objects.on(day).visible_to(scope)
    sectors = dict(states.grassroots().order_by().values_list("sector").annotate(count=Count("pk")))
    communes = sectors.pop(Sector.COMMUNE, 0) + sectors.pop(Sector.TOWNSHIP, 0)
    military, police = sectors.pop(Sector.MILITARY, 0), sectors.pop(Sector.POLICE, 0)
    covered = dict(_coverage(states.filter(kind__in=CELL_KINDS), day))
    teams = TaskForce.objects.on(day).visible_to(scope)
    return Figures(
        communes=communes,
        military=military,
        police=police,
        others=sum(sectors.values()),
        teams=teams.count(),
        members=Membership.objects.on(day).visible_to(scope).count(),
        by_member=covered.get("member", 0),
        by_team=covered.get("team", 0),
        out_of_scope=covered.get("out", 0),
        forgotten=covered.get("forgotten", 0),
    )


def _coverage(cells: QuerySet[OrganizationState], day: dt.date) -> QuerySet[OrganizationState, tuple[str, int]]:
    own = OuterRef("organization_id")
    in_charge = Assignment.objects.on(day).in_charge().filter(cell_id=own)
    charged = Charge.objects.on(day).filter(organization_id=OuterRef("grassroots_id"))
    said = Coverage.objects.on(day).filter(cell_id=own)
    by = Case(
        When(Exists(in_charge), then=Value("member")),
        When(Exists(charged) & Exists(said.filter(kind=Coverage.Kind.OUT_OF_SCOPE)), then=Value("out")),
        When(Exists(charged) & Exists(said.filter(kind=Coverage.Kind.TEAM)), then=Value("team")),
        default=Value("forgotten"),
        output_field=CharField(),
    )
    return (
        cells.annotate(covered=by)
        .order_by()
        .values("covered")
        .annotate(count=Count("pk"))
        .values_list(F("covered"), F("count"))
    )
