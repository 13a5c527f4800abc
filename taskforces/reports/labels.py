"""What organizations were called on a day, for rows that know only their ids."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from orgs.models import CELL_KINDS, OrganizationState


@dataclass(frozen=True, slots=True)
class Label:
    """An organization as it was: its name, and the grassroots organization in which it stood."""

    organization_id: int
    name: str
    within: str = ""
    within_id: int | None = None
    is_cell: bool = False

    @property
    def long_name(self) -> str:
        return f"{self.name} ({self.within})" if self.within else self.name


def labels_on(ids: Iterable[int], day: dt.date) -> dict[int, Label]:
    """Return the labels of `ids` as of `day`, in two queries; one that had ended keeps its last name."""
    states = _states(set(ids), day)
    roots = {
        state.grassroots_id for state in states.values() if state.grassroots_id not in (None, state.organization_id)
    }
    above = _states({root for root in roots if root is not None}, day)
    return {pk: _label(state, above) for pk, state in states.items()}


def _label(state: OrganizationState, above: dict[int, OrganizationState]) -> Label:
    root_id = state.grassroots_id
    root = above.get(root_id) if root_id is not None and root_id != state.organization_id else None
    return Label(
        organization_id=state.organization_id,
        name=state.name,
        within=root.name if root else "",
        within_id=state.grassroots_id,
        is_cell=state.kind in CELL_KINDS,
    )


def _states(ids: set[int], day: dt.date) -> dict[int, OrganizationState]:
    found: dict[int, OrganizationState] = {}
    rows = OrganizationState.objects.live().filter(organization_id__in=ids).order_by("starts_on")
    for state in rows.only("organization_id", "name", "kind", "grassroots_id", "starts_on"):
        # The last that had begun by the day; of one founded later, its first.
        if state.starts_on <= day or state.organization_id not in found:
            found[state.organization_id] = state
    return found
