"""The book of events: what each did to which organizations, by the names of its day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.scope import Scope
from orgs.models import Organization, OrganizationState, Succession, SuccessionPart
from orgs.reports.life import Named, Names

Fate = SuccessionPart.Fate


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its organizations; those that the reader may not see are left out."""

    row: Succession
    ended: list[Named] = field(default_factory=list)
    begun: list[Named] = field(default_factory=list)
    went_on: list[Named] = field(default_factory=list)
    # What the first one was called and under whom before and after, for a renaming or a move.
    change: str = ""


def events_of(rows: Iterable[Succession], *, scope: Scope) -> list[Event]:
    """Return the events in the order of `rows`, in four queries. The parts of a founding of hundreds are cut at 20."""
    events = {row.pk: Event(row) for row in rows}
    parts = SuccessionPart.objects.filter(succession_id__in=events).order_by("organization__order", "pk")
    visible = Organization.objects.visible_to(scope)
    told = parts.filter(organization__in=visible).values_list("succession_id", "organization_id", "fate").distinct()
    found = [(pk, organization, fate) for pk, organization, fate in told]
    names = Names({organization for _pk, organization, _fate in found})
    seen: dict[tuple[int, str], set[int]] = defaultdict(set)
    for pk, organization, fate in found:
        event = events[pk]
        if organization in seen[pk, fate]:
            continue
        seen[pk, fate].add(organization)
        rows_of = {Fate.ENDS: event.ended, Fate.BEGINS: event.begun}.get(Fate(fate), event.went_on)
        rows_of.append(Named(organization, names.on(organization, event.row.takes_effect_on)))
    return list(_with_changes(events).values())


def _with_changes(events: dict[int, Event]) -> dict[int, Event]:
    """Say of a renaming what the name was before."""
    renamed = [pk for pk, event in events.items() if event.row.event == Succession.Event.RENAME]
    before = OrganizationState.objects.filter(ended_under_id__in=renamed).values_list("ended_under_id", "name")
    names = dict(before)
    return {
        pk: Event(event.row, event.ended, event.begun, event.went_on, names.get(pk, "")) for pk, event in events.items()
    }
