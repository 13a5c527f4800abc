"""The decisions of a committee in order, each with the state that follows from the day."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from accounts.scope import Scope
from taskforces.models import Decision
from tramgdinh.text.dates import show_day


class Standing(StrEnum):
    """Derived, never stored (model.md, law 4)."""

    DRAFT = "draft"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    LAPSED = "lapsed"  # ended without a successor
    REVOKED = "revoked"  # never took effect


@dataclass(frozen=True)
class DecisionLine:
    """A decision with those that amend it (newest first) and what ended it."""

    decision: Decision
    standing: Standing
    label: str
    ended_by: Decision | None = None
    amendments: "list[DecisionLine]" = field(default_factory=list)


def standing_of(decision: Decision, day: dt.date) -> Standing:
    """Return what the decision is on `day`; its `ended_under` is loaded by the caller."""
    if decision.state == Decision.State.DRAFT:
        return Standing.DRAFT
    if decision.state == Decision.State.REVOKED:
        return Standing.REVOKED
    if decision.takes_effect_on and day < decision.takes_effect_on:
        return Standing.NOT_YET
    if decision.ends_on is None or day <= decision.ends_on:
        return Standing.IN_FORCE
    ending = decision.ended_under
    return Standing.LAPSED if ending and ending.nature == Decision.Nature.ENDING else Standing.REPLACED


def label_of(decision: Decision, day: dt.date) -> str:
    """Return the state on `day` in words: "Hết hiệu lực, được thay thế bởi 997-QĐ/HU"."""
    facts = {
        "day": show_day(decision.takes_effect_on) if decision.takes_effect_on else "",
        "last": show_day(decision.ends_on) if decision.ends_on else "",
        "by": decision.ended_under or "",
    }
    words = {
        Standing.DRAFT: _("Draft"),
        Standing.REVOKED: _("Revoked, never took effect"),
        Standing.NOT_YET: _("Not yet in force, takes effect on %(day)s"),
        Standing.REPLACED: _("No longer in force, replaced by %(by)s"),
        Standing.LAPSED: _("No longer in force, ended by %(by)s"),
        Standing.IN_FORCE: _("In force until %(last)s") if decision.ends_on else _("In force"),
    }
    return words[standing_of(decision, day)] % facts


def timeline(scope: Scope, day: dt.date) -> list[DecisionLine]:
    """Return the decisions that the reader may see, drafts first, then the newest; amendments under their
    base. One query.
    """
    rows = list(Decision.objects.visible_to(scope).select_related("ended_under", "amends", "created_by", "issued_by"))
    under: dict[int, list[DecisionLine]] = defaultdict(list)
    lines = {
        row.pk: DecisionLine(row, standing_of(row, day), label_of(row, day), row.ended_under, under[row.pk])
        for row in rows
    }
    top = []
    for row in rows:
        if row.amends_id in lines:
            under[row.amends_id].append(lines[row.pk])
        else:
            top.append(lines[row.pk])
    return top
