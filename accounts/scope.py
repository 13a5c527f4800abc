"""What a user may reach today. Worked out once per request by settings.SCOPE_FACTORY (taskforces.scope)."""

import datetime as dt
from dataclasses import dataclass, field

from accounts.models import Role
from accounts.permissions import Reach, reach_of


@dataclass(frozen=True)
class Scope:
    """Rights are those of `today`, whatever day a page shows."""

    user_id: int | None
    today: dt.date
    committee_id: int | None = None
    person_id: int | None = None
    roles: frozenset[Role] = frozenset()
    # Teams he is in today, and those that he leads (by delegation too).
    team_ids: frozenset[int] = frozenset()
    led_team_ids: frozenset[int] = frozenset()
    # Organizations of his teams today with all below them; the cells that he himself is put on.
    organization_ids: frozenset[int] = frozenset()
    own_cell_ids: frozenset[int] = frozenset()
    colleague_ids: frozenset[int] = field(default_factory=frozenset)  # people of his teams

    def reach(self, action: str) -> Reach:
        """How far `action` goes for this user: the widest of his roles."""
        return reach_of(action, self.roles)

    def reaches_all(self, action: str) -> bool:
        return self.reach(action) is Reach.ALL

    def may(self, action: str) -> bool:
        """Whether the action is open to him for at least something."""
        return self.reach(action) is not Reach.NONE
