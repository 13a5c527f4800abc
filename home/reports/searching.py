"""Search over all: organizations as of today, people, teams, decisions; never more than the reader may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from accounts.scope import Scope
from orgs.models import OrganizationState, Person
from taskforces.models import Decision

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
    """Return what matches every word of `text`, tones and case folded; a number finds a decision. Three queries."""
    day = scope.today
    states = OrganizationState.objects.on(day).visible_to(scope).matching(text).with_parents(day).customary()
    return Results(
        organizations=_first(states),
        people=_first(Person.objects.visible_to(scope).matching(text)),
        decisions=_first(_decisions(text, scope)),
    )


def _decisions(text: str, scope: Scope) -> QuerySet[Decision]:
    number = text.split("-", maxsplit=1)[0].strip()
    known = Q(subject__icontains=text)
    if number.isdecimal() and len(number) < 9:
        known |= Q(number=int(number))
    return Decision.objects.visible_to(scope).filter(known)


def _first(rows: QuerySet[Any]) -> Found:
    some = list(rows[: MOST + 1])
    return Found(rows=some[:MOST], more=len(some) > MOST)
