"""Questions to scales, campaigns and ratings that have a name."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from tramgdinh.database.querysets import LedgerQuerySet

if TYPE_CHECKING:
    from accounts.scope import Scope
    from evaluations.models import Campaign, PublishedFigure, Rating, Scheme  # noqa: F401 - the base classes below


class SchemeQuerySet(LedgerQuerySet["Scheme"]):
    def of_year(self, year: int) -> Self:
        """The scale on which organizations are rated for `year`."""
        return self.filter(Q(last_year=None) | Q(last_year__gte=year), first_year__lte=year)


class CampaignQuerySet(LedgerQuerySet["Campaign"]):
    def visible_to(self, scope: "Scope") -> Self:
        """All campaigns of the committee: a year and its rate are no secret to those on a team."""
        return self.filter(committee_id=scope.committee_id) if scope.may("rating.read") else self.none()


class RatingQuerySet(LedgerQuerySet["Rating"]):
    def visible_to(self, scope: "Scope") -> Self:
        """Ratings of the organizations that the reader may see; corrected ones too."""
        if not scope.may("rating.read"):
            return self.none()
        rows = self.filter(campaign__committee_id=scope.committee_id)
        if scope.reaches_all("rating.read"):
            return rows
        return rows.filter(organization_id__in=scope.organization_ids)

    def live(self) -> Self:
        """What counts: rows not voided by a correction."""
        return self.filter(voided_at=None)


class FigureQuerySet(LedgerQuerySet["PublishedFigure"]):
    def visible_to(self, scope: "Scope") -> Self:
        return self.filter(campaign__committee_id=scope.committee_id) if scope.may("rating.read") else self.none()

    def live(self) -> Self:
        return self.filter(voided_at=None)
