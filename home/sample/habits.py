"""When the cells meet, clustered as they really are, and how many members each has. All of it invented."""

import datetime as dt
import random
from typing import Any

from home.sample import facts
from home.sample.book import Book
from orgs.models import HeadCount, MeetingPattern, Organization, Sector

COUNTED_ON = [dt.date(2018, 9, 30), dt.date(2019, 12, 31)]
EVENING, AFTERNOON = dt.time(19, 30), dt.time(14, 0)
FIRST, FRIDAY = 1, 4
# Days of the month and how many cells of a hundred meet on each.
VILLAGE_DAYS = {3: 58, 1: 24, 2: 4, 5: 4, 10: 4, 25: 6}
SCHOOL_DAYS = {3: 55, 5: 25, 26: 20}
AGENCY_DAYS = {3: 35, 5: 25, 25: 15, 28: 10}  # the rest on the first Friday


def make_habits(book: Book) -> dict[int, int]:
    """Give every cell its pattern and head-counts; return the members by cell, the armed forces left out."""
    dice = random.Random(3)  # noqa: S311  # the same book every time, no secret
    cells = book.all_cells()
    MeetingPattern.objects.bulk_create(
        MeetingPattern(
            organization=cell,
            starts_on=facts.FOUNDED_ON,
            weekend=MeetingPattern.Weekend.NEXT,
            recorded_by=book.by,
            **_when(dice, book.sectors[cell.pk]),
        )
        for cell in cells
    )
    members = {cell.pk: _members(dice, book, cell) for cell in cells if not book.is_armed(cell)}
    HeadCount.objects.bulk_create(
        HeadCount(organization_id=pk, counted_on=day, members=number, recorded_by=book.by)
        for pk, last in members.items()
        for day, number in zip(COUNTED_ON, (max(3, last - dice.randint(-1, 2)), last), strict=True)
    )
    return members


def _when(dice: random.Random, sector: str) -> dict[str, Any]:
    days = {Sector.VILLAGE: VILLAGE_DAYS, Sector.SCHOOL: SCHOOL_DAYS}.get(Sector(sector), AGENCY_DAYS)
    hour = EVENING if sector == Sector.VILLAGE else AFTERNOON
    drawn = dice.randrange(100)
    for day, share in days.items():
        drawn -= share
        if drawn < 0:
            return {"day_of_month": day, "hour": hour}
    return {"nth": FIRST, "weekday": FRIDAY, "hour": hour}


def _members(dice: random.Random, book: Book, cell: Organization) -> int:
    # A chi bộ cơ sở has fewer than 30 members; one with more would be a đảng bộ cơ sở.
    most = {Sector.VILLAGE: 35, Sector.SCHOOL: 28}.get(Sector(book.sectors[cell.pk]), 24)
    return dice.randint(3 if cell in book.grassroots else 4, most)
