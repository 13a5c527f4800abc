"""What a decision does on its day: it ends what it replaces or takes over, then its own rows begin."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from orgs.models import Organization
from taskforces.models import (
    Assignment,
    Charge,
    Coverage,
    Decision,
    EndReason,
    Membership,
    TaskForce,
)
from taskforces.rules import Outcome
from taskforces.services.ending import end_rows, never_took_effect

_STANDS_ON: dict[type[Charge | Assignment | Coverage], str] = {
    Charge: "organization",
    Assignment: "cell",
    Coverage: "cell",
}


def take_effect(decision: Decision, result: Outcome, *, reason: str, by: User) -> None:
    """End what `result` says ends, and begin the decision's rows on its day. Everything is locked by the
    caller.
    """
    day = result.day
    end_rows(
        result.ends,
        last_day=day - dt.timedelta(days=1),
        by=by,
        why=never_took_effect(decision),
        end_reason=reason,
        ended_under=decision,
    )
    if decision.nature != Decision.Nature.AMENDING:
        end_decisions(result.decisions, day, decision)
    begin_rows(decision, day, result.base)


def end_decisions(decisions: Iterable[Decision], day: dt.date, under: Decision) -> None:
    """Give these decisions the day before `day` as their last; what would end before it began is revoked."""
    rows = Decision.objects.issued().filter(pk__in=[decision.pk for decision in decisions])
    rows.filter(takes_effect_on__gte=day).update(state=Decision.State.REVOKED)
    last_day = day - dt.timedelta(days=1)
    still_later = Q(ends_on=None) | Q(ends_on__gt=last_day)
    rows.filter(still_later, takes_effect_on__lt=day).update(ends_on=last_day, ended_under=under)


def begin_rows(decision: Decision, day: dt.date, base: Decision | None) -> None:
    """Let the decision's rows begin on `day`; one on something whose last day is known ends with it at
    once.
    """
    facts: dict[str, Any] = {"starts_on": day, "recorded_at": timezone.now()}
    if base is not None and base.ends_on is not None:
        # A backdated amendment of a decision that has ended since ends with it. In the same statement as it
        # begins, or it would meet for a moment what came after.
        event = {"ends_on": base.ends_on, "ended_under_id": base.ended_under_id}
        facts |= event | {"end_reason": EndReason.REPLACED}
        Decision.objects.filter(pk=decision.pk).update(**event)
    for model in (TaskForce, Membership, Charge, Assignment, Coverage):
        model.objects.filter(decision=decision, starts_on=None).update(**facts)
    for known, of in _STANDS_ON.items():
        _end_with_organizations(known, of, decision)


def _end_with_organizations(model: type[Charge | Assignment | Coverage], of: str, decision: Decision) -> None:
    rows = model.objects.filter(Q(ends_on=None) | Q(ends_on__gt=F(f"{of}__ended_on")), decision=decision)
    for row in rows.exclude(**{f"{of}__ended_on": None}).select_related(of):
        organization: Organization = getattr(row, of)
        model.objects.filter(pk=row.pk).update(
            ends_on=organization.ended_on,
            end_reason=EndReason.ORGANIZATION_ENDED,
            ended_by_event_id=organization.ended_under_id,
        )
