"""The ratings of a year, body by body, named as on the campaign's list day; and of one body through the years."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.scope import Scope
from evaluations.models import Campaign, Level, Rating
from orgs.models import Organization, OrganizationState


@dataclass(frozen=True)
class RatedBody:
    """An organization with its rating; `corrected` is what stood before, if a correction took its place."""

    number: int
    state: OrganizationState
    rating: Rating
    corrected: Rating | None


@dataclass(frozen=True)
class LevelCount:
    """How many organizations have a level (None: left unrated, or still open by `label`)."""

    level: Level | None
    outcome: str
    count: int


def bodies_of(campaign: Campaign, scope: Scope, levels: Iterable[Level] | None = None) -> list[RatedBody]:
    """Return the organizations that the reader may see, in customary order, as on the list day. Two queries, and one
    for the scale's `levels` where the caller has not read them.
    """
    if levels is None:
        levels = Level.objects.filter(scheme_id=campaign.scheme_id)
    level_of = {level.pk: level for level in levels}
    ratings = {}
    for row in Rating.objects.visible_to(scope).live().filter(campaign=campaign).select_related("corrects"):
        for rating in filter(None, (row, row.corrects)):
            if rating.level_id is not None:
                rating.level = level_of[rating.level_id]
        ratings[row.organization_id] = row
    states = OrganizationState.objects.on(campaign.list_day).filter(organization_id__in=ratings)
    return [
        RatedBody(number, state, ratings[state.organization_id], ratings[state.organization_id].corrects)
        for number, state in enumerate(states.customary().only("organization_id", "name"), start=1)
    ]


def counts_of(levels: list[Level], bodies: list[RatedBody]) -> list[LevelCount]:
    """Return how many of `bodies` have each level, then those left unrated and those still open."""
    by_level = Counter(body.rating.level_id for body in bodies if body.rating.level_id)
    by_outcome = Counter(body.rating.outcome for body in bodies)
    return [
        *(LevelCount(level, Rating.Outcome.RATED, by_level[level.pk]) for level in levels),
        LevelCount(None, Rating.Outcome.NOT_RATED, by_outcome[Rating.Outcome.NOT_RATED]),
        LevelCount(None, Rating.Outcome.OPEN, by_outcome[Rating.Outcome.OPEN]),
    ]


def ratings_through_the_years(organization: Organization, scope: Scope) -> list[Rating]:
    """Return the ratings of one organization, the latest year first, corrected ones beside those that count."""
    return list(
        Rating.objects.visible_to(scope)
        .filter(organization=organization)
        .select_related("campaign", "level")
        .order_by("-campaign__year", "-pk")
    )
