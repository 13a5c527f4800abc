"""Questions to decisions, teams and assignments that have a name."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from tramgdinh.database.querysets import DatedQuerySet, LedgerQuerySet

if TYPE_CHECKING:
    from accounts.scope import Scope


class DecisionQuerySet[M: models.Model](LedgerQuerySet[M]):
    def visible_to(self, scope: "Scope") -> Self:
        """Issued decisions of the committee for its readers; drafts for those who draft."""
        if not scope.may("decision.read"):
            return self.none()
        rows = self.filter(committee_id=scope.committee_id)
        return rows if scope.may("decision.draft") else rows.exclude(state="draft")

    def drafts(self) -> Self:
        return self.filter(state="draft")

    def issued(self) -> Self:
        """Issued and not revoked as never in effect; ended ones too."""
        return self.filter(state="issued")

    def in_force_on(self, day: dt.date) -> Self:
        """Decisions in force on `day`, a base with its amendments: several may be."""
        return self.issued().filter(Q(ends_on=None) | Q(ends_on__gte=day), takes_effect_on__lte=day)


class LaidDownQuerySet[M: models.Model](DatedQuerySet[M]):
    def visible_to(self, scope: "Scope") -> Self:
        """All of the committee, or those of the reader's teams of today; a draft's rows only for those who
        draft.
        """
        rows = self.filter(decision__committee_id=scope.committee_id)
        if not scope.may("decision.draft"):
            rows = rows.filter(starts_on__isnull=False)
        if scope.reaches_all("assignment.read"):
            return rows
        return rows.filter(task_force_id__in=scope.team_ids)

    def open(self) -> Self:
        """Begun, live and without a last day."""
        return self.filter(starts_on__isnull=False, ends_on=None, voided_at=None)


class TaskForceQuerySet[M: models.Model](LaidDownQuerySet[M]):
    def visible_to(self, scope: "Scope") -> Self:
        rows = self.filter(decision__committee_id=scope.committee_id)
        if not scope.may("decision.draft"):
            rows = rows.filter(starts_on__isnull=False)
        return rows if scope.reaches_all("team.read") else rows.filter(pk__in=scope.team_ids)


class AssignmentQuerySet[M: models.Model](LaidDownQuerySet[M]):
    def in_charge(self) -> Self:
        """Those who answer; substitutes stand beside the answer, never instead of it."""
        return self.filter(capacity="in_charge")
