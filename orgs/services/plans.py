"""An event in the life of organizations as it is asked for: who ends, goes on, begins. Nothing here writes."""

import datetime as dt
from dataclasses import dataclass
from dataclasses import field as part

from orgs.models import Committee, Kind, Organization, Place, Sector, Succession

# An organization that is there, or the key of one that the same plan founds.
type Ref = Organization | str


@dataclass(frozen=True)
class Paper:
    """The Party's own decision behind an event; `resolution` is the administrative one, whose day differs."""

    number: str
    signed_on: dt.date | None = None
    resolution: str = ""
    note: str = ""


@dataclass(frozen=True)
class Begins:
    """An organization to be founded. Without a code it gets one from its name."""

    key: str
    name: str
    kind: Kind
    parent: Ref | None
    sector: Sector = Sector.OTHER
    place: Place | None = None
    code: str = ""
    order: int = 0


@dataclass(frozen=True)
class GoesOn:
    """An organization that stays the same identity; what is None stays as it was."""

    organization: Organization
    name: str | None = None
    kind: Kind | None = None
    parent: Ref | None = None
    sector: Sector | None = None
    place: Place | None = None


@dataclass(frozen=True)
class Ends:
    """An organization whose last day is the day before; `into`: those that what it was goes to."""

    organization: Organization
    into: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Many-to-many: a founding, an ending, a renaming, a move, a change of kind, a merger or a split."""

    committee: Committee
    event: Succession.Event
    takes_effect_on: dt.date
    paper: Paper
    begins: tuple[Begins, ...] = part(default=())
    goes_on: tuple[GoesOn, ...] = part(default=())
    ends: tuple[Ends, ...] = part(default=())

    @property
    def last_day(self) -> dt.date:
        """The last day of what the event ends."""
        return self.takes_effect_on - dt.timedelta(days=1)

    def organization_ids(self) -> set[int]:
        """Every organization that the plan names, parents and successors too."""
        refs: list[Ref | None] = [row.parent for row in self.begins]
        refs += [row.parent for row in self.goes_on] + [row.organization for row in self.goes_on]
        refs += [row.organization for row in self.ends]
        refs += [ref for row in self.ends for ref in row.into]
        return {ref.pk for ref in refs if isinstance(ref, Organization)}
