"""Rows of the page "who answers": cells that match a name, each with its one answer on the day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Window

from accounts.scope import Scope
from orgs.models import CELL_KINDS, GRASSROOTS_KINDS, Kind, OrganizationState
from taskforces.reports.answers import Answer, answers_on

MOST = 50


@dataclass(frozen=True)
class AnswerRow:
    """A cell (or grassroots organization) as it was on the day, and who answers for it."""

    state: OrganizationState
    under: str  # name of the grassroots organization that it stands in; empty for one itself
    answer: Answer

    @property
    def forgotten(self) -> bool:
        """Whether the decision in force says nothing of this cell: only an oversight is "chưa phân công"."""
        return self.state.kind in CELL_KINDS and self.answer.unsaid


def find_answers(*, text: str, day: dt.date, scope: Scope) -> tuple[list[AnswerRow], int]:
    """Return at most MOST rows whose name holds the words of `text`, and how many there are in all."""
    states = OrganizationState.objects.on(day).visible_to(scope).exclude(kind__in=[Kind.ROOT, Kind.SECTION])
    states = states.matching(text)
    # The number of all beside each row: the page costs the same for one cell and for thousands.
    counted = states.with_parents(day).select_related("organization").annotate(total=Window(Count("pk")))
    rows = list(counted.customary()[:MOST])
    return _with_answers(rows, day), rows[0].total if rows else 0


def answer_for(*, organization_id: int, day: dt.date, scope: Scope) -> AnswerRow | None:
    """Return the row of one organization; None if it did not exist on `day`."""
    states = OrganizationState.objects.on(day).visible_to(scope).filter(organization_id=organization_id)
    rows = _with_answers(list(states.with_parents(day).select_related("organization")), day)
    return rows[0] if rows else None


def _with_answers(states: Sequence[OrganizationState], day: dt.date) -> list[AnswerRow]:
    answers = answers_on(day, {state.organization_id: state.grassroots_id for state in states})
    return [
        AnswerRow(
            state=state,
            under="" if state.kind in GRASSROOTS_KINDS else state.grassroots_name or "",  # type: ignore[attr-defined]
            answer=answers[state.organization_id],
        )
        for state in states
    ]
