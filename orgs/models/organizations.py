"""An organization is an identity; its name, kind, parent and the rest belong to it on a day."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orgs.models.committees import Committee, Place
from orgs.models.successions import Succession
from orgs.periods import Dated, Recorded, days_in_order, void_has_reason
from orgs.querysets import OrganizationQuerySet, StateQuerySet
from tramgdinh.database.ranges import NoOverlap
from tramgdinh.text.folding import clean, fold
from tramgdinh.text.sorting import sort_key


class Kind(models.TextChoices):
    """Kinds of Party organization (Điều lệ Đảng; domain.md §3)."""

    ROOT = "root", _("Party organization of the committee")
    BASE_COMMITTEE = "base_committee", _("grassroots party committee")  # đảng bộ cơ sở
    BASE_CELL = "base_cell", _("grassroots cell")  # chi bộ cơ sở
    SECTION = "section", _("section committee")  # đảng bộ bộ phận
    CELL = "cell", _("subordinate cell")  # chi bộ trực thuộc


GRASSROOTS_KINDS = (Kind.BASE_COMMITTEE, Kind.BASE_CELL)
CELL_KINDS = (Kind.BASE_CELL, Kind.CELL)  # whatever holds monthly meetings


class Sector(models.TextChoices):
    """What a body belongs to; it gives the customary order of lists."""

    TOWNSHIP = "township", _("township")
    COMMUNE = "commune", _("commune")
    MILITARY = "military", _("military")
    POLICE = "police", _("police")
    AGENCY = "agency", _("agency")
    SCHOOL = "school", _("school")
    VILLAGE = "village", _("village")
    OTHER = "other", _("other")


ARMED_SECTORS = (Sector.MILITARY, Sector.POLICE)


@pghistory.track(exclude=["order"])
class Organization(Recorded):
    """Identity alone. A name is reused, so it identifies nothing; the code does."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="organizations", verbose_name=_("committee"))
    code = models.CharField(_("code"), max_length=40)
    founded_on = models.DateField(_("first day"))
    ended_on = models.DateField(_("last day"), null=True, blank=True)
    founded_under = models.ForeignKey(Succession, models.PROTECT, related_name="+", verbose_name=_("founded by"))
    ended_under = models.ForeignKey(
        Succession, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    order = models.PositiveIntegerField(_("customary order"), default=0)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="one_code", violation_error_message=_("This code is taken.")
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | (Q(ended_on__gte=F("founded_on")) & Q(ended_under__isnull=False)),
                name="organization_days",
                violation_error_message=_("The last day lies before the first, or names no event."),
            ),
            void_has_reason("organization_void"),
        ]

    def __str__(self) -> str:
        return self.code


@pghistory.track(exclude=["search_text", "sort_key", "grassroots"])
class OrganizationState(Dated):
    """What an organization was from day to day. Any change closes one row and opens the next."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="states", verbose_name=_("organization")
    )
    opened_under = models.ForeignKey(Succession, models.PROTECT, related_name="opened", verbose_name=_("opened by"))
    ended_under = models.ForeignKey(
        Succession, models.PROTECT, null=True, blank=True, related_name="closed", verbose_name=_("closed by")
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="child_states", verbose_name=_("under")
    )
    # The grassroots organization that it stands in (itself for one): set by a trigger, so a list needs no recursion.
    grassroots = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="member_states",
        verbose_name=_("grassroots organization"),
    )
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices, default=Sector.OTHER)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("meeting place")
    )
    search_text = models.CharField(max_length=250, editable=False)
    sort_key = models.CharField(max_length=600, editable=False, db_collation="C")

    objects = StateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of an organization")
        verbose_name_plural = _("states of organizations")
        ordering = ["-starts_on"]
        constraints = [
            NoOverlap(name="one_state", same=["organization"], message=_("The organization already has a state then.")),
            days_in_order("state_days"),
            void_has_reason("state_void"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ended_under__isnull=False) | Q(voided_at__isnull=False),
                name="state_end_has_event",
                violation_error_message=_("A last day names the event that ends it."),
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.ROOT, parent=None) | (~Q(kind=Kind.ROOT) & Q(parent__isnull=False)),
                name="root_alone_has_no_parent",
                violation_error_message=_("Every organization but the root stands under another."),
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "starts_on"], name="state_parent"),
            models.Index(fields=["grassroots", "starts_on"], name="state_grassroots"),
            models.Index(fields=["sort_key"], name="state_alphabet"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs) -> None:  # type: ignore[no-untyped-def]
        """Keep the folded text and the sort key beside the name."""
        self.fold_name()
        super().save(**kwargs)

    def fold_name(self) -> None:
        """Work out the stored search text and sort key (for bulk writes, which skip `save`)."""
        self.name = clean(self.name)
        self.search_text, self.sort_key = fold(self.name), sort_key(self.name)
