"""What the parts of the sample hand to one another while it is being made."""

from dataclasses import dataclass, field

from accounts.models import User
from orgs.models import Committee, Organization, Person, Succession


@dataclass
class Book:
    """The sample under construction; `cells` are in customary order under their grassroots organization."""

    committee: Committee
    by: User
    founding: Succession
    grassroots: list[Organization] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    cells: dict[int, list[Organization]] = field(default_factory=dict)
    officers: list[Person] = field(default_factory=list)
    secretaries: list[Person] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)  # officer's id → post as printed

    def named(self, name: str) -> Organization:
        """The grassroots organization of this name."""
        return next(one for one in self.grassroots if self.names[one.pk] == name)
