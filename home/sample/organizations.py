"""56 grassroots organizations and about 300 cells: names of the source, the rest invented."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from home.sample import facts
from home.sample.book import Book
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


def _villages(dice: random.Random, commune: str) -> list[str]:
    names = list(facts.KNOWN_VILLAGES.get(commune, []))
    wanted = dice.randint(7, 11)
    while len(names) < wanted:
        name = f"{dice.choice(facts.VILLAGE_FIRST)} {dice.choice(facts.VILLAGE_LAST)}"
        if name not in names:
            names.append(name)
    return names


def sketches(dice: random.Random) -> Iterator[Sketch]:
    """The 56 in customary order: thị trấn, communes, quân sự, công an, chi bộ cơ sở."""
    quarters = [(f"Chi bộ khu {n}", Sector.VILLAGE) for n in range(1, facts.TOWNSHIP_QUARTERS + 1)]
    schools = [
        ("Chi bộ Trường Mầm non thị trấn", Sector.SCHOOL),
        ("Chi bộ Trường Tiểu học thị trấn", Sector.SCHOOL),
    ]
    township = f"thị trấn {facts.TOWNSHIP}"
    yield Sketch(
        f"Đảng bộ {township}", Kind.BASE_COMMITTEE, Sector.TOWNSHIP, township, 5, tuple(quarters + schools)
    )
    for commune in facts.COMMUNES:
        cells = [(f"Chi bộ thôn {name}", Sector.VILLAGE) for name in _villages(dice, commune)]
        for office in facts.COMMUNE_OFFICES[: dice.randint(1, 4)]:
            sector = Sector.SCHOOL if office.startswith("Trường") else Sector.AGENCY
            cells.append((f"Chi bộ {office}", sector))
        yield Sketch(
            f"Đảng bộ xã {commune}",
            Kind.BASE_COMMITTEE,
            Sector.COMMUNE,
            f"xã {commune}",
            dice.randrange(15, 76, 5),
            tuple(cells),
        )
    for name, sector, parts in (
        ("Đảng bộ Quân sự huyện", Sector.MILITARY, facts.MILITARY_CELLS),
        ("Đảng bộ Công an huyện", Sector.POLICE, facts.POLICE_CELLS),
    ):
        cells = [(f"Chi bộ {part}", sector) for part in parts]
        yield Sketch(name, Kind.BASE_COMMITTEE, sector, township, 5, tuple(cells))
    for name in facts.AGENCY_CELLS:
        yield Sketch(f"Chi bộ {name}", Kind.BASE_CELL, Sector.AGENCY, township, 5)
    for name in facts.SCHOOL_CELLS:
        yield Sketch(f"Chi bộ {name}", Kind.BASE_CELL, Sector.SCHOOL, township, 10)


def make_organizations(book: Book) -> None:
    """Write the root, the 56 and their cells, each with its state since the sample's founding day."""
    drawn = list(sketches(random.Random(23)))  # noqa: S311  # the same book every time, no secret
    places = {place: minutes for place, minutes in ((one.place, one.minutes) for one in reversed(drawn))}
    Place.objects.bulk_create(
        Place(committee=book.committee, name=name, minutes_from_seat=minutes)
        for name, minutes in sorted(places.items())
    )
    place_of = {place.name: place for place in Place.objects.filter(committee=book.committee)}
    root = _identities(book, [("root", 0)])[0]
    _states(book, [(root, ROOT_NAME, Kind.ROOT, None, Sector.OTHER, None)])
    book.grassroots = _identities(book, [(_code(one.name), 1000 * (n + 1)) for n, one in enumerate(drawn)])
    _states(
        book,
        [
            (made, one.name, one.kind, root, one.sector, place_of[one.place])
            for made, one in zip(book.grassroots, drawn, strict=True)
        ],
    )
    for made, one in zip(book.grassroots, drawn, strict=True):
        book.names[made.pk] = one.name
        codes = [(f"{made.code}-{n:02}", made.order + n) for n in range(1, len(one.cells) + 1)]
        book.cells[made.pk] = _identities(book, codes) if one.cells else [made]
        _states(
            book,
            [
                (cell, name, Kind.CELL, made, sector, place_of[one.place])
                for cell, (name, sector) in zip(book.cells[made.pk], one.cells, strict=bool(one.cells))
            ],
        )
    _record_beginnings(book)


def _code(name: str) -> str:
    """Return a code short enough to be followed by a cell's number."""
    return slug(name)[:36].rstrip("-")


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
    book: Book, rows: list[tuple[Organization, str, Kind, Organization | None, Sector, Place | None]]
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
    made = {one.pk: one for one in book.grassroots} | {
        cell.pk: cell for cells in book.cells.values() for cell in cells
    }
    SuccessionPart.objects.bulk_create(
        SuccessionPart(succession=book.founding, organization=one, fate=SuccessionPart.Fate.BEGINS)
        for one in made.values()
    )
