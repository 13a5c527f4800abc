"""Đính chính: a row was entered otherwise than the paper has it. It is voided, and the right one recorded."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import User
from taskforces.models import Assignment, Charge, Coverage, LaidDown, Membership
from taskforces.services.locks import lock_decisions, lock_organizations, lock_people
from tramgdinh.database.refusals import Refused, refusals_in_words

# What of a row may be put right: all that the paper says of it, nothing of its days or its decision.
_CORRECTABLE: dict[type[LaidDown], tuple[str, ...]] = {
    Assignment: ("task_force", "person", "cell", "capacity", "visits", "visits_per"),
    Membership: ("task_force", "person", "role", "rank_order", "printed_title"),
    Charge: ("task_force", "organization"),
    Coverage: ("task_force", "cell", "kind"),
}
_RELATIONS = {"task_force", "person", "cell", "organization"}
_KEPT = (
    "decision_id",
    "starts_on",
    "ends_on",
    "end_reason",
    "end_basis",
    "ended_under_id",
    "ended_by_event_id",
)


class NotCorrectable(Refused):
    """The row is a draft's (edit it there), or has been voided since."""


def correct_assignment(*, row: Assignment, reason: str, by: User, **right: Any) -> Assignment:
    """Void `row` and return the right one: task_force, person, cell, capacity, visits, visits_per as given,
    else as it was.
    """
    return _correct(row, reason, by, right)


def correct_membership(*, row: Membership, reason: str, by: User, **right: Any) -> Membership:
    """Void `row` and return the right one: task_force, person, role, rank_order, printed_title as given,
    else as it was.

    A wrong person's cells are rows of their own, to be corrected one by one.
    """
    return _correct(row, reason, by, right)


def correct_charge(*, row: Charge, reason: str, by: User, **right: Any) -> Charge:
    """Void `row` and return the right one: task_force, organization as given, else as it was."""
    return _correct(row, reason, by, right)


def correct_coverage(*, row: Coverage, reason: str, by: User, **right: Any) -> Coverage:
    """Void `row` and return the right one: task_force, cell, kind as given, else as it was."""
    return _correct(row, reason, by, right)


@transaction.atomic
def strike_row(*, row: LaidDown, reason: str, by: User) -> None:
    """Void a row that the paper does not hold at all; nothing is put in its place."""
    with refusals_in_words(), history(by=by, verb="strike_row", reason=reason, decision=row.decision_id):
        lock_decisions([row.decision_id])
        _void(row, reason, by)


@transaction.atomic
def _correct[R: LaidDown](row: R, reason: str, by: User, right: dict[str, Any]) -> R:
    model = type(row)
    fields = _CORRECTABLE[model]
    if unknown := set(right) - set(fields):
        raise TypeError(unknown)
    with refusals_in_words(), history(by=by, verb="correct", reason=reason, decision=row.decision_id):
        lock_decisions([row.decision_id])
        columns = [f"{name}_id" if name in _RELATIONS else name for name in fields]
        facts = {column: getattr(row, column) for column in (*_KEPT, *columns)}
        new = model(recorded_by=by, corrects_id=row.pk, **facts)
        for name, value in right.items():
            setattr(new, name, value)
        both = (row, new)
        lock_organizations(
            pk for r in both if (pk := getattr(r, "cell_id", None) or getattr(r, "organization_id", None))
        )
        lock_people(pk for r in both if (pk := getattr(r, "person_id", None)))
        _void(row, reason, by)
        exclude = ["decision", "recorded_by", "corrects", "ended_under", "ended_by_event", *fields]
        new.full_clean(exclude=[name for name in exclude if name not in right])
        new.save()
    return new


def _void(row: LaidDown, reason: str, by: User) -> None:
    rows = type(row).objects.live().filter(pk=row.pk, starts_on__isnull=False)
    if not rows.update(voided_at=timezone.now(), voided_by=by, void_reason=reason):
        raise NotCorrectable(_("This row has already been corrected, or belongs to a draft. Load the page again."))
