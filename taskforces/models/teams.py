"""Teams and who is in them."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgs.models import Person
from orgs.periods import Dated, days_in_order, void_has_reason
from taskforces.models.laid_down import LaidDown, end_has_event
from taskforces.querysets import TaskForceQuerySet
from tramgdinh.database.ranges import NoOverlap


@pghistory.track()
class TaskForce(LaidDown):
    """Tổ công tác: laid down by a base decision; may continue an earlier team."""

    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    continues = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by", verbose_name=_("continues the team")
    )

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

    task_force = models.ForeignKey(TaskForce, models.PROTECT, related_name="memberships", verbose_name=_("team"))
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

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="delegations", verbose_name=_("member"))

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            NoOverlap(name="one_delegation", same=["membership"], message=_("He already acts for the leader then.")),
            days_in_order("delegation_days"),
            void_has_reason("delegation_void"),
        ]

    def __str__(self) -> str:
        return self.period_text
