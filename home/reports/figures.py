"""The ledger in a few numbers, as of a day."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, QuerySet, Value, When

from accounts.scope import Scope
from orgs.models import CELL_KINDS, OrganizationState, Sector
from taskforces.models import Assignment, Charge, Coverage, Membership, TaskForce


@dataclass(frozen=True)
class Figures:
    """Counts on one day, within what the reader may see. `cells` = by_member + by_team + by_nobody."""

    communes: int
    military: int
    police: int
    others: int
    teams: int
    members: int
    by_member: int
    by_team: int
    by_nobody: int
    out_of_scope: int

    @property
    def organizations(self) -> int:
        return self.communes + self.military + self.police + self.others

    @property
    def cells(self) -> int:
        return self.by_member + self.by_team + self.by_nobody


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
        by_team=covered.get("team", 0) + covered.get("out", 0),
        by_nobody=covered.get("nobody", 0),
        out_of_scope=covered.get("out", 0),
    )


def _coverage(cells: QuerySet[OrganizationState], day: dt.date) -> QuerySet[OrganizationState, tuple[str, int]]:
    own = OuterRef("organization_id")
    in_charge = Assignment.objects.on(day).in_charge().filter(cell_id=own)
    charged = Charge.objects.on(day).filter(organization_id=OuterRef("grassroots_id"))
    left_out = Coverage.objects.on(day).filter(cell_id=own, kind=Coverage.Kind.OUT_OF_SCOPE)
    by = Case(
        When(Exists(in_charge), then=Value("member")),
        When(Exists(charged) & Exists(left_out), then=Value("out")),
        When(Exists(charged), then=Value("team")),
        default=Value("nobody"),
        output_field=CharField(),
    )
    return (
        cells.annotate(covered=by)
        .order_by()
        .values("covered")
        .annotate(count=Count("pk"))
        .values_list(F("covered"), F("count"))
    )
