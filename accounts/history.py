"""The audit event of a write: who, what verb, why, under which decision. Kept by triggers on each row's history."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pghistory

if TYPE_CHECKING:
    from accounts.models import User


@contextlib.contextmanager
def history(*, by: "User", verb: str, reason: str = "", decision: int | None = None) -> Iterator[None]:
    """Mark every row written inside with who did it, the verb of the service, the reason and the decision's id."""
    facts = {"by": by.pk, "name": by.username, "verb": verb, "reason": reason, "decision": decision}
    with pghistory.context(**{key: value for key, value in facts.items() if value not in (None, "")}):
        yield
