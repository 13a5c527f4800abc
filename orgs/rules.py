"""What may stand under what (Điều lệ Đảng), and whose head-counts are kept."""

from orgs.models import ARMED_SECTORS, CELL_KINDS, GRASSROOTS_KINDS, Kind

# The kinds that an organization of a kind may stand under.
PARENT_KINDS: dict[Kind, frozenset[Kind]] = {
    Kind.ROOT: frozenset(),
    Kind.BASE_COMMITTEE: frozenset({Kind.ROOT}),
    Kind.BASE_CELL: frozenset({Kind.ROOT}),
    Kind.SECTION: frozenset({Kind.BASE_COMMITTEE}),
    Kind.CELL: frozenset({Kind.BASE_COMMITTEE, Kind.SECTION}),
}
# Parents before children: the order in which states are opened.
RANK: dict[Kind, int] = {
    Kind.ROOT: 0,
    Kind.BASE_COMMITTEE: 1,
    Kind.BASE_CELL: 1,
    Kind.SECTION: 2,
    Kind.CELL: 3,
}


def is_cell(kind: str) -> bool:
    """Whether bodies of this kind hold monthly meetings themselves."""
    return kind in CELL_KINDS


def is_grassroots(kind: str) -> bool:
    """Whether bodies of this kind stand directly under the committee (TCCSĐ)."""
    return kind in GRASSROOTS_KINDS


def is_armed(sector: str) -> bool:
    """Whether head-counts of this sector are kept only where the committee switched it on."""
    return sector in ARMED_SECTORS


def may_stand_under(kind: str, parent_kind: str) -> bool:
    return Kind(parent_kind) in PARENT_KINDS[Kind(kind)]
