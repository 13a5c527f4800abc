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
    OuterRef,
    Q,
    QuerySet,
)
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.scope import Scope
from evaluations.models import Campaign, Rating
from home.organizations.forms import ALL, CELLS, kind_asked
from orgs.models import CELL_KINDS, GRASSROOTS_KINDS, Kind, OrganizationState, Sector, shown_name
from orgs.querysets import StateQuerySet, covers
from taskforces.models import Assignment, Charge, Coverage

_ALPHABETICAL = ("sort_key", "organization_id")
# A commune, then its cells; one that was moved stands where it stood on the day.
_CUSTOMARY = ("grassroots__order", "grassroots_id", "organization__order", *_ALPHABETICAL)


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
    """What was asked for: the states in order, not yet read, and the campaign whose ratings are shown beside them."""

    found: StateQuerySet[OrganizationState]
    campaign: Campaign | None
    day: dt.date

    def ids(self) -> list[int]:
        """The states' ids in order, one query: their number is the length of the list, a slice of them is a page."""
        return list(self.found.values_list("pk", flat=True))


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
    order = _ALPHABETICAL if asked.get("order") == "name" else _CUSTOMARY
    return Listing(states.order_by(*order), campaign, day)


def read(asked: Listing, page: Iterable[int] | None = None, *, keep: str = "") -> list[OrganizationRow]:
    """Read the rows of `page`, some of `asked.ids()` (None: all of them), in two queries.

    `keep` is the query that links carry along (`?on=…`). The ids stand in the statement one by one: behind a subquery
    the database joins what stands beside the rows to every organization there is, and then takes the page's.
    """
    ids = list(asked.ids() if page is None else page)
    wanted = OrganizationState.objects.filter(pk__in=ids).order_by(*asked.found.query.order_by)
    return _in_words(_with_words(wanted, asked.day, asked.campaign), asked.day, keep)


def _in_words(rows: Iterable[Mapping[str, Any]], day: dt.date, keep: str) -> list[OrganizationRow]:
    detail = reverse("orgs:organization_detail", args=[0])
    before, after = detail.rsplit("0", 1)
    kinds = {kind.value: str(kind.label) for kind in Kind}
    sectors = {sector.value: str(sector.label) for sector in Sector}
    nobody, left_out = _("Nobody assigned yet"), _("Left out by the decision")
    rows = list(rows)
    within = _cells_within([row["organization_id"] for row in rows], day)
    found = []
    for row in rows:
        cells, named = within[row["organization_id"]]
        is_cell = row["kind"] in CELL_KINDS
        team = row["team_name"] or (_("Team %(number)s") % {"number": row["team_number"]} if row["team_number"] else "")
        if is_cell and row["family_name"] is not None:
            covered = "member"
            name = " ".join(filter(None, (row["family_name"], row["middle_name"], row["given_name"])))
            answer = shown_name(name, is_sample=row["is_sample"])
            team = row["own_team_name"] or _("Team %(number)s") % {"number": row["own_team_number"]}
        elif is_cell and row["left_out"]:
            covered, answer = "out_of_scope", left_out
        elif team and (row["left_to_team"] or not is_cell):
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
                cells=None if is_cell else cells,
                named=None if is_cell else named,
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
    kind = kind_asked(asked)
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
    said = Coverage.objects.on(day).filter(cell_id=OuterRef("organization_id"))
    left_out, left_to_team = (said.filter(kind=kind) for kind in (Coverage.Kind.OUT_OF_SCOPE, Coverage.Kind.TEAM))
    member = Q(Exists(_in_charge(day)), kind__in=CELL_KINDS)
    if covered == "member":
        return states.filter(member)
    states = states.exclude(member)
    if covered == "out_of_scope":
        return states.filter(Exists(left_out))
    states = states.exclude(Exists(left_out))
    # Of a cell the decision must say that it is left to the team: silence is an oversight, and nobody is assigned.
    by_team = Q(Exists(_charges(day))) & (~Q(kind__in=CELL_KINDS) | Q(Exists(left_to_team)))
    return states.filter(by_team) if covered == "team" else states.exclude(by_team)


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
    rows: Any = (
        states.annotate(
            parent_on=FilteredRelation("parent__states", condition=covers("parent__states", day)),
            in_charge=FilteredRelation(mine, condition=covers(mine, day) & Q(**{f"{mine}__capacity": "in_charge"})),
            charged=FilteredRelation(base, condition=covers(base, day)),
            said=FilteredRelation(left, condition=covers(left, day)),
            rated=FilteredRelation(
                "organization__ratings",
                condition=Q(organization__ratings__campaign=campaign.pk if campaign else 0)
                & Q(organization__ratings__voided_at=None),
            ),
        )
        .annotate(
            left_out=ExpressionWrapper(Q(said__kind="out_of_scope"), output_field=BooleanField()),
            left_to_team=ExpressionWrapper(Q(said__kind="team"), output_field=BooleanField()),
        )
        .values(
            "organization_id",
            "name",
            "kind",
            "sector",
            "left_out",
            "left_to_team",
            parent_name=F("parent_on__name"),
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
    found: QuerySet[OrganizationState, dict[str, Any]] = rows
    return found


def _cells_within(organizations: list[int], day: dt.date) -> dict[int, tuple[int, int]]:
    """How many cells met monthly in each of `organizations`, and how many had a member in charge. One query: asked for
    each row by itself the database reads the assignments again and again.
    """
    standing = Q(grassroots_id__in=organizations) | Q(parent_id__in=organizations)
    cells = OrganizationState.objects.on(day).cells().filter(standing).order_by()
    groups = cells.values_list("grassroots_id", "parent_id").annotate(
        cells=Count("pk"), named=Count("pk", filter=Exists(_in_charge(day)))
    )
    found = dict.fromkeys(organizations, (0, 0))
    for grassroots, parent, number, named in groups:
        for above in {grassroots, parent} & found.keys():
            found[above] = (found[above][0] + number, found[above][1] + named)
    return found
