"""What a decision does on its day: it ends what it replaces or takes over, then its own rows begin."""

import datetime as dt
from collections import defaultdict
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
    LaidDown,
    Membership,
    TaskForce,
)
from taskforces.rules import End, Outcome, known_ends
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
    begin_rows(decision, result, by=by)


def end_decisions(decisions: Iterable[Decision], day: dt.date, under: Decision) -> None:
    """Give these decisions the day before `day` as their last; what would end before it began is revoked."""
    rows = Decision.objects.issued().filter(pk__in=[decision.pk for decision in decisions])
    rows.filter(takes_effect_on__gte=day).update(state=Decision.State.REVOKED)
    last_day = day - dt.timedelta(days=1)
    still_later = Q(ends_on=None) | Q(ends_on__gt=last_day)
    rows.filter(still_later, takes_effect_on__lt=day).update(ends_on=last_day, ended_under=under)


def begin_rows(decision: Decision, result: Outcome, *, by: User) -> None:
    """Let the decision's rows begin on its day.

    One whose end the book knows already ends in the same statement as it begins, or it would meet for a moment what
    came after; one that would end before it began never took effect.
    """
    day = result.day
    facts: dict[str, Any] = {"starts_on": day, "recorded_at": timezone.now()}
    if result.ends_with is not None:
        end = {"ends_on": result.last_day, "ended_under_id": result.ends_with.ended_under_id}
        Decision.objects.filter(pk=decision.pk).update(**end)
    groups: dict[tuple[type[LaidDown], End], list[int]] = defaultdict(list)
    for (kind, pk), end_of_row in known_ends(result).items():
        groups[kind, end_of_row].append(pk)
    for (kind, known), ids in groups.items():
        rows = kind.objects.filter(decision=decision, starts_on=None, pk__in=ids)
        if known.last_day < day:
            rows.update(**facts, voided_at=timezone.now(), voided_by=by, void_reason=never_took_effect(decision))
        else:
            rows.update(**facts, **known.columns)
    for model in (TaskForce, Membership, Charge, Assignment, Coverage):
        model.objects.filter(decision=decision, starts_on=None).update(**facts)
    for cell_or_charge, of in _STANDS_ON.items():
        _end_with_organizations(cell_or_charge, of, decision)


def _end_with_organizations(model: type[Charge | Assignment | Coverage], of: str, decision: Decision) -> None:
    rows = model.objects.live().filter(Q(ends_on=None) | Q(ends_on__gt=F(f"{of}__ended_on")), decision=decision)
    for row in rows.exclude(**{f"{of}__ended_on": None}).select_related(of):
        organization: Organization = getattr(row, of)
        model.objects.filter(pk=row.pk).update(
            ends_on=organization.ended_on,
            end_reason=EndReason.ORGANIZATION_ENDED,
            ended_by_event_id=organization.ended_under_id,
        )
