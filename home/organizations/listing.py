"""Rows of the list of organizations on a day: one query for a page, however many rows."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.scope import Scope
from evaluations.models import Campaign, Rating
from home.organizations.forms import ALL, CELLS
from orgs.models import CELL_KINDS, GRASSROOTS_KINDS, Kind, OrganizationState, Sector, shown_name
from orgs.querysets import StateQuerySet, covers
from taskforces.models import Assignment, Charge, Coverage


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """An organization as it was on the day, in words."""

    pk: int
    url: str
    name: str
    kind: str
    sector: str
    above: str  # parent's name; empty for one directly under the committee
    cells: int | None  # those that meet monthly in it; None for a cell itself
    named: int | None  # of these, how many have a member in charge
    answer: str  # who answers, in words
    covered: str  # member, team, nobody, out_of_scope
    team: str
    rating: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What was asked for: the rows in order, not yet read, and the campaign whose ratings are shown."""

    rows: "QuerySet[OrganizationState, dict[str, Any]]"
    campaign: Campaign | None


def listing(*, scope: Scope, day: dt.date, asked: Mapping[str, str]) -> Listing:
    """Return the organizations of `day` that the reader may see and `asked` wants; one query, for the campaign."""
    campaign = Campaign.objects.visible_to(scope).filter(list_day__lte=day).order_by("-year").first()
    states = OrganizationState.objects.visible_to(scope).on(day).exclude(kind=Kind.ROOT)
    states = states.matching(asked.get("q", ""))
    states = _of_kind(states, asked)
    if sector := asked.get("sector"):
        states = states.filter(sector=sector)
    if team := asked.get("team"):
        states = states.filter(Exists(_charges(day).filter(task_force_id=int(team))))
    if covered := asked.get("covered"):
        states = _covered(states, covered, day)
    if rated := asked.get("rated"):
        states = _rated(states, rated, campaign)
    order: tuple[str, ...] = ("sort_key", "organization_id")
    if asked.get("order") != "name":
        # A commune, then its cells; one that was moved stands where it stood on the day.
        order = ("grassroots__order", "grassroots_id", "organization__order", *order)
    return Listing(_with_words(states, day, campaign).order_by(*order), campaign)


def read(rows: Iterable[Any], *, keep: str = "") -> list[OrganizationRow]:
    """Read the rows of a page. `keep` is the query that links carry along (`?on=…`)."""
    detail = reverse("orgs:organization_detail", args=[0])
    before, after = detail.rsplit("0", 1)
    kinds = {kind.value: str(kind.label) for kind in Kind}
    sectors = {sector.value: str(sector.label) for sector in Sector}
    nobody, left_out = _("Nobody assigned yet"), _("Left out by the decision")
    found = []
    for row in rows:
        is_cell = row["kind"] in CELL_KINDS
        team = row["team_name"] or (_("Team %(number)s") % {"number": row["team_number"]} if row["team_number"] else "")
        if is_cell and row["family_name"] is not None:
            covered = "member"
            name = " ".join(filter(None, (row["family_name"], row["middle_name"], row["given_name"])))
            answer = shown_name(name, is_sample=row["is_sample"])
            team = row["own_team_name"] or _("Team %(number)s") % {"number": row["own_team_number"]}
        elif is_cell and row["left_out"]:
            covered, answer = "out_of_scope", left_out
        elif team:
            covered, answer = "team", _("The team")
        else:
            covered, answer = "nobody", nobody
        found.append(
            OrganizationRow(
                pk=row["organization_id"],
                url=f"{before}{row['organization_id']}{after}{keep}",
                name=row["name"],
                kind=kinds[row["kind"]],
                sector=sectors[row["sector"]],
                above="" if row["kind"] in GRASSROOTS_KINDS else row["parent_name"] or "",
                cells=None if is_cell else row["cells"],
                named=None if is_cell else row["named"],
                answer=answer,
                covered=covered,
                team=team,
                rating=_rating(row),
            )
        )
    return found


def _rating(row: Mapping[str, Any]) -> str:
    if row["outcome"] is None:
        return ""
    return row["level"] or str(Rating.Outcome(row["outcome"]).label)


