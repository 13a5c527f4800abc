"""The decisions of a committee in order, each with the state that follows from the day."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

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


_WORDS = {
    Standing.DRAFT: _lazy("Draft"),
    Standing.REVOKED: _lazy("Revoked, never took effect"),
    Standing.NOT_YET: _lazy("Not yet in force, takes effect on %(day)s"),
    Standing.REPLACED: _lazy("No longer in force, replaced by %(by)s"),
    Standing.LAPSED: _lazy("No longer in force, ended by %(by)s"),
    Standing.IN_FORCE: _lazy("In force"),
}


@dataclass(frozen=True)
class DecisionLine:
    """A decision with those that amend it (newest first) and what ended it."""

    decision: Decision
    standing: Standing
    title: str  # "Quyết định 997-QĐ/HU"
    label: str
    when: str
    ended_by: Decision | None = None
    amendments: "list[DecisionLine]" = field(default_factory=list)


def standing_of(decision: Decision, day: dt.date) -> Standing:
    """Return what the decision is on `day`; its `ended_under` is loaded by the caller."""
    return _standing(decision, day, decision.ended_under if decision.ended_under_id else None)


def _standing(decision: Decision, day: dt.date, ended_by: Decision | None) -> Standing:
    if decision.state == Decision.State.DRAFT:
        return Standing.DRAFT
    if decision.state == Decision.State.REVOKED:
        return Standing.REVOKED
    if decision.takes_effect_on and day < decision.takes_effect_on:
        return Standing.NOT_YET
    if decision.ends_on is None or day <= decision.ends_on:
        return Standing.IN_FORCE
    return Standing.LAPSED if ended_by and ended_by.nature == Decision.Nature.ENDING else Standing.REPLACED


def label_of(decision: Decision, day: dt.date) -> str:
    """Return the state on `day` in words: "Hết hiệu lực, được thay thế bởi 997-QĐ/HU"."""
    return _label(decision, standing_of(decision, day), decision.ended_under)


def _label(decision: Decision, standing: Standing, ended_by: Decision | None) -> str:
    if standing is Standing.IN_FORCE and decision.ends_on:
        return _("In force until %(last)s") % {"last": show_day(decision.ends_on)}
    first = show_day(decision.takes_effect_on) if decision.takes_effect_on else ""
    return str(_WORDS[standing]) % {"day": first, "by": ended_by or ""}


def _when(decision: Decision) -> str:
    """Its days and its nature; empty for a draft, which has no days yet."""
    if decision.signed_on is None or decision.takes_effect_on is None:
        return ""
    days = {"signed": show_day(decision.signed_on), "first": show_day(decision.takes_effect_on)}
    said = _("signed on %(signed)s, takes effect on %(first)s") % days
    if decision.ends_on:
        said += ", " + _("last day %(last)s") % {"last": show_day(decision.ends_on)}
    if decision.nature != Decision.Nature.BASE:
        said += f" · {decision.get_nature_display()}"
    return said


def timeline(scope: Scope, day: dt.date) -> list[DecisionLine]:
    """Return the decisions that the reader may see, drafts first, then the newest; amendments under their
    base. One query.
    """
    rows = list(Decision.objects.visible_to(scope).select_related("created_by"))
    by_pk = {row.pk: row for row in rows}
    under: dict[int, list[DecisionLine]] = defaultdict(list)
    papers = {paper.value: paper.label for paper in Decision.Paper}
    lines = {}
    for row in rows:
        if row.amends_id in by_pk:
            row.amends = by_pk[row.amends_id]
        # Looked up, not linked: a chain of three thousand papers is deeper than Python takes apart.
        ending = by_pk.get(row.ended_under_id or 0)
        standing = _standing(row, day, ending)
        said = f"{papers[row.paper]} {row}", _label(row, standing, ending), _when(row)
        lines[row.pk] = DecisionLine(row, standing, *said, ending, under[row.pk])
    top = []
    for row in rows:
        if row.amends_id in lines:
            under[row.amends_id].append(lines[row.pk])
        else:
            top.append(lines[row.pk])
    return top
