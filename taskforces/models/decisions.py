"""The paper under which everything is: drafted, issued, amended, ended. Signed by hand; the program records
that.
"""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from orgs.models import Committee
from taskforces.querysets import DecisionQuerySet


def scan_path(decision: "Decision", _filename: str) -> str:
    """Where the scan of an issued decision is kept; the name as uploaded is not trusted."""
    return f"decisions/{decision.committee_id}/{decision.pk}.pdf"


@pghistory.track()
class Decision(models.Model):
    """Stored states are draft, issued, revoked; "in force", "not yet", "replaced", "lapsed" follow from
    days.
    """

    class Paper(models.TextChoices):
        DECISION = "QĐ", _("Quyết định")
        NOTICE = "TB", _("Thông báo")
        CONCLUSION = "KL", _("Kết luận")
        LETTER = "CV", _("Công văn")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ISSUED = "issued", _("issued")
        REVOKED = "revoked", _("revoked")

    class Nature(models.TextChoices):
        BASE = "base", _("new assignment")
        AMENDING = "amending", _("amendment and supplement")
        ENDING = "ending", _("ending without a successor")

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="decisions", verbose_name=_("committee"))
    paper = models.CharField(_("kind of paper"), max_length=4, choices=Paper.choices, default=Paper.DECISION)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature.choices, default=Nature.BASE)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    subject = models.CharField(_("subject"), max_length=400)
    basis = models.CharField(_("basis and reason"), max_length=500, blank=True)
    # Numbers restart per kind of paper and term of the committee, not per year (domain.md §3).
    term = models.CharField(_("term of the committee"), max_length=20, blank=True)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    symbol = models.CharField(_("symbol"), max_length=40, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    takes_effect_on = models.DateField(_("takes effect on"), null=True, blank=True)
    ends_on = models.DateField(_("last day in force"), null=True, blank=True)
    ended_under = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ended_decisions",
        verbose_name=_("ended by"),
    )
    signer_title = models.CharField(_("signer's title as printed"), max_length=100, blank=True)
    signer_name = models.CharField(_("signer's name as printed"), max_length=100, blank=True)
    scan = models.FileField(_("scan"), upload_to=scan_path, blank=True)
    replaces = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amendments", verbose_name=_("amends")
    )
    # Raised by every change of the draft; a form carries the one that it was made from.
    version = models.PositiveIntegerField(_("number of the change"), default=1, editable=False)
    created_at = models.DateTimeField(_("drafted at"), auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("drafted by"))
    issued_at = models.DateTimeField(_("issue recorded at"), null=True, blank=True, editable=False)
    issued_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("issue recorded by")
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = [F("takes_effect_on").desc(nulls_first=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "paper", "term", "number"],
                condition=Q(number__isnull=False),
                name="one_number",
                violation_error_message=_("A paper of this kind and term already has this number."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", number=None, signed_on=None, issued_at=None, ends_on=None)
                | (
                    ~Q(state="draft")
                    & Q(number__isnull=False, signed_on__isnull=False, takes_effect_on__isnull=False)
                    & Q(issued_at__isnull=False, issued_by__isnull=False)
                ),
                name="issued_has_number_and_days",
                violation_error_message=_(
                    "An issued decision has a number, its days and who recorded it; a draft has none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(nature="base", amends=None) | (~Q(nature="base") & Q(amends__isnull=False)),
                name="amending_names_base",
                violation_error_message=_("An amending or ending decision names the one that it changes."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ended_under__isnull=False),
                name="decision_end_has_event",
                violation_error_message=_("A last day names the decision that ends it."),
            ),
        ]

    def __str__(self) -> str:
        if self.number is None:
            return self.subject
        return f"{self.number}-{self.symbol}" if self.symbol else str(self.number)


class DecisionRule(models.Model):
    """A rule that the decision lays down: a soft threshold, and what a breach does."""

    class Code(models.TextChoices):
        TEAM_SIZE = "team_size", _("members of a team")
        CELLS_PER_MEMBER = "cells_per_member", _("cells of a member")
        TEAMS_PER_PERSON = "teams_per_person", _("teams of a person")

    class Mode(models.TextChoices):
        ALLOW = "allow", _("allow")
        WARN = "warn", _("warn")
        BLOCK = "block", _("block")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="rules", verbose_name=_("decision"))
    code = models.CharField(_("rule"), max_length=30, choices=Code.choices)
    mode = models.CharField(_("on a breach"), max_length=10, choices=Mode.choices, default=Mode.WARN)
    minimum = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    maximum = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)

    class Meta:
        verbose_name = _("rule of a decision")
        verbose_name_plural = _("rules of a decision")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "code"],
                name="one_rule",
                violation_error_message=_("This rule is already set."),
            ),
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(maximum=None) | Q(maximum__gte=F("minimum")),
                name="rule_bounds",
                violation_error_message=_("The highest number lies below the lowest."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())