def _of_kind(states: StateQuerySet[OrganizationState], asked: Mapping[str, str]) -> StateQuerySet[OrganizationState]:
    kind = asked.get("kind", "")
    if not kind:
        if asked.get("covered"):
            kind = CELLS
        elif asked.get("q"):
            kind = ALL
    if kind == ALL:
        return states
    kinds = CELL_KINDS if kind == CELLS else [kind] if kind else GRASSROOTS_KINDS
    return states.filter(kind__in=kinds)


def _charges(day: dt.date) -> "QuerySet[Charge]":
    return Charge.objects.on(day).filter(organization_id=OuterRef("grassroots_id"))


def _in_charge(day: dt.date) -> "QuerySet[Assignment]":
    return Assignment.objects.on(day).in_charge().filter(cell_id=OuterRef("organization_id"))


def _covered(states: StateQuerySet[OrganizationState], covered: str, day: dt.date) -> StateQuerySet[OrganizationState]:
    """Narrow to what one answer holds for; the same rules as taskforces.reports.answers."""
    left_out = Coverage.objects.on(day).filter(cell_id=OuterRef("organization_id"), kind=Coverage.Kind.OUT_OF_SCOPE)
    member = Q(Exists(_in_charge(day)), kind__in=CELL_KINDS)
    if covered == "member":
        return states.filter(member)
    states = states.exclude(member)
    if covered == "out_of_scope":
        return states.filter(Exists(left_out))
    states = states.exclude(Exists(left_out))
    return states.filter(Exists(_charges(day))) if covered == "team" else states.exclude(Exists(_charges(day)))


def _rated(
    states: StateQuerySet[OrganizationState], rated: str, campaign: Campaign | None
) -> StateQuerySet[OrganizationState]:
    ratings = Rating.objects.live().filter(organization_id=OuterRef("organization_id"), campaign=campaign)
    if rated == "good":
        return states.filter(Exists(ratings.filter(level__is_good=True)))
    return states.filter(Exists(ratings.filter(outcome=rated)))


def _with_words(
    states: StateQuerySet[OrganizationState], day: dt.date, campaign: Campaign | None
) -> "QuerySet[OrganizationState, dict[str, Any]]":
    mine, base = "organization__assignments", "grassroots__charges"
    left = "organization__coverages"
    cells = OrganizationState.objects.on(day).cells().order_by()
    within = cells.filter(Q(grassroots_id=OuterRef("organization_id")) | Q(parent_id=OuterRef("organization_id")))
    return (  # type: ignore[return-value]
        states.with_parents(day)
        .annotate(
            in_charge=FilteredRelation(mine, condition=covers(mine, day) & Q(**{f"{mine}__capacity": "in_charge"})),
            charged=FilteredRelation(base, condition=covers(base, day)),
            outside=FilteredRelation(left, condition=covers(left, day) & Q(**{f"{left}__kind": "out_of_scope"})),
            rated=FilteredRelation(
                "organization__ratings",
                condition=Q(organization__ratings__campaign=campaign.pk if campaign else 0)
                & Q(organization__ratings__voided_at=None),
            ),
        )
        .annotate(
            left_out=ExpressionWrapper(Q(outside__isnull=False), output_field=BooleanField()),
            cells=_count(within),
            named=_count(within.filter(Exists(_in_charge(day)))),
        )
        .values(
            "organization_id",
            "name",
            "kind",
            "sector",
            "parent_name",
            "left_out",
            "cells",
            "named",
            family_name=F("in_charge__person__family_name"),
            middle_name=F("in_charge__person__middle_name"),
            given_name=F("in_charge__person__given_name"),
            is_sample=F("in_charge__person__is_sample"),
            own_team_number=F("in_charge__task_force__number"),
            own_team_name=F("in_charge__task_force__name"),
            team_number=F("charged__task_force__number"),
            team_name=F("charged__task_force__name"),
            outcome=F("rated__outcome"),
            level=F("rated__level__name"),
        )
    )


def _count(rows: StateQuerySet[OrganizationState]) -> Subquery:
    counted = rows.values(one=F("voided_at")).annotate(number=Count("pk")).values("number")
    return Subquery(counted, output_field=IntegerField())
