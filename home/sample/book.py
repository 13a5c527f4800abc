"""What the parts of the sample hand to one another while it is being made."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from accounts.history import history
from accounts.models import User
from orgs.models import ARMED_SECTORS, Committee, Organization, Person, Succession


@dataclass
class Book:
    """The sample under construction; `cells` are in customary order under their grassroots organization."""

    committee: Committee
    by: User
    founding: Succession
    grassroots: list[Organization] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    sectors: dict[int, str] = field(default_factory=dict)
    cells: dict[int, list[Organization]] = field(default_factory=dict)
    officers: list[Person] = field(default_factory=list)
    secretaries: list[Person] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)  # officer's id → post as printed

    def all_cells(self) -> list[Organization]:
        """Every cell, those of one grassroots organization after the other."""
        return [cell for cells in self.cells.values() for cell in cells]

    def is_armed(self, cell: Organization) -> bool:
        """Whether it belongs to the military or the police."""
        return self.sectors[cell.pk] in ARMED_SECTORS

    def writing(self, verb: str = "load_sample", reason: str = "mẫu") -> AbstractContextManager[None]:
        """Return the history context of the sample: a service used in between leaves its own verb behind."""
        return history(by=self.by, verb=verb, reason=reason)

    def named(self, name: str) -> Organization:
        """The grassroots organization of this name."""
        return next(one for one in self.grassroots if self.names[one.pk] == name)

    def cell_named(self, name: str) -> Organization:
        """The cell of this name; the first, if several communes have one."""
        return next(cell for cell in self.all_cells() if self.names[cell.pk] == name)
