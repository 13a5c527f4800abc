"""Teams, who is in them, which organizations they have, and who attends which cell.

A draft's rows have no first day, so they meet no constraint and no question about a day. Once begun, a row
changes in two ways only: its last day is set or brought forward, naming what ends it; or it is voided as a
wrong entry.
"""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization, Person, Succession
from orgs.periods import Dated, days_in_order, void_has_reason
from taskforces.models.decisions import Decision
from taskforces.querysets import AssignmentQuerySet, LaidDownQuerySet, TaskForceQuerySet
from tramgdinh.database.ranges import NoOverlap


class EndReason(models.TextChoices):
    REPLACED = "replaced", _("replaced")
    AMENDED = "amended", _("amended")
    REVOKED = "revoked", _("revoked")
    ORGANIZATION_ENDED = "organization_ended", _("organization ended")
    PERSON_LEFT = "person_left", _("person left")
    COMMITTEE_ENDED = "committee_ended", _("committee ended")


class LaidDown(Dated):
    """A row laid down by a decision and ended by one event."""

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="%(class)ss", verbose_name=_("laid down by")
    )
    starts_on = models.DateField(_("from"), null=True, blank=True, editable=False)
    ends_on = models.DateField(_("to"), null=True, blank=True, editable=False)
    end_reason = models.CharField(
        _("ended because"), max_length=20, choices=EndReason.choices, blank=True, editable=False
    )
    ended_under = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, editable=False, related_name="ended_%(class)ss"
    )
    ended_by_event = models.ForeignKey(
        Succession, models.PROTECT, null=True, blank=True, editable=False, related_name="ended_%(class)ss"
    )
    # What a person leaves by (a transfer, an illness, a death) is seldom a decision of this book: the paper
    # in words.
    end_basis = models.CharField(_("paper that ends it"), max_length=300, blank=True, editable=False)
    # A recorded correction: the voided row that this one puts right.
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="corrected_by"
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


@pghistory.track()
class TaskForce(LaidDown):
    """Tổ công tác: laid down by a base decision; may continue an earlier team."""

    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    continues = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="continued_by")

    objects = TaskForceQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "number"],
                condition=Q(voided_at=None),
                name="one_team_number",
                violation_error_message=_("The decision already has a team of this number."),
            ),
            days_in_order("taskforce_days"),
            void_has_reason("taskforce_void"),
            end_has_event("taskforce_end"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Team %(number)s") % {"number": self.number})


@pghistory.track()
class Membership(LaidDown):
    class Role(models.TextChoices):
        LEADER = "leader", _("team leader")
        DEPUTY = "deputy", _("deputy team leader")
        SECRETARY = "secretary", _("team secretary")
        MEMBER = "member", _("member")

    task_force = models.ForeignKey(
        TaskForce, models.PROTECT, related_name="memberships", verbose_name=_("team")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    rank_order = models.PositiveSmallIntegerField(_("rank order"), default=1)
    printed_title = models.CharField(_("title as printed"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["rank_order", "pk"]
        constraints = [
            NoOverlap(
                name="once_in_a_team",
                same=["task_force", "person"],
                message=_("The person is already in this team then."),
            ),
            NoOverlap(
                name="one_leader",
                same=["task_force"],
                only={"role": "leader"},
                message=_("The team already has a leader then."),
            ),
            days_in_order("membership_days"),
            void_has_reason("membership_void"),
            end_has_event("membership_end"),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())


@pghistory.track()
class Delegation(Dated):
    """A deputy or the secretary of a team acts for its leader, from day to day (domain.md §6)."""

    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="delegations", verbose_name=_("member")
    )

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            NoOverlap(
                name="one_delegation", same=["membership"], message=_("He already acts for the leader then.")
            ),
            days_in_order("delegation_days"),
            void_has_reason("delegation_void"),
        ]

    def __str__(self) -> str:
        return self.period_text


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

    task_force = models.ForeignKey(
        TaskForce, models.PROTECT, related_name="assignments", verbose_name=_("team")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments", verbose_name=_("person"))
    cell = models.ForeignKey(Organization, models.PROTECT, related_name="assignments", verbose_name=_("cell"))
    capacity = models.CharField(
        _("capacity"), max_length=10, choices=Capacity.choices, default=Capacity.IN_CHARGE
    )
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

    task_force = models.ForeignKey(
        TaskForce, models.PROTECT, related_name="coverages", verbose_name=_("team")
    )
    cell = models.ForeignKey(Organization, models.PROTECT, related_name="coverages", verbose_name=_("cell"))
    kind = models.CharField(_("what is said"), max_length=15, choices=Kind.choices, default=Kind.TEAM)

    class Meta:
        verbose_name = _("cell without a named member")
        verbose_name_plural = _("cells without a named member")
        constraints = [
            NoOverlap(
                name="one_coverage", same=["cell"], message=_("This has already been said of the cell then.")
            ),
            days_in_order("coverage_days"),
            void_has_reason("coverage_void"),
            end_has_event("coverage_end"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Release(models.Model):
    """What an amending draft ends without putting anything in its place; exactly one row is named."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="releases")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="releases")
    charge = models.ForeignKey(Charge, models.PROTECT, null=True, blank=True, related_name="releases")
    assignment = models.ForeignKey(Assignment, models.PROTECT, null=True, blank=True, related_name="releases")
    coverage = models.ForeignKey(Coverage, models.PROTECT, null=True, blank=True, related_name="releases")

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
