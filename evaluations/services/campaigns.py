"""A year's campaign: opened with a row for each organization, published with its figures frozen."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.history import history
from accounts.models import User
from evaluations.models import Campaign, PublishedFigure, Rating, Scheme
from evaluations.services.refusals import AlreadyOpened, AlreadyPublished, NoScale, StillOpen
from orgs.models import Committee, OrganizationState
from tramgdinh.database.refusals import refusals_in_words


@transaction.atomic
def open_campaign(
    *,
    committee: Committee,
    year: int,
    by: User,
    list_day: dt.date | None = None,
    scheme: Scheme | None = None,
) -> Campaign:
    """Open the ratings of `year`: one open row for each grassroots organization there on `list_day`
    (31/12).
    """
    Committee.objects.select_for_update().get(pk=committee.pk)
    scheme = scheme or Scheme.objects.of_year(year).order_by("-first_year").first()
    if scheme is None:
        raise NoScale(year)
    if Campaign.objects.filter(committee=committee, year=year).exists():
        raise AlreadyOpened(year)
    list_day = list_day or dt.date(year, 12, 31)
    with history(by=by, verb="open_campaign"), refusals_in_words():
        campaign = Campaign.objects.create(
            committee=committee, year=year, scheme=scheme, list_day=list_day, opened_by=by
        )
        bodies = OrganizationState.objects.on(list_day).grassroots().filter(organization__committee=committee)
        Rating.objects.bulk_create(
            Rating(campaign=campaign, organization_id=pk, recorded_by=by)
            for pk in bodies.customary().values_list("organization_id", flat=True)
        )
    return campaign


@transaction.atomic
def publish_campaign(*, campaign: Campaign, paper_number: str, paper_day: dt.date, by: User) -> None:
    """Record that the Standing Committee decided: its paper goes to every row without one, and the year is
    locked.

    Refused while an organization is not rated yet (StillOpen).
    """
    campaign = locked_campaign(campaign)
    rows = Rating.objects.live().filter(campaign=campaign)
    counts = rows.aggregate(
        good=Count("pk", filter=Q(outcome="rated", level__is_good=True)),
        rated=Count("pk", filter=Q(outcome="rated")),
        still=Count("pk", filter=Q(outcome="open")),
    )
    if counts["still"]:
        raise StillOpen(counts["still"])
    with history(by=by, verb="publish_campaign"), refusals_in_words():
        rows.filter(paper_number="").update(paper_number=paper_number, paper_day=paper_day)
        Campaign.objects.filter(pk=campaign.pk).update(
            state=Campaign.State.PUBLISHED,
            published_at=timezone.now(),
            published_by=by,
            good_count=counts["good"],
            rated_count=counts["rated"],
        )


@transaction.atomic
def set_target(*, campaign: Campaign, target: Decimal | None, source: str, by: User) -> None:
    """Record the year's target with its source; None says that the source gives none."""
    with history(by=by, verb="set_target"), refusals_in_words():
        Campaign.objects.filter(pk=campaign.pk).update(target=target, target_source=source)


@transaction.atomic
def record_published_figure(
    *, campaign: Campaign, value: Decimal, source: str, by: User, published_on: dt.date | None = None
) -> PublishedFigure:
    """Record a rate as it was published, once for each source."""
    figure = PublishedFigure(campaign=campaign, value=value, source=source, published_on=published_on, recorded_by=by)
    with history(by=by, verb="record_published_figure"), refusals_in_words():
        figure.save()
    return figure


def locked_campaign(campaign: Campaign) -> Campaign:
    """Return the campaign as it is now, locked against others who write. Raises AlreadyPublished."""
    found = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if not found.is_open:
        raise AlreadyPublished
    return found
