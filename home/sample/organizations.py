"""56 grassroots organizations and about 300 cells: names of the source, the rest invented."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from home.sample import facts
from home.sample.book import Book
from home.sample.places import make_places
from orgs.models import Kind, Organization, OrganizationState, Place, Sector, SuccessionPart
from tramgdinh.text.slugs import slug

ROOT_NAME = "Đảng bộ huyện Tràng Định"


@dataclass(frozen=True)
class Sketch:
    """A grassroots organization to be made, with the names of its cells."""

    name: str
    kind: Kind
    sector: Sector
    place: str
    minutes: int
    cells: tuple[tuple[str, Sector], ...] = ()


def _mark(name: str) -> str:
    return name + facts.MARK


def _village_cells(dice: random.Random, commune: str) -> Iterator[str]:
    known = facts.KNOWN_VILLAGES.get(commune, [])
    yield from (f"Chi bộ thôn {name}" for name in known)
    taken = set(known)
    wanted = dice.randint(7, 11)
    while len(taken) < wanted:
        name = f"{dice.choice(facts.VILLAGE_FIRST)} {dice.choice(facts.VILLAGE_LAST)}"
        if name not in taken:
            taken.add(name)
            yield _mark(f"Chi bộ thôn {name}")


def sketches(dice: random.Random) -> Iterator[Sketch]:
    """The 56 in customary order: thị trấn, communes, quân sự, công an, chi bộ cơ sở."""
    committee, cell = Kind.BASE_COMMITTEE, Kind.BASE_CELL
    township = f"thị trấn {facts.TOWNSHIP}"
    quarters = [(_mark(f"Chi bộ khu {n}"), Sector.VILLAGE) for n in range(1, facts.TOWNSHIP_QUARTERS + 1)]
    schools = [(_mark(f"Chi bộ {name} thị trấn"), Sector.SCHOOL) for name in facts.COMMUNE_OFFICES[1:3]]
    cells = tuple(quarters + schools)
    yield Sketch(f"Đảng bộ {township}", committee, Sector.TOWNSHIP, township, 5, cells)
    for commune in facts.COMMUNES:
        villages = [(name, Sector.VILLAGE) for name in _village_cells(dice, commune)]
        offices = [
            (_mark(f"Chi bộ {name}"), Sector.SCHOOL if name.startswith("Trường") else Sector.AGENCY)
            for name in facts.COMMUNE_OFFICES[: dice.randint(1, 4)]
        ]
        minutes = dice.randrange(15, 71, 5)
        cells = tuple(villages + offices)
        yield Sketch(f"Đảng bộ xã {commune}", committee, Sector.COMMUNE, f"xã {commune}", minutes, cells)
    for name, sector, parts in (
        ("Đảng bộ Quân sự huyện", Sector.MILITARY, facts.MILITARY_CELLS),
        ("Đảng bộ Công an huyện", Sector.POLICE, facts.POLICE_CELLS),
    ):
        cells = tuple((_mark(f"Chi bộ {part}"), sector) for part in parts)
        yield Sketch(name, committee, sector, township, 5, cells)
    for name in facts.AGENCY_CELLS:
        yield Sketch(_mark(f"Chi bộ {name}"), cell, Sector.AGENCY, township, 5)
    for name in facts.SCHOOL_CELLS:
        yield Sketch(_mark(f"Chi bộ {name}"), cell, Sector.SCHOOL, township, 10)


def make_organizations(book: Book) -> None:
    """Write the root, the 56 and their cells, each with its state since the sample's founding day."""
    drawn = list(sketches(random.Random(23)))  # noqa: S311  # the same book every time, no secret
    place_of = make_places(book, {one.place: one.minutes for one in reversed(drawn)})
    root = _identities(book, [("root", 0)])[0]
    _states(book, [(root, ROOT_NAME, Kind.ROOT, None, Sector.OTHER, None)])
    book.grassroots = _identities(book, [(_code(one.name), 1000 * (n + 1)) for n, one in enumerate(drawn)])
    pairs = list(zip(book.grassroots, drawn, strict=True))
    _states(book, [(made, one.name, one.kind, root, one.sector, place_of[one.place]) for made, one in pairs])
    codes = [(f"{made.code}-{n:02}", made.order + n) for made, one in pairs for n in range(1, len(one.cells) + 1)]
    cells = iter(_identities(book, codes))
    rows = []
    for made, one in pairs:
        book.names[made.pk] = one.name
        book.cells[made.pk] = [next(cells) for _cell in one.cells] or [made]
        book.sectors |= {made.pk: one.sector}
        for cell, (name, sector) in zip(book.cells[made.pk], one.cells, strict=bool(one.cells)):
            rows.append((cell, name, Kind.CELL, made, sector, place_of[one.place]))
            book.names[cell.pk] = name
            book.sectors[cell.pk] = sector
    _states(book, rows)
    _record_beginnings(book)


def _code(name: str) -> str:
    """Return a code short enough to be followed by a cell's number."""
    return slug(name.removesuffix(facts.MARK))[:36].rstrip("-")


def _identities(book: Book, codes: list[tuple[str, int]]) -> list[Organization]:
    return Organization.objects.bulk_create(
        Organization(
            committee=book.committee,
            code=code,
            order=order,
            founded_on=facts.FOUNDED_ON,
            founded_under=book.founding,
            recorded_by=book.by,
        )
        for code, order in codes
    )


def _states(
    book: Book, rows: Sequence[tuple[Organization, str, Kind, Organization | None, Sector, Place | None]]
) -> None:
    states = [
        OrganizationState(
            organization=organization,
            name=name,
            kind=kind,
            parent=parent,
            sector=sector,
            place=place,
            starts_on=facts.FOUNDED_ON,
            opened_under=book.founding,
            recorded_by=book.by,
        )
        for organization, name, kind, parent, sector, place in rows
    ]
    for state in states:
        state.fold_name()
    OrganizationState.objects.bulk_create(states)


def _record_beginnings(book: Book) -> None:
    made = {one.pk: one for one in book.grassroots} | {cell.pk: cell for cells in book.cells.values() for cell in cells}
    SuccessionPart.objects.bulk_create(
        SuccessionPart(succession=book.founding, organization=one, fate=SuccessionPart.Fate.BEGINS)
        for one in made.values()
    )
