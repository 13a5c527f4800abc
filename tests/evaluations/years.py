"""Years with the counts of the source: 43 of 49 in 2019, 46 of 55 in 2016."""

import datetime as dt

from accounts.models import User
from evaluations import services
from evaluations.models import Campaign, Level, Rating
from evaluations.services import Line, Outcome
from orgs.models import Committee, Kind, Organization
from tests.factories import make_organization

PAPER = {"paper_number": "1203-QĐ/HU", "paper_day": dt.date(2019, 12, 30)}


def level(campaign: Campaign, rank: int) -> Level:
    return Level.objects.get(scheme_id=campaign.scheme_id, rank=rank)


def unrated() -> Outcome:
    return Outcome(Rating.Outcome.NOT_RATED, None, Rating.Reason.NEW)


def make_bodies(committee: Committee, by: User, count: int) -> list[Organization]:
    """So many chi bộ cơ sở under a root of their own."""
    root = make_organization(name="Đảng bộ huyện", kind=Kind.ROOT, committee=committee, recorded_by=by)
    return [
        make_organization(name=f"Chi bộ cơ quan {number}", kind=Kind.BASE_CELL, parent=root)
        for number in range(1, count + 1)
    ]


def rate_year(committee: Committee, by: User, year: int, *, good: int, rated: int) -> Campaign:
    """The year with `good` of `rated`, the others left unrated; still open."""
    campaign = services.open_campaign(committee=committee, year=year, by=by)
    levels = {
        True: Outcome(Rating.Outcome.RATED, level(campaign, 2)),
        False: Outcome(Rating.Outcome.RATED, level(campaign, 3)),
    }
    rows = Rating.objects.filter(campaign=campaign).order_by("pk")
    lines = [
        Line(row.pk, row.version, levels[place < good] if place < rated else unrated())
        for place, row in enumerate(rows)
    ]
    services.set_ratings(campaign=campaign, lines=lines, by=by)
    return campaign


def publish(campaign: Campaign, by: User) -> None:
    services.publish_campaign(campaign=campaign, by=by, **PAPER)
