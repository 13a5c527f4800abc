"""What happens to organizations: each event with the Party's decision and day, and what becomes of whom."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from orgs.models.committees import Committee
from orgs.periods import Recorded, void_has_reason
from orgs.querysets import ScopedQuerySet


@pghistory.track()
class Succession(Recorded):
    """An event in the life of organizations, with the Party's decision and day. The administrative
    resolution behind a merge, whose day differs, is kept beside it.
    """

    class Event(models.TextChoices):
        FOUND = "found", _("founding")
        END = "end", _("ending")
        RENAME = "rename", _("renaming")
        MOVE = "move", _("moving under another parent")
        CHANGE_KIND = "change_kind", _("change of kind")
        MERGE = "merge", _("merger")
        SPLIT = "split", _("split")
        CORRECT = "correct", _("correction")

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="successions", verbose_name=_("committee"))
    event = models.CharField(_("event"), max_length=20, choices=Event.choices)
    takes_effect_on = models.DateField(_("takes effect on"))
    decision_number = models.CharField(_("number of the Party's decision"), max_length=100)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    resolution = models.CharField(_("administrative resolution"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of organizations")
        verbose_name_plural = _("events of organizations")
        ordering = ["-takes_effect_on", "-pk"]
        constraints = [void_has_reason("succession_void")]

    def __str__(self) -> str:
        return f"{self.get_event_display()} {self.decision_number}"


class SuccessionPart(models.Model):
    """An organization in an event: it ends, goes on, or begins."""

    class Fate(models.TextChoices):
        ENDS = "ends", _("ends")
        GOES_ON = "goes_on", _("goes on")
        BEGINS = "begins", _("begins")

    succession = models.ForeignKey(Succession, models.PROTECT, related_name="parts", verbose_name=_("event"))
    organization = models.ForeignKey(
        "orgs.Organization", models.PROTECT, related_name="parts", verbose_name=_("organization")
    )
    fate = models.CharField(_("what becomes of it"), max_length=10, choices=Fate.choices)
    # For one that ends: where what it was goes to; several rows for a split.
    into = models.ForeignKey(
        "orgs.Organization", models.PROTECT, null=True, blank=True, related_name="came_from", verbose_name=_("into")
    )

    class Meta:
        verbose_name = _("part of an event")
        verbose_name_plural = _("parts of events")
        constraints = [
            models.UniqueConstraint(
                fields=["succession", "organization", "into"], nulls_distinct=False, name="one_part_each"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_fate_display())
