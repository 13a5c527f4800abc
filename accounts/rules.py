"""May this person? The declared table answers for actions, `visible_to` for rows; this predicate joins them."""

from django.db import models

from accounts.scope import Scope


def can_see(scope: Scope, thing: models.Model) -> bool:
    """Whether `thing` is among the rows that the holder of `scope` may see. One query."""
    rows = type(thing)._default_manager.visible_to(scope)  # type: ignore[attr-defined]
    return bool(rows.filter(pk=thing.pk).exists())
