"""A year's ratings. The Standing Committee decides as a body; what is here is what staff record of it."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from evaluations.models.schemes import Level, Scheme
from evaluations.querysets import CampaignQuerySet, FigureQuerySet, RatingQuerySet
from orgs.models import Committee, Organization
from orgs.periods import Recorded, void_has_reason


@pghistory.track()
class Campaign(models.Model):
    """One for each committee and year. Publishing locks it and freezes its figures with the rows behind
    them.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        PUBLISHED = "published", _("published")

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="campaigns", verbose_name=_("committee"))
    year = models.PositiveSmallIntegerField(_("year"))
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="campaigns", verbose_name=_("rating scale"))
    list_day = models.DateField(_("organizations as of"))
    # A target may become known years later, so it is no part of what publishing freezes.
    target = models.DecimalField(_("target"), max_digits=4, decimal_places=1, null=True, blank=True)
    target_source = models.CharField(_("source of the target"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("entered by"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    good_count = models.PositiveSmallIntegerField(_("good or better when published"), null=True, editable=False)
    rated_count = models.PositiveSmallIntegerField(_("rated when published"), null=True, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating campaign")
        verbose_name_plural = _("rating campaigns")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year"],
                name="one_campaign",
                violation_error_message=_("The ratings of this year have already been opened."),
            ),
            models.CheckConstraint(
                condition=Q(target=None) | (Q(target__range=(0, 100)) & ~Q(target_source="")),
                name="target_has_source",
                violation_error_message=_("A target lies between 0 and 100 and names its source."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", published_at=None, good_count=None, rated_count=None)
                | Q(
                    state="published",
                    published_at__isnull=False,
                    published_by__isnull=False,
                    good_count__lte=F("rated_count"),
                ),
                name="published_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


@pghistory.track()
class Rating(Recorded):
    """What was decided of an organization in a year: a level, none with its reason, or still open.

    Before publication the row changes in place, its `version` rising; afterwards only a correction takes
    its place.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("not rated yet")  # chưa xếp loại
        RATED = "rated", _("rated")
        NOT_RATED = "not_rated", _("left unrated")  # không xếp loại

    class Reason(models.TextChoices):
        NEW = "new", _("newly founded")
        TOO_SHORT = "too_short", _("not there long enough")
        DISSOLVED = "dissolved", _("dissolved")
        OTHER = "other", _("another reason")

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="ratings", verbose_name=_("campaign"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="ratings", verbose_name=_("organization")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    level = models.ForeignKey(
        Level, models.PROTECT, null=True, blank=True, related_name="ratings", verbose_name=_("level")
    )
    reason = models.CharField(_("reason for leaving unrated"), max_length=12, choices=Reason.choices, blank=True)
    reason_text = models.CharField(_("reason in words"), max_length=300, blank=True)
    paper_number = models.CharField(_("number of the Standing Committee's decision"), max_length=60, blank=True)
    paper_day = models.DateField(_("day of that decision"), null=True, blank=True)
    version = models.PositiveIntegerField(_("number of the change"), default=1, editable=False)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="corrected_by",
        verbose_name=_("puts right"),
    )

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organization"],
                condition=Q(voided_at=None),
                name="one_rating",
                violation_error_message=_("The organization already has a rating of this year."),
            ),
            models.UniqueConstraint(fields=["corrects"], name="corrected_once"),
            models.CheckConstraint(
                condition=Q(outcome="open", level=None, reason="")
                | Q(outcome="rated", level__isnull=False, reason="")
                | (Q(outcome="not_rated", level=None) & ~Q(reason="")),
                name="rating_outcome",
                violation_error_message=_("Rated needs a level, left unrated a reason; not rated yet has neither."),
            ),
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(reason_text=""),
                name="other_reason_in_words",
                violation_error_message=_("Another reason is given in words."),
            ),
            models.CheckConstraint(
                condition=Q(paper_number="", paper_day=None) | (~Q(paper_number="") & Q(paper_day__isnull=False)),
                name="paper_number_and_day",
                violation_error_message=_("Give the number of the decision together with its day."),
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | (~Q(outcome="open") & ~Q(paper_number="")),
                name="correction_has_paper",
                violation_error_message=_("A correction names the new decision, its number and day."),
            ),
            void_has_reason("rating_void"),
        ]

    def __str__(self) -> str:
        return str(self.get_outcome_display())


@pghistory.track()
class PublishedFigure(Recorded):
    """A rate as somebody published it, with its source; it stands beside the computed one, never in its
    place.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="figures", verbose_name=_("campaign"))
    value = models.DecimalField(_("published rate"), max_digits=4, decimal_places=1)
    source = models.CharField(_("source"), max_length=300)
    published_on = models.DateField(_("published on"), null=True, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        ordering = ["published_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "source"],
                condition=Q(voided_at=None),
                name="one_figure_of_a_source",
                violation_error_message=_("The figure of this source has already been recorded."),
            ),
            models.CheckConstraint(
                condition=Q(value__range=(0, 100)),
                name="figure_is_rate",
                violation_error_message=_("A rate lies between 0 and 100."),
            ),
            void_has_reason("figure_void"),
        ]

    def __str__(self) -> str:
        return str(self.value)
