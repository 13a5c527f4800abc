"""What a member of a team reports of a meeting: held or not, the counts, his own presence, what was
discussed.
"""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models.meetings import Meeting
from meetings.querysets import ReportQuerySet
from orgs.models import Person
from orgs.periods import Recorded, void_has_reason

COUNTS = ("total", "exempt", "away_long", "present", "absent_excused", "absent_unexcused")
_NO_COUNTS = Q(**dict.fromkeys(COUNTS))
_ALL_COUNTS = Q(**{f"{name}__isnull": False for name in COUNTS})


def _count(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


@pghistory.track()
class Report(Recorded):
    """One for each person and meeting. An edit is a new version; the earlier one stays and is no longer the
    latest.

    `client_uuid` is made with the form, so what is sent twice is recorded once. `entered_at` is the
    device's moment, `recorded_at` the one at which the program received it.
    """

    class Presence(models.TextChoices):
        ATTENDED = "attended", _("attended")
        ABSENT_EXCUSED = "absent_excused", _("not there, with a reason")
        ABSENT_UNEXCUSED = "absent_unexcused", _("not there, without a reason")

    class Level(models.TextChoices):
        """Levels of a meeting's quality; points are local forms (domain.md §3)."""

        GOOD = "good", _("good")
        FAIR = "fair", _("fair")
        AVERAGE = "average", _("average")
        POOR = "poor", _("poor")

    month = models.DateField(_("month"), editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="reports", verbose_name=_("meeting"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="reports", verbose_name=_("person"))
    client_uuid = models.UUIDField(_("mark of the sending"), editable=False)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    is_latest = models.BooleanField(_("latest version"), default=True, editable=False)
    entered_at = models.DateTimeField(_("entered at"), editable=False)
    held = models.BooleanField(_("the meeting was held"))
    not_held_reason = models.CharField(_("why it was not held"), max_length=300, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    start_hour = models.TimeField(_("began at"), null=True, blank=True)
    end_hour = models.TimeField(_("ended at"), null=True, blank=True)
    total = _count(_("members in all"))
    exempt = _count(_("exempt from meetings"))
    away_long = _count(_("away for a long time"))
    present = _count(_("present"))
    absent_excused = _count(_("absent with a reason"))
    absent_unexcused = _count(_("absent without a reason"))
    presence = models.CharField(_("own presence"), max_length=20, choices=Presence.choices, blank=True)
    road_minutes = models.PositiveSmallIntegerField(_("minutes on the road, both ways"), null=True, blank=True)
    discussed = models.TextField(_("what was discussed"), max_length=4000, blank=True)
    paper_number = models.CharField(_("number of the resolution or minutes"), max_length=60, blank=True)
    self_level = models.CharField(_("the cell's own score"), max_length=10, choices=Level.choices, blank=True)
    attendee_level = models.CharField(_("the attendee's score"), max_length=10, choices=Level.choices, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a meeting")
        verbose_name_plural = _("reports of meetings")
        ordering = ["-month", "meeting", "person", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["month", "client_uuid"], name="sent_once"),
            models.UniqueConstraint(fields=["month", "meeting", "person", "version"], name="one_report_version"),
            models.UniqueConstraint(
                fields=["month", "meeting", "person"],
                condition=Q(is_latest=True, voided_at=None),
                name="one_latest_report",
                violation_error_message=_("This person has already reported this meeting."),
            ),
            models.CheckConstraint(
                condition=Q(held=True, not_held_reason="", held_on__isnull=False)
                | (
                    Q(held=False, held_on=None, start_hour=None, end_hour=None, presence="")
                    & ~Q(not_held_reason="")
                    & _NO_COUNTS
                ),
                name="report_held_or_why_not",
                violation_error_message=_("Say on which day the meeting was held, or why it was not."),
            ),
            models.CheckConstraint(
                condition=Q(held=False) | ~Q(presence=""),
                name="report_own_presence",
                violation_error_message=_("Say whether you were there yourself."),
            ),
            models.CheckConstraint(
                condition=~Q(presence="attended") | (Q(start_hour__isnull=False, end_hour__isnull=False) & _ALL_COUNTS),
                name="attendee_counts",
                violation_error_message=_("Whoever attended gives the hours and the counts."),
            ),
            models.CheckConstraint(
                condition=Q(start_hour=None) | Q(end_hour=None) | Q(end_hour__gt=F("start_hour")),
                name="report_hours",
                violation_error_message=_("The end lies before the start."),
            ),
            models.CheckConstraint(
                condition=_NO_COUNTS
                | (
                    _ALL_COUNTS
                    & Q(total=F("exempt") + F("away_long") + F("present") + F("absent_excused") + F("absent_unexcused"))
                ),
                name="report_counts_add_up",
                violation_error_message=_(
                    "Exempt, away, present and absent members do not add up to the members in all."
                ),
            ),
            void_has_reason("report_void"),
        ]
        indexes = [models.Index(fields=["person", "month"], name="report_person")]

    def __str__(self) -> str:
        return str(self.get_presence_display() or self.not_held_reason)

    @property
    def expected(self) -> int | None:
        """How many members had to attend: all but the exempt and those away for long; None without counts."""
        if self.total is None:
            return None
        return self.total - (self.exempt or 0) - (self.away_long or 0)
