"""What a user may reach today. Worked out once per request by settings.SCOPE_FACTORY (taskforces.scope)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from accounts.models import Role
from accounts.permissions import Reach, reach_of

type Ids = Callable[[], frozenset[int]]


@dataclass(frozen=True)
class Scope:
    """Rights are those of `today`, whatever day a page shows. Ids of teams' things are looked up when first asked."""

    user_id: int | None
    today: dt.date
    committee_id: int | None = None
    person_id: int | None = None
    name: str = ""  # of the person, else of the account
    roles: frozenset[Role] = frozenset()
    # Teams he is in today, and those that he leads (by delegation too).
    team_ids: frozenset[int] = frozenset()
    led_team_ids: frozenset[int] = frozenset()
    find_organizations: Ids = field(default=frozenset, repr=False, compare=False)
    find_colleagues: Ids = field(default=frozenset, repr=False, compare=False)

    @cached_property
    def organization_ids(self) -> frozenset[int]:
        """Organizations of his teams today with all below them, and the cells that he himself is put on."""
        return self.find_organizations()

    @cached_property
    def colleague_ids(self) -> frozenset[int]:
        """People of his teams, himself among them."""
        return self.find_colleagues()

    def reach(self, action: str) -> Reach:
        """How far `action` goes for this user: the widest of his roles."""
        return reach_of(action, self.roles)

    def reaches_all(self, action: str) -> bool:
        return self.reach(action) is Reach.ALL

    def may(self, action: str) -> bool:
        """Whether the action is open to him for at least something."""
        return self.reach(action) is not Reach.NONE
