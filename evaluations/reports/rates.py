"""Rates of the years: computed, with numerator and denominator; beside them what was published; their differences."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from accounts.scope import Scope
from evaluations.models import Campaign, PublishedFigure
from tramgdinh.text.numbers import exact_points, rate


@dataclass(frozen=True)
class YearRate:
    """One year. The denominator is the organizations rated: those left unrated are not in it."""

    campaign: Campaign
    good: int
    rated: int
    not_rated: int
    still_open: int
    figures: list[PublishedFigure]

    @property
    def year(self) -> int:
        return self.campaign.year

    @property
    def total(self) -> int:
        return self.rated + self.not_rated + self.still_open

    @property
    def computed(self) -> Decimal | None:
        """The rate "good or better" from the rows, half-up to one decimal; None while nothing is rated."""
        return rate(self.good, self.rated)

    @property
    def is_provisional(self) -> bool:
        """Whether an organization is still to be rated: then the rate is "tạm tính"."""
        return self.still_open > 0

    @property
    def published(self) -> Decimal | None:
        """The published rate, of the earliest source recorded; None where nobody published one."""
        return self.figures[0].value if self.figures else None

    @property
    def said(self) -> Decimal | None:
        """The rate by which the year is known: the published one, else the computed."""
        return self.computed if self.published is None else self.published

    @property
    def disagrees(self) -> bool:
        """Whether what was published is not what the rows give."""
        return self.published is not None and self.computed is not None and self.published != self.computed

    @property
    def was_corrected(self) -> bool:
        """Whether the rows no longer give the counts that were frozen when the year was published."""
        frozen = self.campaign.good_count, self.campaign.rated_count
        return not self.campaign.is_open and frozen != (self.good, self.rated)


@dataclass(frozen=True)
class Comparison:
    """A year against an earlier one, through "good or better" alone where their scales differ."""

    later: YearRate
    earlier: YearRate

    @property
    def points(self) -> Decimal | None:
        """The difference of the two rates as they are known, each rounded: 87,8 − 83,6 = 4,2."""
        if self.later.said is None or self.earlier.said is None:
            return None
        return self.later.said - self.earlier.said

    @property
    def exact(self) -> Decimal | None:
        """The difference of the unrounded rates, to four decimals: 43/49 − 46/55 = 4,1187."""
        if not self.later.rated or not self.earlier.rated:
            return None
        return exact_points((self.later.good, self.later.rated), (self.earlier.good, self.earlier.rated))

    @property
    def same_scale(self) -> bool:
        return self.later.campaign.scheme_id == self.earlier.campaign.scheme_id


def year_rates(scope: Scope) -> list[YearRate]:
    """Return every year of the committee, the latest first. Two queries."""
    return _rates(Campaign.objects.visible_to(scope).order_by("-year"))


def year_rate(campaign: Campaign) -> YearRate:
    """Return the rate of one campaign. Two queries."""
    return _rates(Campaign.objects.filter(pk=campaign.pk))[0]


def compare(rates: list[YearRate], later: int, earlier: int | None = None) -> Comparison | None:
    """Return the comparison of two years among `rates`; without `earlier`, with the year before that is there."""
    by_year = {row.year: row for row in rates}
    if later not in by_year:
        return None
    if earlier is None:
        earlier = max((year for year in by_year if year < later), default=None)
    if earlier is None or earlier not in by_year or earlier == later:
        return None
    return Comparison(by_year[later], by_year[earlier])


def _rates(campaigns: QuerySet[Campaign]) -> list[YearRate]:
    live = Q(ratings__voided_at=None)
    rows = campaigns.select_related("scheme").annotate(
        good=Count("ratings", filter=live & Q(ratings__outcome="rated", ratings__level__is_good=True)),
        rated=Count("ratings", filter=live & Q(ratings__outcome="rated")),
        not_rated=Count("ratings", filter=live & Q(ratings__outcome="not_rated")),
        still_open=Count("ratings", filter=live & Q(ratings__outcome="open")),
    )
    found = list(rows)
    figures: dict[int, list[PublishedFigure]] = {}
    for figure in PublishedFigure.objects.live().filter(campaign__in=found).order_by("published_on", "pk"):
        figures.setdefault(figure.campaign_id, []).append(figure)
    return [
        YearRate(
            campaign=row,
            good=row.good,
            rated=row.rated,
            not_rated=row.not_rated,
            still_open=row.still_open,
            figures=figures.get(row.pk, []),
        )
        for row in found
    ]
