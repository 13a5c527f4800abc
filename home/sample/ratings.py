"""Year-end ratings. The two rates and the 4,2 points are the source's; which body got what is invented."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from evaluations.models import Campaign, Level, Rating
from evaluations.services import Line, Outcome, open_campaign, publish_campaign, record_published_figure, set_ratings
from home.sample import facts
from home.sample.book import Book

Reason = Rating.Reason
PUBLISHED_ON = dt.date(2021, 1, 22)
PAPER = "mẫu"


@dataclass(frozen=True)
class Year:
    """How many bodies got each level, best first; the rest is left unrated."""

    year: int
    levels: tuple[int, int, int, int]
    figure: Decimal
    source: str


YEARS = [
    # 46 of 55 good or better: 83,6. The source gives it only as the difference to 2019.
    Year(2016, (27, 19, 8, 1), Decimal("83.6"), f"{facts.SOURCE} (87,8% của năm 2019 trừ 4,2 điểm phần trăm)"),
    # 43 of 49 good or better: 87,8; 7 unrated. The source says that the target was passed, not what it was.
    Year(2019, (7, 36, 5, 1), Decimal("87.8"), facts.SOURCE),
]
UNRATED = [
    (Reason.OTHER, "Do cấp trên theo ngành dọc xếp loại (mẫu)"),
    (Reason.OTHER, "Do cấp trên theo ngành dọc xếp loại (mẫu)"),
    (Reason.TOO_SHORT, "Cấp uỷ mới kiện toàn, chưa đủ thời gian (mẫu)"),
    (Reason.TOO_SHORT, "Cấp uỷ mới kiện toàn, chưa đủ thời gian (mẫu)"),
    (Reason.OTHER, "Đang sắp xếp tổ chức bộ máy (mẫu)"),
    (Reason.OTHER, "Đang sắp xếp tổ chức bộ máy (mẫu)"),
    (Reason.OTHER, "Hồ sơ chưa đủ để xem xét (mẫu)"),
]


def rate_years(book: Book) -> None:
    """Rate and publish both years, with the figures as published; the source gives no target, so none is set."""
    for year in YEARS:
        campaign = open_campaign(committee=book.committee, year=year.year, by=book.by)
        set_ratings(campaign=campaign, lines=_lines(book, campaign, year), by=book.by)
        day = dt.date(year.year + 1, 1, 15)
        publish_campaign(campaign=campaign, paper_number=PAPER, paper_day=day, by=book.by)
        record_published_figure(
            campaign=campaign,
            value=year.figure,
            source=year.source,
            published_on=PUBLISHED_ON,
            by=book.by,
        )


def _lines(book: Book, campaign: Campaign, year: Year) -> list[Line]:
    rows = {row.organization_id: row for row in Rating.objects.filter(campaign=campaign)}
    levels = list(Level.objects.filter(scheme_id=campaign.scheme_id).order_by("rank"))
    unrated = len(rows) - sum(year.levels)
    # The military and the police first, then chi bộ cơ sở from the end of the list.
    armed = [one for one in book.grassroots if book.is_armed(one)]
    others = [one for one in book.grassroots if one not in armed]
    order = [*armed, *reversed(others)]
    outcomes = [Outcome(Rating.Outcome.NOT_RATED, None, *why) for why in UNRATED[:unrated]]
    outcomes += _shuffled(year, levels)
    return [Line(rows[one.pk].pk, rows[one.pk].version, outcome) for one, outcome in zip(order, outcomes, strict=True)]


def _shuffled(year: Year, levels: list[Level]) -> list[Outcome]:
    """The levels in an order that differs from year to year, the same every time."""
    drawn = [
        Outcome(Rating.Outcome.RATED, level)
        for level, number in zip(levels, year.levels, strict=True)
        for _ in range(number)
    ]
    step = {2016: 17, 2019: 13}[year.year]
    return [drawn[(place * step) % len(drawn)] for place in range(len(drawn))]
