"""A meeting of a cell: the one expected each month, and any other. Who had to go and who went is derived
from its day.
"""

import uuid

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.querysets import MeetingQuerySet
from orgs.models import Organization, Place
from orgs.periods import Recorded, void_has_reason


@pghistory.track()
class Meeting(Recorded):
    """One regular (or combined) meeting for each cell and month, others beside it.

    The month it counts for stands in every unique key, here and in the reports, so that both tables can be
    partitioned by year; it stays when the day moves. What has been planned may be moved, never rewritten or
    deleted.
    """

    class Kind(models.TextChoices):
        REGULAR = "regular", _("regular")
        THEMATIC = "thematic", _("thematic")
        COMBINED = "combined", _("regular, combined with a thematic one")
        EXTRAORDINARY = "extraordinary", _("extraordinary")
        CONGRESS = "congress", _("congress of the cell")
        REVIEW = "review", _("year-end review")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField(_("month"))
    cell = models.ForeignKey(Organization, models.PROTECT, related_name="meetings", verbose_name=_("cell"))
    kind = models.CharField(_("kind of meeting"), max_length=15, choices=Kind.choices, default=Kind.REGULAR)
    ordinal = models.PositiveSmallIntegerField(_("which of its kind in the month"), default=1)
    planned_on = models.DateField(_("planned on"))
    planned_hour = models.TimeField(_("hour"), null=True, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place"))
    # Sinh hoạt điểm is a mark on a meeting, not a kind of its own.
    is_model = models.BooleanField(_("model meeting"), default=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting of a cell")
        verbose_name_plural = _("meetings of cells")
        ordering = ["planned_on", "planned_hour", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["month", "cell"],
                condition=Q(kind__in=["regular", "combined"], voided_at=None),
                name="one_regular_meeting",
                violation_error_message=_("The cell already has its regular meeting of this month."),
            ),
            models.UniqueConstraint(
                fields=["month", "cell", "kind", "ordinal"],
                condition=Q(voided_at=None),
                name="one_meeting_of_kind",
                violation_error_message=_("The cell already has this meeting in this month."),
            ),
            # What a report's (month, meeting) refers to: see 0002_laws.
            models.UniqueConstraint(fields=["month", "id"], name="meeting_in_month"),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="meeting_month_first_day",
                violation_error_message=_("A month is named by its first day."),
            ),
            void_has_reason("meeting_void"),
        ]
        indexes = [models.Index(fields=["cell", "month"], name="meeting_cell")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
