"""May this person? The declared table answers for actions, `visible_to` for rows; these two predicates are all."""

from django.db import models

from accounts.permissions import Reach
from accounts.scope import Scope


def can_do(scope: Scope, action: str) -> bool:
    """Whether `action` of the declared table is open to the holder of `scope` for at least something."""
    return scope.may(action)


def can_see(scope: Scope, thing: models.Model) -> bool:
    """Whether `thing` is among the rows that the holder of `scope` may see. One query."""
    rows = type(thing)._default_manager.visible_to(scope)  # type: ignore[attr-defined]
    return bool(rows.filter(pk=thing.pk).exists())


def can_manage_accounts(scope: Scope) -> bool:
    """Whether accounts and roles of the committee are his to make and end."""
    return scope.reach("account.write") is Reach.ALL
