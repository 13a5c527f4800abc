"""Bãi bỏ and ending without a successor: a later paper takes a decision out of force, from a day or from its
beginning.
"""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from accounts.history import history
from accounts.models import User
from orgs.models import Committee
from taskforces.models import Decision, EndReason
from taskforces.services.drafting import make_draft
from taskforces.services.issuing import issue
from tramgdinh.database.refusals import refusals_in_words


def revoke_decision(
    *,
    decision: Decision,
    last_day: dt.date | None,
    subject: str,
    number: int,
    signed_on: dt.date,
    by: User,
    today: dt.date,
    basis: str = "",
    paper: str = Decision.Paper.DECISION,
    symbol: str = "",
    term: str = "",
    signer_title: str = "",
    signer_name: str = "",
    scan: "UploadedFile[Any] | None" = None,
) -> Decision:
    """Record the paper that revokes `decision` with its amendments, and return that paper.

    After `last_day` nothing of it is in force and nobody is assigned. Without a last day it never took
    effect: its state is "revoked" and all its rows are voided. What it had ended stays ended either way: a
    decision that is to be in force again has to be issued again. Raises what `issue_decision` raises.
    """
    # Whatever would end before it began never took effect: so for "from the beginning" its own first day
    # will do.
    first_day = (last_day + dt.timedelta(days=1)) if last_day else decision.takes_effect_on
    with refusals_in_words(), history(by=by, verb="revoke_decision", reason=basis, decision=decision.pk):
        draft = make_draft(
            committee=Committee.objects.get(pk=decision.committee_id), subject=subject, by=by, today=today,
            nature=Decision.Nature.ENDING, paper=paper, basis=basis, amends=decision,
        )  # fmt: skip
        return issue(
            decision=draft, version=draft.version, number=number, signed_on=signed_on,
            takes_effect_on=first_day or signed_on, by=by, today=today, symbol=symbol, term=term,
            signer_title=signer_title, signer_name=signer_name, scan=scan, reason=EndReason.REVOKED,
        )  # fmt: skip
