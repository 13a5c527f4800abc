"""Carries a plan out: all of it in one transaction, or nothing."""

from django.db import transaction

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
from orgs.rules import RANK
from orgs.services.codes import free_code, next_order
from orgs.services.plans import Plan
from orgs.services.refusals import kept
from orgs.services.tree import Step, ident
from orgs.services.voiding import NEVER_TOOK_EFFECT, void
from orgs.services.working_out import Outcome, work_out

# What the deferred triggers of this app are called; those of higher apps wait until the transaction ends.
LAWS = ("law_life",)


def carry_out(*, plan: Plan, by: User) -> Succession:
    """Do what `plan` says and return the event; `Refused` with a sentence when it cannot be.

    Charges and assignments of what ends are taskforces' to end in the same transaction (home.events does both).
    """
    with (
        transaction.atomic(),
        kept(*LAWS),
        history(by=by, verb=f"{plan.event}_organization", reason=plan.paper.number),
    ):
        _lock(plan)
        outcome = work_out(plan)
        succession = _record_event(plan, by)
        _close(outcome, succession, by)
        ids = _begin(outcome, succession, by)
        _open(outcome, succession, ids, by)
        _record_parts(outcome, succession, ids)
    return succession


def _lock(plan: Plan) -> None:
    """One event of a committee at a time; then its organizations by id, the order in which decisions lock them."""
    Committee.objects.select_for_update(no_key=True).get(pk=plan.committee.pk)
    named = plan.organization_ids()
    level, ids = set(named), set(named)
    while level:
        below = OrganizationState.objects.on(plan.takes_effect_on).filter(parent_id__in=level)
        level = set(below.values_list("organization_id", flat=True)) - ids
        ids |= level
    list(Organization.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))


def _record_event(plan: Plan, by: User) -> Succession:
    succession = Succession(
        committee=plan.committee,
        event=plan.event,
        takes_effect_on=plan.takes_effect_on,
        decision_number=plan.paper.number,
        signed_on=plan.paper.signed_on,
        resolution=plan.paper.resolution,
        note=plan.paper.note,
        recorded_by=by,
    )
    succession.full_clean()
    succession.save()
    return succession


def _close(outcome: Outcome, succession: Succession, by: User) -> None:
    """End the states that change the day before, and with an organization that ends its offices and patterns."""
    plan = outcome.plan
    closing = [step.before for step in outcome.steps if step.before is not None and step.changes]
    begun = OrganizationState.objects.filter(pk__in=[state.pk for state in closing])
    begun.filter(starts_on__lt=plan.takes_effect_on).update(ends_on=plan.last_day, ended_under=succession)
    # One laid down for the very same day never was: the law wants it voided, not ended before it began.
    void(begun.filter(starts_on=plan.takes_effect_on), by=by, reason=NEVER_TOOK_EFFECT)
    ended = outcome.ended_ids
    for model in (Office, MeetingPattern):
        rows = model.objects.live().filter(organization_id__in=ended)
        rows.during(plan.takes_effect_on, None).filter(starts_on__lte=plan.last_day).update(ends_on=plan.last_day)
        void(rows.filter(starts_on__gt=plan.last_day), by=by, reason=NEVER_TOOK_EFFECT)
    Organization.objects.filter(pk__in=ended).update(ended_on=plan.last_day, ended_under=succession)


def _begin(outcome: Outcome, succession: Succession, by: User) -> dict[int | str, int]:
    """Found the organizations that begin; return the id behind every reference."""
    plan = outcome.plan
    ids: dict[int | str, int] = {step.ref: step.ref for step in outcome.steps if isinstance(step.ref, int)}
    # Parents first, as their states are opened: a cell takes its place after those already under its parent.
    for row in sorted(plan.begins, key=lambda row: RANK[row.kind]):
        parent = None if row.parent is None else ident(row.parent)
        parent_id = parent if isinstance(parent, int) else ids.get(parent or "")
        organization = Organization(
            committee=plan.committee,
            code=row.code or free_code(plan.committee, row.name),
            founded_on=plan.takes_effect_on,
            founded_under=succession,
            order=row.order or next_order(plan, row.kind, row.sector, parent_id),
            recorded_by=by,
        )
        organization.full_clean()
        organization.save()
        ids[row.key] = organization.pk
    return ids


def _open(outcome: Outcome, succession: Succession, ids: dict[int | str, int], by: User) -> None:
    for step in outcome.steps:
        if step.after is None or not step.changes:
            continue
        state = _state_after(step, ids)
        state.starts_on = outcome.plan.takes_effect_on
        state.opened_under, state.recorded_by = succession, by
        state.fold_name()
        # Parents' states are there by now: the law that sets `grassroots` looks them up.
        state.full_clean(exclude=["search_text", "sort_key"], validate_constraints=step.named)
        state.save()


def _state_after(step: Step, ids: dict[int | str, int]) -> OrganizationState:
    facts, before = step.after, step.before
    assert facts is not None  # noqa: S101 - only steps that open a state come here
    return OrganizationState(
        organization_id=ids[step.ref],
        name=facts.name,
        kind=facts.kind,
        parent_id=None if facts.parent is None else ids.get(facts.parent, facts.parent),
        sector=facts.sector,
        place=facts.place,
        # One whose end is already recorded still ends then.
        ends_on=before.ends_on if before else None,
        ended_under_id=before.ended_under_id if before else None,
    )


def _record_parts(outcome: Outcome, succession: Succession, ids: dict[int | str, int]) -> None:
    SuccessionPart.objects.bulk_create(
        SuccessionPart(
            succession=succession,
            organization_id=ids[step.ref],
            fate=step.fate,
            into_id=None if into is None else ids[into],
        )
        for step in outcome.steps
        if step.named
        for into in (step.into or (None,))
    )
