"""Ai đổi gì, lúc nào, từ gì sang gì: what the triggers recorded of rows, for any model whose history is kept."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.verbs import verb_text
from tramgdinh.text.dates import show_day

# Said by the entry itself, or of no use to a reader.
_HIDDEN = {"id", "recorded_at", "recorded_by", "created_at", "created_by", "voided_by", "order"}


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after, as words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: who, when, with which verb and why, and what it changed in all the rows asked for."""

    at: dt.datetime
    by: str
    verb: str
    reason: str
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows whose history is asked for. `follows`: a new row is told against the last one with the same value there."""

    model: type[models.Model]
    ids: Collection[int]
    follows: str = ""
    hidden: frozenset[str] = frozenset()
    label: str = ""  # said before each field, where rows of several kinds are told together


def changes_of(*kept: Kept) -> list[Entry]:
    """Return the acts that wrote these rows, newest first. A query a model, and one a related model for its names."""
    events = [(source, event) for source in kept for event in _events(source)]
    events.sort(key=lambda pair: (pair[1].pgh_created_at, pair[1].pgh_id))
    names = _Names(events)
    acts: dict[Any, Entry] = {}
    last: dict[tuple[type[models.Model], str, Any], Any] = {}
    for source, event in events:
        before = last.get((source.model, "row", event.pgh_obj_id))
        if before is None and source.follows:
            before = last.get((source.model, "line", getattr(event, source.follows)))
        changes = list(_changes(source, before, event, names))
        last[source.model, "row", event.pgh_obj_id] = event
        if source.follows:
            last[source.model, "line", getattr(event, source.follows)] = event
        entry = acts.setdefault(event.pgh_context_id or event.pgh_created_at, _entry(event))
        entry.changes.extend(change for change in changes if change not in entry.changes)
    return list(reversed(acts.values()))


def _events(source: Kept) -> Iterable[Any]:
    model: Any = getattr(source.model, "pgh_event_model", None)
    return list(model.objects.filter(pgh_obj_id__in=source.ids)) if model and source.ids else []


def _entry(event: Any) -> Entry:
    context = event.pgh_context or {}
    return Entry(
        at=event.pgh_created_at,
        by=context.get("name") or _("without a name"),
        verb=verb_text(context.get("verb", ""), event.pgh_label),
        reason=context.get("reason", ""),
    )


def _fields(source: Kept) -> list[Any]:
    model: Any = source.model
    there = {field.name for field in model.pgh_event_model._meta.concrete_fields}
    hidden = _HIDDEN | source.hidden
    return [f for f in model._meta.concrete_fields if f.name in there and f.name not in hidden]


def _changes(source: Kept, before: Any, now: Any, names: "_Names") -> Iterable[Change]:
    # The row that follows another begins where that one ended: its last day is no news.
    skipped = {"ends_on", "ended_under"} if before is not None and before.pgh_obj_id != now.pgh_obj_id else set()
    for each in _fields(source):
        was, after = names.show(each, before), names.show(each, now)
        if was != after and each.name not in skipped:
            name = f"{source.label}, {each.verbose_name}" if source.label else str(each.verbose_name)
            yield Change(capfirst(name), was, after)


class _Names:
    """Values in words; what relations point at is named in one query a model."""

    def __init__(self, events: Iterable[tuple[Kept, Any]]) -> None:
        wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        for source, event in events:
            for each in _fields(source):
                if each.is_relation and (value := getattr(event, each.attname)) is not None:
                    wanted[each.related_model].add(value)
        self.names = {model: self._named(model, ids) for model, ids in wanted.items()}

    @staticmethod
    def _named(model: Any, ids: set[Any]) -> dict[Any, str]:
        states = {relation.name for relation in model._meta.related_objects}
        if "states" in states:
            # An organization's own `str` is its code; people know it by its last name.
            rows = model.objects.filter(pk__in=ids, states__voided_at=None).order_by("states__starts_on")
            return dict(rows.values_list("pk", "states__name"))
        return {pk: str(row) for pk, row in model.objects.in_bulk(ids).items()}

    def show(self, each: Any, row: Any) -> str:
        value = None if row is None else getattr(row, each.attname)
        if value is None or value == "":
            return ""
        if each.is_relation:
            return self.names[each.related_model].get(value, str(value))
        if each.choices:
            return str(dict(each.flatchoices).get(value, value))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, dt.datetime):
            local = timezone.localtime(value)
            return f"{local:%H:%M} {show_day(local.date())}"
        return show_day(value) if isinstance(value, dt.date) else str(value)
