"""Which organizations a team has, who attends which cell, and what is said of the cells without a name."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization, Person
from orgs.periods import days_in_order, void_has_reason
from taskforces.models.decisions import Decision
from taskforces.models.laid_down import LaidDown, end_has_event
from taskforces.models.teams import Membership, TaskForce
from taskforces.querysets import AssignmentQuerySet
from tramgdinh.database.ranges import NoOverlap


@pghistory.track()
class Charge(LaidDown):
    """A team is in charge of a grassroots organization."""

    task_force = models.ForeignKey(TaskForce, models.PROTECT, related_name="charges", verbose_name=_("team"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="charges", verbose_name=_("organization")
    )

    class Meta:
        verbose_name = _("charge of a team")
        verbose_name_plural = _("charges of teams")
        constraints = [
            NoOverlap(
                name="one_team_in_charge",
                same=["organization"],
                message=_("A team is already in charge of this organization then."),
            ),
            days_in_order("charge_days"),
            void_has_reason("charge_void"),
            end_has_event("charge_end"),
        ]

    def __str__(self) -> str:
        return self.period_text


@pghistory.track()
class Assignment(LaidDown):
    """A named member attends a cell: in charge, or as a substitute beside the one in charge."""

    class Capacity(models.TextChoices):
        IN_CHARGE = "in_charge", _("in charge")
        SUBSTITUTE = "substitute", _("substitute")

    class Per(models.TextChoices):
        MONTH = "month", _("a month")
        QUARTER = "quarter", _("a quarter")
        YEAR = "year", _("a year")

    task_force = models.ForeignKey(TaskForce, models.PROTECT, related_name="assignments", verbose_name=_("team"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments", verbose_name=_("person"))
    cell = models.ForeignKey(Organization, models.PROTECT, related_name="assignments", verbose_name=_("cell"))
    capacity = models.CharField(_("capacity"), max_length=10, choices=Capacity.choices, default=Capacity.IN_CHARGE)
    visits = models.PositiveSmallIntegerField(_("visits"), default=1)
    visits_per = models.CharField(_("per"), max_length=10, choices=Per.choices, default=Per.MONTH)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            NoOverlap(
                name="one_in_charge",
                same=["cell"],
                only={"capacity": "in_charge"},
                message=_("Somebody is already in charge of this cell then."),
            ),
            NoOverlap(
                name="once_on_a_cell",
                same=["cell", "person"],
                message=_("The person is already on this cell then."),
            ),
            days_in_order("assignment_days"),
            void_has_reason("assignment_void"),
            end_has_event("assignment_end"),
            models.CheckConstraint(
                condition=Q(visits__range=(1, 31)),
                name="assignment_visits",
                violation_error_message=_("Between 1 and 31 visits."),
            ),
        ]
        indexes = [models.Index(fields=["person", "starts_on"], name="assignment_person")]

    def __str__(self) -> str:
        return self.period_text


@pghistory.track()
class Coverage(LaidDown):
    """What a decision says of a cell without a named member: left to the team, or out of scope."""

    class Kind(models.TextChoices):
        TEAM = "team", _("left to the team")
        OUT_OF_SCOPE = "out_of_scope", _("out of scope")

    task_force = models.ForeignKey(TaskForce, models.PROTECT, related_name="coverages", verbose_name=_("team"))
    cell = models.ForeignKey(Organization, models.PROTECT, related_name="coverages", verbose_name=_("cell"))
    kind = models.CharField(_("what is said"), max_length=15, choices=Kind.choices, default=Kind.TEAM)

    class Meta:
        verbose_name = _("cell without a named member")
        verbose_name_plural = _("cells without a named member")
        constraints = [
            NoOverlap(name="one_coverage", same=["cell"], message=_("This has already been said of the cell then.")),
            days_in_order("coverage_days"),
            void_has_reason("coverage_void"),
            end_has_event("coverage_end"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Release(models.Model):
    """What an amending draft ends without putting anything in its place; exactly one row is named."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="releases", verbose_name=_("decision"))
    membership = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="releases", verbose_name=_("membership")
    )
    charge = models.ForeignKey(
        Charge, models.PROTECT, null=True, blank=True, related_name="releases", verbose_name=_("charge of a team")
    )
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="releases", verbose_name=_("assignment")
    )
    coverage = models.ForeignKey(
        Coverage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="releases",
        verbose_name=_("cell without a named member"),
    )

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [
            models.CheckConstraint(
                condition=Q(membership__isnull=False, charge=None, assignment=None, coverage=None)
                | Q(membership=None, charge__isnull=False, assignment=None, coverage=None)
                | Q(membership=None, charge=None, assignment__isnull=False, coverage=None)
                | Q(membership=None, charge=None, assignment=None, coverage__isnull=False),
                name="release_names_one",
            ),
            models.UniqueConstraint(
                fields=["decision", "membership", "charge", "assignment", "coverage"],
                nulls_distinct=False,
                name="released_once",
            ),
        ]

    def __str__(self) -> str:
        return str(_("release"))
