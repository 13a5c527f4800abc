"""What the triggers recorded of one row, in words: who, when, from what to what."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.verbs import verb_text
from tramgdinh.text.dates import show_day

# Said by the entry itself, or of no use to a reader.
_HIDDEN = {"id", "recorded_at", "recorded_by", "created_at", "created_by", "order"}


@dataclass(frozen=True)
class Change:
    """One field, before and after, as words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One write: who, when, with which verb and why, and what it changed."""

    at: dt.datetime
    by: str
    verb: str
    reason: str
    changes: list[Change]


def history_of(row: models.Model) -> list[Entry]:
    """Return the writes of `row`, newest first; nothing for a model whose history is not kept. A query per relation."""
    events = getattr(type(row), "pgh_event_model", None)
    if events is None:
        return []
    rows = list(events.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id"))
    fields = [
        field
        for field in type(row)._meta.concrete_fields
        if field.name not in _HIDDEN and any(field.name == kept.name for kept in events._meta.concrete_fields)
    ]
    names = {field.name: _names(field, rows) for field in fields if field.is_relation}
    entries = []
    before: Any = None
    for now in rows:
        changes = [
            Change(capfirst(str(field.verbose_name)), was, after)
            for field in fields
            if (was := _show(field, before, names)) != (after := _show(field, now, names))
        ]
        context = now.pgh_context or {}
        entries.append(
            Entry(
                at=now.pgh_created_at,
                by=context.get("name") or _("without a name"),
                verb=verb_text(context.get("verb", ""), now.pgh_label),
                reason=context.get("reason", ""),
                changes=changes,
            )
        )
        before = now
    return entries[::-1]


def _names(field: Any, rows: list[Any]) -> dict[Any, str]:
    ids = {value for row in rows if (value := getattr(row, field.attname)) is not None}
    return {pk: str(found) for pk, found in field.related_model._base_manager.in_bulk(ids).items()} if ids else {}


def _show(field: Any, row: Any, names: dict[str, dict[Any, str]]) -> str:
    if row is None:
        return ""
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names[field.name].get(value, str(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value)
        return f"{local:%H:%M} {show_day(local.date())}"
    return show_day(value) if isinstance(value, dt.date) else str(value)
