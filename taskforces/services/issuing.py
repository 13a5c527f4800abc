"""Ghi nhận ban hành: the paper has been signed; the book records its number and days, and what it says
begins.
"""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import User
from taskforces.models import Decision, EndReason
from taskforces.rules import Outcome, outcome
from taskforces.scans import check_scan
from taskforces.services.drafting import NotInForce
from taskforces.services.locks import lock_decisions, lock_organizations, lock_people
from taskforces.services.obstacles import CannotIssue, refuse_obstacles
from taskforces.services.taking_effect import take_effect
from taskforces.services.versions import claim
from tramgdinh.database.refusals import Refused, refusals_in_words
from tramgdinh.text.dates import show_day

Nature = Decision.Nature


class HasScan(Refused):
    """The decision has its scan already: a paper is not exchanged."""


def issue_decision(
    *,
    decision: Decision,
    version: int,
    number: int,
    signed_on: dt.date,
    takes_effect_on: dt.date,
    by: User,
    today: dt.date,
    symbol: str = "",
    term: str = "",
    signer_title: str = "",
    signer_name: str = "",
    scan: "UploadedFile[Any] | None" = None,
) -> Decision:
    """Record that a draft was signed, and return it; from then on nothing of it is edited.

    One transaction: what it replaces ends the day before with all its rows; an amending one ends what it
    releases and takes over; then its own rows begin. A past day is allowed (what would end before it began
    is voided as "never took effect") and a future one. Raises StaleDraft, NotADraft, CannotIssue
    (RulesBroken for rules that block), NotInForce, BadScan, ValidationError for a taken number; the draft is
    then as it was.
    """
    with refusals_in_words(), history(by=by, verb="issue_decision", decision=decision.pk):
        return issue(
            decision=decision, version=version, number=number, signed_on=signed_on,
            takes_effect_on=takes_effect_on, by=by, today=today, symbol=symbol, term=term,
            signer_title=signer_title, signer_name=signer_name, scan=scan, )  # fmt: skip


def issue(
    *,
    decision: Decision,
    version: int,
    number: int,
    signed_on: dt.date,
    takes_effect_on: dt.date,
    by: User,
    today: dt.date,
    symbol: str = "",
    term: str = "",
    signer_title: str = "",
    signer_name: str = "",
    scan: "UploadedFile[Any] | None" = None,
    reason: str = "",
) -> Decision:
    """Do what `issue_decision` promises inside the caller's transaction and history context."""
    if scan is not None:
        check_scan(scan, scan.size or 0)
    if signed_on > today:
        raise CannotIssue(
            _("The paper cannot have been signed on %(day)s: that day is yet to come.") % {"day": show_day(signed_on)}
        )
    decision, result = _lock(decision, version, takes_effect_on, signed_on)
    refuse_obstacles(decision, result)
    decision.number, decision.symbol, decision.term = number, symbol, term
    decision.signed_on, decision.takes_effect_on = signed_on, takes_effect_on
    decision.signer_title, decision.signer_name = signer_title, signer_name
    decision.state, decision.issued_at, decision.issued_by = Decision.State.ISSUED, timezone.now(), by
    decision.full_clean()
    decision.save(
        update_fields=[
            "number", "symbol", "term", "signed_on", "takes_effect_on", "signer_title", "signer_name",
            "state", "issued_at", "issued_by",
        ]
    )  # fmt: skip
    why = {
        Nature.BASE: EndReason.REPLACED,
        Nature.AMENDING: EndReason.AMENDED,
        Nature.ENDING: EndReason.REVOKED,
    }
    take_effect(decision, result, reason=reason or why[Nature(decision.nature)], by=by)
    if scan is not None:
        _keep(decision, scan)
    return decision


@transaction.atomic
def attach_scan(*, decision: Decision, scan: "UploadedFile[Any]", by: User) -> None:
    """Add the scan to a decision that was issued without one; HasScan if it has one, BadScan for a bad
    file.
    """
    check_scan(scan, scan.size or 0)
    with refusals_in_words(), history(by=by, verb="attach_scan", decision=decision.pk):
        locked = lock_decisions([decision.pk])[decision.pk]
        if locked.scan:
            raise HasScan(_("This decision has its scan already."))
        _keep(locked, scan)
        decision.scan = locked.scan


def _lock(decision: Decision, version: int, day: dt.date, signed_on: dt.date) -> tuple[Decision, Outcome]:
    """Lock in the one order and return the draft as it is now with what it will do."""
    named = [decision.amends_id] if decision.amends_id else list(decision.replaces.values_list("pk", flat=True))
    locked = lock_decisions([decision.pk, *named])
    claim(decision, version)
    for pk in named:
        _require_in_force(locked[pk], decision, day)
    fresh = Decision.objects.select_related("committee", "amends").get(pk=decision.pk)
    result = outcome(fresh, day, signed_on=signed_on)
    lock_organizations(result.begins.organization_ids | result.ends.organization_ids)
    lock_people(result.begins.person_ids | result.ends.person_ids)
    return fresh, result


def _require_in_force(other: Decision, decision: Decision, day: dt.date) -> None:
    ended = other.ends_on is not None and other.ends_on < day
    first_day = other.takes_effect_on or day
    if other.state != Decision.State.ISSUED or ended:
        raise NotInForce(other)
    if decision.nature == Nature.AMENDING and first_day > day:
        raise CannotIssue(
            _("Decision %(decision)s takes effect on %(day)s; an amendment cannot take effect before it.")
            % {"decision": other, "day": show_day(first_day)}
        )


def _keep(decision: Decision, scan: "UploadedFile[Any]") -> None:
    # The file is written before the row names it: a row without its file would be a paper lost, a file
    # without a row is only a file too many. If the transaction fails later, the file goes again.
    name = decision.scan.storage.save(decision.scan.field.generate_filename(decision, "scan.pdf"), scan)
    try:
        Decision.objects.filter(pk=decision.pk).update(scan=name)
    except Exception:
        decision.scan.storage.delete(name)
        raise
    decision.scan.name = name
