"""Dated facts of an organization: how many members, who led it, when it meets."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgs.models.organizations import Organization
from orgs.models.people import Person
from orgs.periods import Dated, Recorded, days_in_order, void_has_reason
from tramgdinh.database.ranges import NoOverlap


@pghistory.track()
class HeadCount(Recorded):
    """How many Party members a cell had on a day. Numbers only; no dossiers."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="head_counts", verbose_name=_("organization")
    )
    counted_on = models.DateField(_("on"))
    members = models.PositiveSmallIntegerField(_("members"))

    class Meta:
        verbose_name = _("head-count")
        verbose_name_plural = _("head-counts")
        ordering = ["-counted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "counted_on"],
                condition=Q(voided_at=None),
                name="one_head_count",
                violation_error_message=_("There is a head-count of that day."),
            ),
            void_has_reason("headcount_void"),
        ]

    def __str__(self) -> str:
        return str(self.members)


@pghistory.track()
class Office(Dated):
    """Who led an organization: bí thư, phó bí thư."""

    class Title(models.TextChoices):
        SECRETARY = "secretary", _("secretary")
        DEPUTY = "deputy_secretary", _("deputy secretary")

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="offices", verbose_name=_("organization")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="offices", verbose_name=_("person"))
    title = models.CharField(_("office"), max_length=20, choices=Title.choices)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["-starts_on"]
        constraints = [
            NoOverlap(
                name="one_secretary",
                same=["organization"],
                only={"title": "secretary"},
                message=_("The organization already has a secretary then."),
            ),
            days_in_order("office_days"),
            void_has_reason("office_void"),
        ]

    def __str__(self) -> str:
        return str(self.get_title_display())


@pghistory.track()
class MeetingPattern(Dated):
    """When a cell meets each month: a day of the month, or the n-th weekday."""

    class Weekend(models.TextChoices):
        KEEP = "keep", _("meets on the day itself")
        NEXT = "next", _("moves to the next working day")

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="patterns", verbose_name=_("organization")
    )
    day_of_month = models.PositiveSmallIntegerField(_("day of the month"), null=True, blank=True)
    nth = models.SmallIntegerField(_("which week of the month"), null=True, blank=True)  # 1 first … 5, -1 last
    weekday = models.PositiveSmallIntegerField(_("weekday"), null=True, blank=True)  # Monday is 0
    hour = models.TimeField(_("hour"), null=True, blank=True)
    weekend = models.CharField(_("on a weekend"), max_length=10, choices=Weekend.choices, default=Weekend.KEEP)

    class Meta:
        verbose_name = _("meeting pattern")
        verbose_name_plural = _("meeting patterns")
        ordering = ["-starts_on"]
        constraints = [
            NoOverlap(name="one_pattern", same=["organization"], message=_("The cell already has a pattern then.")),
            days_in_order("pattern_days"),
            void_has_reason("pattern_void"),
            models.CheckConstraint(
                condition=Q(day_of_month__range=(1, 31), nth=None, weekday=None)
                | Q(day_of_month=None, nth__in=[-1, 1, 2, 3, 4, 5], weekday__range=(0, 6)),
                name="pattern_one_way",
                violation_error_message=_("Give a day of the month, or a week and a weekday."),
            ),
        ]

    def __str__(self) -> str:
        return self.period_text
