"""Search over all: organizations as of today, people, teams, decisions; never more than the reader may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.scope import Scope
from orgs.models import OrganizationState, Person
from taskforces.models import Decision
from tramgdinh.text.folding import fold, fold_query

MOST = 20


@dataclass(frozen=True)
class Found:
    """The first MOST hits of one kind, and whether there are more."""

    rows: list[Any]
    more: bool


@dataclass(frozen=True)
class Results:
    organizations: Found
    people: Found
    decisions: Found

    @property
    def empty(self) -> bool:
        return not (self.organizations.rows or self.people.rows or self.decisions.rows)


def search_all(*, text: str, scope: Scope) -> Results:
    """Return what matches every word of `text`, tones and case folded. Three queries."""
    day = scope.today
    states = OrganizationState.objects.on(day).visible_to(scope).matching(text).with_parents(day).customary()
    return Results(
        organizations=_first(states),
        people=_first(Person.objects.visible_to(scope).matching(text)),
        decisions=_first(_decisions(text, scope)),
    )


def _decisions(text: str, scope: Scope) -> list[Decision]:
    # A committee has some hundred decisions: folding them here needs no stored column.
    words = fold_query(text)
    rows = Decision.objects.visible_to(scope)
    return [row for row in rows if all(word in fold(f"{row} {row.subject}") for word in words)]


def _first(rows: QuerySet[Any] | list[Any]) -> Found:
    some = list(rows[: MOST + 1])
    return Found(rows=some[:MOST], more=len(some) > MOST)
