"""The one declared table: role × scope × action. Pages, admin, exports and search all ask it."""

import enum
from collections.abc import Callable, Iterable
from typing import Any

from accounts.models import Role


class Reach(enum.IntEnum):
    """How far an action goes: nothing, one's own duties, one's teams, the whole committee."""

    NONE = 0
    OWN = 1
    TEAM = 2
    ALL = 3


_A, _S, _L, _I, _TL, _M = (
    Role.ADMINISTRATOR,
    Role.STAFF,
    Role.LEADER,
    Role.INSPECTOR,
    Role.TEAM_LEADER,
    Role.MEMBER,
)
_READERS = {_A: Reach.ALL, _S: Reach.ALL, _L: Reach.ALL, _I: Reach.ALL}
_TEAMS = {_TL: Reach.TEAM, _M: Reach.TEAM}
_STAFF = {_S: Reach.ALL}

ACTIONS: dict[str, dict[Role, Reach]] = {
    "home.read": dict.fromkeys(Role, Reach.ALL),
    "search.read": dict.fromkeys(Role, Reach.ALL),
    "organization.read": _READERS | _TEAMS,
    "organization.export": _READERS | _TEAMS,
    "organization.event": _STAFF,
    "person.read": _READERS | _TEAMS,
    "person.write": _STAFF,
    # An issued decision is an office paper that everyone on a team works under; drafts are staff's.
    "decision.read": _READERS | {_TL: Reach.ALL, _M: Reach.ALL},
    "decision.draft": _STAFF,
    "decision.issue": _STAFF,
    "assignment.read": _READERS | _TEAMS,
    "assignment.reassign": {_A: Reach.ALL, _S: Reach.ALL},
    "team.read": _READERS | _TEAMS,
    "team.delegate": _STAFF | {_TL: Reach.TEAM},
    "meeting.read": _READERS | _TEAMS,
    "meeting.plan": _STAFF,
    "meeting.report": _STAFF | {_TL: Reach.TEAM, _M: Reach.OWN},
    "rating.read": _READERS | _TEAMS,
    "rating.write": _STAFF,
    "account.read": {_A: Reach.ALL},
    "account.write": {_A: Reach.ALL},
    "access_log.read": {_A: Reach.ALL},
    "admin.enter": {_A: Reach.ALL},
    # Places, roads, names of the committee: data that an administrator keeps in the admin site.
    "reference.write": {_A: Reach.ALL},
    "sample.settings": {_A: Reach.ALL},
}


def reach_of(action: str, roles: Iterable[Role]) -> Reach:
    """Return the widest reach of `action` over `roles`; roles add up."""
    row = ACTIONS[action]
    return max((row.get(role, Reach.NONE) for role in roles), default=Reach.NONE)


def action[V: Callable[..., Any]](name: str) -> Callable[[V], V]:
    """Declare which action of the table a view carries out; the middleware asks it before the view runs."""
    if name not in ACTIONS:
        raise LookupError(name)

    def declare(view: V) -> V:
        view.action = name  # type: ignore[attr-defined]
        return view

    return declare
