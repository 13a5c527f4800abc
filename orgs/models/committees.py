"""The committee that owns the book (Huyện uỷ) and the places of its district."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgs.periods import Dated, days_in_order, void_has_reason
from orgs.querysets import CommitteeQuerySet, ScopedQuerySet
from tramgdinh.database.ranges import NoOverlap


@pghistory.track()
class Committee(models.Model):
    """Huyện uỷ, later any committee; not the organization that it leads (Đảng bộ huyện, the root of the tree)."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    founded_on = models.DateField(_("first day"))
    ended_on = models.DateField(_("last day"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False, editable=False)
    # The sample's own "today"; a book of real data uses the calendar.
    sample_day = models.DateField(_("working day of the sample"), null=True, blank=True)
    counts_armed_forces = models.BooleanField(_("keep head-counts of the military and the police"), default=False)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        constraints = [
            models.CheckConstraint(
                condition=Q(sample_day=None) | Q(is_sample=True),
                name="sample_day_of_sample",
                violation_error_message=_("Only sample data has a working day of its own."),
            )
        ]

    def __str__(self) -> str:
        return self.code


@pghistory.track()
class CommitteeName(Dated):
    """What the committee was called and how its papers are headed, from day to day."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="names", verbose_name=_("committee"))
    name = models.CharField(_("name"), max_length=200)
    led_organization = models.CharField(_("organization it leads"), max_length=200)
    superior = models.CharField(_("superior committee"), max_length=200)
    place = models.CharField(_("place on papers"), max_length=100)
    symbol = models.CharField(_("document symbol"), max_length=20)

    class Meta:
        verbose_name = _("name of the committee")
        verbose_name_plural = _("names of the committee")
        constraints = [
            NoOverlap(
                name="one_committee_name", same=["committee"], message=_("The committee already has a name then.")
            ),
            days_in_order("committeename_days"),
            void_has_reason("committeename_void"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Place(models.Model):
    """Where cells meet. Minutes on the road are from the committee's seat unless a Travel row says otherwise."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="places", verbose_name=_("committee"))
    name = models.CharField(_("name"), max_length=200)
    minutes_from_seat = models.PositiveSmallIntegerField(_("minutes from the seat, one way"), default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"], name="one_place_name", violation_error_message=_("This place is known.")
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Travel(models.Model):
    """Minutes on the road between two places, one way."""

    origin = models.ForeignKey(Place, models.PROTECT, related_name="ways_out", verbose_name=_("from"))
    destination = models.ForeignKey(Place, models.PROTECT, related_name="ways_in", verbose_name=_("to"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    class Meta:
        verbose_name = _("road")
        verbose_name_plural = _("roads")
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "destination"], name="one_road", violation_error_message=_("This road is known.")
            ),
            models.CheckConstraint(condition=~Q(origin=models.F("destination")), name="road_leads_elsewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.origin_id}→{self.destination_id}"
