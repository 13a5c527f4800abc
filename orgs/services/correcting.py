"""Corrections of wrong entries: the wrong row is voided, the right one recorded, in one transaction."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import User
from orgs.models import (
    Committee,
    MeetingPattern,
    Office,
    Organization,
    OrganizationState,
    Succession,
    SuccessionPart,
)
from orgs.rules import may_stand_under
from orgs.services.refusals import AlreadyEnded, LaterChange, NothingChanges, WrongParent, kept
from orgs.services.voiding import void

LAWS = ("law_life",)
_STATE_FACTS = ("name", "kind", "parent", "sector", "place")
_DATED_FACTS = {
    Office: ("organization", "person", "title", "starts_on", "ends_on"),
    MeetingPattern: (
        "organization", "day_of_month", "nth", "weekday", "hour", "weekend", "starts_on", "ends_on",
    ),
}  # fmt: skip
# Events that neither found nor end anything: their day can be put right by recording them anew.
MOVABLE = {Succession.Event.RENAME, Succession.Event.MOVE, Succession.Event.CHANGE_KIND}


@transaction.atomic
def correct_state(*, state: OrganizationState, reason: str, by: User, **right: Any) -> OrganizationState:
    """Put right what an organization is said to have been (name, kind, parent, sector, place) on the same days."""
    Organization.objects.select_for_update().only("pk").get(pk=state.organization_id)
    unknown = right.keys() - set(_STATE_FACTS)
    if unknown:
        raise TypeError(f"not a fact of a state: {unknown}")
    if all(getattr(state, _column(name)) == _value(value) for name, value in right.items()):
        raise NothingChanges(_("The correction says the same as what is recorded."))
    facts = {_column(name): getattr(state, _column(name)) for name in _STATE_FACTS}
    facts |= {_column(name): _value(value) for name, value in right.items()}
    with kept(*LAWS), history(by=by, verb="correct_state", reason=reason):
        _void_one(OrganizationState, state.pk, by, reason)
        fresh = OrganizationState(
            organization_id=state.organization_id,
            starts_on=state.starts_on,
            ends_on=state.ends_on,
            opened_under_id=state.opened_under_id,
            ended_under_id=state.ended_under_id,
            recorded_by=by,
            **facts,
        )
        _refuse_wrong_parent(fresh)
        fresh.fold_name()
        fresh.full_clean(exclude=["search_text", "sort_key"])
        fresh.save()
        if fresh.grassroots_id != state.grassroots_id:
            _refuse_below(fresh)
    return fresh


@transaction.atomic
def correct_record[R: (Office, MeetingPattern)](*, row: R, reason: str, by: User, **right: Any) -> R:
    """Put a wrongly entered office or meeting pattern right."""
    names = _DATED_FACTS[type(row)]
    facts = {_column_of(row, name): getattr(row, _column_of(row, name)) for name in names}
    facts |= {_column_of(row, name): _value(value) for name, value in right.items()}
    fresh = type(row)(recorded_by=by, **facts)
    with history(by=by, verb="correct_record", reason=reason):
        _void_one(type(row), row.pk, by, reason)
        fresh.full_clean(exclude=["recorded_by"])
        fresh.save()
    return fresh


@transaction.atomic
def void_record(*, row: Office | MeetingPattern, reason: str, by: User) -> None:
    """Void an office or pattern that never was."""
    with history(by=by, verb="void_record", reason=reason):
        _void_one(type(row), row.pk, by, reason)


@transaction.atomic
def correct_event(
    *, succession: Succession, reason: str, by: User, takes_effect_on: dt.date | None = None, **right: Any
) -> Succession:
    """Put the day or the paper of a renaming, a move or a change of kind right: voided and recorded anew, states too.

    The last change of each organization alone can be put right; undo the later ones first.
    """
    Committee.objects.select_for_update(no_key=True).get(pk=succession.committee_id)
    day = takes_effect_on or succession.takes_effect_on
    paper = {name: getattr(succession, name) for name in ("decision_number", "signed_on", "resolution", "note")} | right
    fresh = Succession(
        committee_id=succession.committee_id,
        event=succession.event,
        takes_effect_on=day,
        recorded_by=by,
        **paper,
    )
    with kept(*LAWS), history(by=by, verb="correct_event", reason=reason):
        opened = _undo(succession, by, reason)
        fresh.full_clean()
        fresh.save()
        for before, after in opened:
            _again(before, ends_on=day - dt.timedelta(days=1), ended_under=fresh, by=by)
            _again(after, starts_on=day, opened_under=fresh, by=by)
        SuccessionPart.objects.bulk_create(
            SuccessionPart(succession=fresh, organization_id=organization, fate=fate, into_id=into)
            for organization, fate, into in succession.parts.values_list("organization", "fate", "into")
        )
    return fresh


@transaction.atomic
def withdraw_event(*, succession: Succession, reason: str, by: User) -> None:
    """Void a renaming, a move or a change of kind that never was; what was before goes on."""
    Committee.objects.select_for_update(no_key=True).get(pk=succession.committee_id)
    with kept(*LAWS), history(by=by, verb="withdraw_event", reason=reason):
        for before, _after in _undo(succession, by, reason):
            _again(before, ends_on=_after.ends_on, ended_under_id=_after.ended_under_id, by=by)


def _undo(succession: Succession, by: User, reason: str) -> list[tuple[OrganizationState, OrganizationState]]:
    """Void the event with the states that it closed and opened; return them in pairs, parents first."""
    if succession.event not in MOVABLE:
        raise LaterChange(_("What founds or ends organizations is put right by a new event, not by voiding it."))
    opened = OrganizationState.objects.live().filter(opened_under=succession).order_by("kind", "pk")
    closed = {
        state.organization_id: state
        for state in OrganizationState.objects.live().filter(ended_under=succession).select_related("organization")
    }
    pairs = [(closed[state.organization_id], state) for state in opened if state.organization_id in closed]
    if not pairs or len(pairs) != len(opened):
        raise AlreadyEnded(_("This event has been voided, or another of the same day took its place."))
    if any(after.ends_on is not None and after.ended_under_id is not None for _before, after in pairs):
        ended = next(after for _before, after in pairs if after.ends_on is not None)
        raise LaterChange(_("%(name)s has changed again since; undo that first.") % {"name": ended.name})
    void(Succession.objects.filter(pk=succession.pk), by=by, reason=reason)
    ids = [state.pk for pair in pairs for state in pair]
    void(OrganizationState.objects.filter(pk__in=ids), by=by, reason=reason)
    rank = {"root": 0, "base_committee": 1, "base_cell": 1, "section": 2, "cell": 3}
    return sorted(pairs, key=lambda pair: rank[pair[1].kind])


def _again(state: OrganizationState, *, by: User, **changed: Any) -> None:
    columns = [field.attname for field in OrganizationState._meta.concrete_fields]
    left = {
        "id",
        "recorded_at",
        "recorded_by_id",
        "voided_at",
        "voided_by_id",
        "void_reason",
        "grassroots_id",
    }
    facts = {name: getattr(state, name) for name in columns if name not in left}
    facts |= {_column(name): _value(value) for name, value in changed.items()}
    OrganizationState(recorded_by=by, **facts).save()


def _void_one(model: Any, pk: int, by: User, reason: str) -> None:
    if not void(model.objects.filter(pk=pk), by=by, reason=reason):
        raise AlreadyEnded(_("This row has already been voided; look again."))


def _refuse_wrong_parent(state: OrganizationState) -> None:
    if state.parent_id is None:
        return
    above = OrganizationState.objects.on(state.starts_on).filter(organization_id=state.parent_id).first()
    if above is None or not may_stand_under(state.kind, above.kind):
        raise WrongParent(_("A body of this kind does not stand under the one named, on that day."))


def _refuse_below(state: OrganizationState) -> None:
    below = (
        OrganizationState.objects.live().during(state.starts_on, state.ends_on).filter(parent_id=state.organization_id)
    )
    if below.exists():
        raise LaterChange(_("It has organizations below it: record this as a move, so that they go along."))


def _column(name: str) -> str:
    return name if name.endswith("_id") else str(getattr(OrganizationState._meta.get_field(name), "attname", name))


def _column_of(row: Any, name: str) -> str:
    return str(getattr(type(row)._meta.get_field(name), "attname", name))


def _value(value: Any) -> Any:
    return value.pk if hasattr(value, "pk") else value
