"""A draft: made from nothing or from what is in force, its facts and rules, thrown away. Nothing here is in
force.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import User
from orgs.models import Committee
from taskforces.models import (
    Assignment,
    Charge,
    Coverage,
    Decision,
    DecisionRule,
    Membership,
    Release,
    TaskForce,
)
from taskforces.services.copying import copy_in_force
from taskforces.services.versions import claim
from tramgdinh.database.refusals import Refused, refusals_in_words

Nature, Code, Mode = Decision.Nature, DecisionRule.Code, DecisionRule.Mode

# The thresholds of the model as the newspaper gives them (domain.md §1 [A]); soft, and each draft may change
# its own.
DEFAULT_RULES: dict[str, tuple[str, int | None, int | None]] = {
    Code.TEAM_SIZE: (Mode.WARN, 10, 15),
    Code.CELLS_PER_MEMBER: (Mode.WARN, 1, 2),
    Code.TEAMS_PER_PERSON: (Mode.WARN, None, 1),
}
_FACTS = {
    "paper", "subject", "basis", "term", "symbol", "takes_effect_on", "signer_title", "signer_name",
    "replaces", }  # fmt: skip


class NotInForce(Refused):
    """The decision to be amended, replaced or ended is a draft, revoked, or has ended."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(
            _("Decision %(decision)s is not in force: it is a draft, was revoked, or has already ended.")
            % {"decision": decision}
        )


def create_draft(
    *,
    committee: Committee,
    subject: str,
    by: User,
    today: dt.date,
    nature: str = Nature.BASE,
    paper: str = Decision.Paper.DECISION,
    basis: str = "",
    amends: Decision | None = None,
    replaces: Iterable[Decision] | None = None,
    copy_from: Decision | None = None,
) -> Decision:
    """Return a new draft with the default rules, or with those of the decision that it copies or amends.

    `copy_from` brings over what that decision and its amendments have in force on `today` (on its first or last
    day if that lies outside its life) and, unless `replaces` says otherwise, makes it the one replaced. An
    amendment of an amendment amends their base. Raises NotInForce for what was never issued or has been revoked.
    """
    with refusals_in_words(), history(by=by, verb="create_draft"):
        return make_draft(
            committee=committee, subject=subject, by=by, today=today, nature=nature, paper=paper, basis=basis,
            amends=amends, replaces=replaces, copy_from=copy_from,
        )  # fmt: skip


def make_draft(
    *,
    committee: Committee,
    subject: str,
    by: User,
    today: dt.date,
    nature: str,
    paper: str,
    basis: str = "",
    amends: Decision | None = None,
    replaces: Iterable[Decision] | None = None,
    copy_from: Decision | None = None,
) -> Decision:
    """Do what `create_draft` promises inside the caller's transaction and history context."""
    # As they are now, not as the caller loaded them.
    amends, copy_from = _as_now(amends), _as_now(copy_from)
    if amends is not None and amends.nature == Nature.AMENDING and nature == Nature.AMENDING:
        amends = Decision.objects.get(amendments=amends)
    named = [copy_from] if replaces is None else list(replaces)
    replaced = [now for other in named if (now := _as_now(other))]
    for other in [*replaced, *([amends] if amends else [])]:
        if other.state != Decision.State.ISSUED or other.committee_id != committee.pk:
            raise NotInForce(other)
    draft = Decision(
        committee=committee,
        subject=subject,
        nature=nature,
        paper=paper,
        basis=basis,
        amends=amends,
        created_by=by,
    )
    draft.full_clean()
    draft.save()
    if nature == Nature.BASE:
        draft.replaces.set(replaced)
    _copy_rules(draft, copy_from or amends)
    if copy_from is not None:
        day = max(today, copy_from.takes_effect_on or today)
        copy_in_force(draft, copy_from, min(day, copy_from.ends_on or day), by)
    return draft


@transaction.atomic
def change_draft(*, draft: Decision, version: int, by: User, **facts: Any) -> None:
    """Change facts of the paper: kind, subject, basis, term, symbol, day, signer, `replaces` (decisions)."""
    if unknown := set(facts) - _FACTS:
        raise TypeError(unknown)
    replaces = facts.pop("replaces", None)
    with refusals_in_words(), history(by=by, verb="change_draft", decision=draft.pk):
        claim(draft, version)
        for name, value in facts.items():
            setattr(draft, name, value)
        draft.full_clean(exclude=["created_by"])
        draft.save(update_fields=list(facts))
        if replaces is not None:
            for other in replaces:
                if other.state != Decision.State.ISSUED or other.committee_id != draft.committee_id:
                    raise NotInForce(other)
            draft.replaces.set(replaces)


@transaction.atomic
def set_rules(
    *, draft: Decision, version: int, by: User, rules: Mapping[str, tuple[str, int | None, int | None]]
) -> None:
    """Set rules by code: (mode, lowest, highest); codes that are not named stay. ValidationError for crossed
    bounds.
    """
    with refusals_in_words(), history(by=by, verb="set_rules", decision=draft.pk):
        claim(draft, version)
        known = {rule.code: rule for rule in DecisionRule.objects.filter(decision=draft)}
        for code, (mode, minimum, maximum) in rules.items():
            rule = known.get(code) or DecisionRule(decision=draft, code=code)
            rule.mode, rule.minimum, rule.maximum = mode, minimum, maximum
            rule.full_clean(exclude=["decision"])
            rule.save()


@transaction.atomic
def discard_draft(*, draft: Decision, version: int, by: User) -> None:
    """Throw a draft away with all its rows; the history keeps what it was."""
    with refusals_in_words(), history(by=by, verb="discard_draft", decision=draft.pk):
        claim(draft, version)
        Release.objects.filter(decision=draft).delete()
        for model in (Coverage, Assignment, Charge, Membership, TaskForce, DecisionRule):
            model.objects.filter(decision=draft).delete()
        Decision.objects.filter(pk=draft.pk).delete()


def _as_now(decision: Decision | None) -> Decision | None:
    return decision and Decision.objects.get(pk=decision.pk)


def _copy_rules(draft: Decision, source: Decision | None) -> None:
    copied = DecisionRule.objects.filter(decision=source) if source else DecisionRule.objects.none()
    rules = {rule.code: (rule.mode, rule.minimum, rule.maximum) for rule in copied} or DEFAULT_RULES
    DecisionRule.objects.bulk_create(
        DecisionRule(decision=draft, code=code, mode=mode, minimum=minimum, maximum=maximum)
        for code, (mode, minimum, maximum) in rules.items()
    )
