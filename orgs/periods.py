"""Rows that were so from day to day, and what the book knew when. The base of nearly every model."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tramgdinh.database.querysets import DatedQuerySet
from tramgdinh.text.dates import show_day


class Recorded(models.Model):
    """Who entered the row and when; who voided it as a wrong entry, when and why. Voided rows stay."""

    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True, editable=False)
    voided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("voided by")
    )
    void_reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True


class Dated(Recorded):
    """A row in force from `starts_on` to `ends_on`, both days included; an empty end is open."""

    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day lies before the first.")})

    def is_on(self, day: dt.date) -> bool:
        """Whether the row was in force on `day`; a draft's row never is."""
        if self.starts_on is None or self.voided_at is not None:
            return False
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def period_text(self) -> str:
        """The row's days in words, for messages."""
        if self.starts_on is None:
            return gettext("not begun")
        if self.ends_on is None:
            return gettext("from %(first)s") % {"first": show_day(self.starts_on)}
        return gettext("from %(first)s to %(last)s") % {
            "first": show_day(self.starts_on),
            "last": show_day(self.ends_on),
        }


def days_in_order(name: str) -> models.CheckConstraint:
    """The law that a row's last day does not lie before its first."""
    return models.CheckConstraint(
        condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message=_("The last day lies before the first."),
    )


def void_has_reason(name: str) -> models.CheckConstraint:
    """The law that a voided row names who and why."""
    return models.CheckConstraint(
        condition=Q(voided_at=None) | (Q(voided_by__isnull=False) & ~Q(void_reason="")),
        name=name,
        violation_error_message=_("Voiding needs a reason."),
    )
