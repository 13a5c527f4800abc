"""What every row that a decision lays down has.

A draft's rows have no first day, so they meet no constraint and no question about a day. Once begun, a row changes
in two ways only: its last day is set or brought forward, naming what ends it; or it is voided as a wrong entry.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgs.models import Succession
from orgs.periods import Dated
from taskforces.models.decisions import Decision
from taskforces.querysets import LaidDownQuerySet


class EndReason(models.TextChoices):
    REPLACED = "replaced", _("replaced")
    AMENDED = "amended", _("amended")
    REVOKED = "revoked", _("revoked")
    ORGANIZATION_ENDED = "organization_ended", _("organization ended")
    PERSON_LEFT = "person_left", _("person left")
    COMMITTEE_ENDED = "committee_ended", _("committee ended")


class LaidDown(Dated):
    """A row laid down by a decision and ended by one event."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="%(class)ss", verbose_name=_("laid down by"))
    starts_on = models.DateField(_("from"), null=True, blank=True, editable=False)
    ends_on = models.DateField(_("to"), null=True, blank=True, editable=False)
    end_reason = models.CharField(
        _("ended because"), max_length=20, choices=EndReason.choices, blank=True, editable=False
    )
    ended_under = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="ended_%(class)ss",
        verbose_name=_("ended by"),
    )
    ended_by_event = models.ForeignKey(
        Succession,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="ended_%(class)ss",
        verbose_name=_("ended by the event"),
    )
    # What a person leaves by (a transfer, an illness, a death) is seldom a decision of this book: the paper
    # in words.
    end_basis = models.CharField(_("paper that ends it"), max_length=300, blank=True, editable=False)
    # A recorded correction: the voided row that this one puts right.
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="corrected_by",
        verbose_name=_("puts right"),
    )

    objects = LaidDownQuerySet.as_manager()

    class Meta:
        abstract = True


def end_has_event(name: str) -> models.CheckConstraint:
    """The law that a last day names why, and the decision, the organization's event or the paper that ends
    it.
    """
    return models.CheckConstraint(
        condition=Q(ends_on=None)
        | (~Q(end_reason="") & (Q(ended_under__isnull=False) | Q(ended_by_event__isnull=False)))
        | (Q(end_reason="person_left") & ~Q(end_basis="")),
        name=name,
        violation_error_message=_("A last day names the event that ends it."),
    )
