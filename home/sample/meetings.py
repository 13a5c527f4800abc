"""The months' meetings: expected by the cells' patterns, moved where Tết or the first decision stood in the way."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from home.sample.book import Book
from meetings.models import Meeting
from meetings.rules import next_month
from meetings.services import expect_month
from taskforces.models import Assignment

FIRST_MONTH, LAST_MONTH = dt.date(2018, 10, 1), dt.date(2020, 3, 1)


@dataclass(frozen=True)
class Move:
    """Days of a month that are in the way, and the days that its meetings moved to."""

    first: dt.date
    last: dt.date
    to: tuple[dt.date, ...]
    why: str
    all_of_them: bool = False


def _days(year: int, month: int, *days: int) -> tuple[dt.date, ...]:
    return tuple(dt.date(year, month, day) for day in days)


HOLIDAY = "Trùng ngày nghỉ lễ"
MOVES = {
    dt.date(2018, 10, 1): [
        Move(
            dt.date(2018, 10, 1),
            dt.date(2018, 10, 14),
            _days(2018, 10, 15, 16, 17, 18, 19, 22, 23, 24, 25, 26),
            "Sinh hoạt sau khi có Quyết định 706 (mẫu)",
            all_of_them=True,
        )
    ],
    dt.date(2019, 1, 1): [Move(dt.date(2019, 1, 1), dt.date(2019, 1, 1), _days(2019, 1, 2, 3), HOLIDAY)],
    # Tết Kỷ Hợi: 5/2/2019, holidays from 2/2 to 10/2.
    dt.date(2019, 2, 1): [
        Move(
            dt.date(2019, 2, 1),
            dt.date(2019, 2, 10),
            (*_days(2019, 1, 30), *_days(2019, 2, 11, 12, 13, 14, 15)),
            "Trùng Tết Nguyên đán Kỷ Hợi",
        )
    ],
    dt.date(2019, 5, 1): [Move(dt.date(2019, 5, 1), dt.date(2019, 5, 1), _days(2019, 5, 2, 3), HOLIDAY)],
    dt.date(2019, 9, 1): [Move(dt.date(2019, 9, 2), dt.date(2019, 9, 2), _days(2019, 9, 3, 4), HOLIDAY)],
    # Tết Canh Tý: 25/1/2020, holidays from 23/1 to 29/1.
    dt.date(2020, 1, 1): [
        Move(dt.date(2020, 1, 1), dt.date(2020, 1, 1), _days(2020, 1, 2, 3), HOLIDAY),
        Move(
            dt.date(2020, 1, 23),
            dt.date(2020, 1, 29),
            _days(2020, 1, 20, 21, 31),
            "Trùng Tết Nguyên đán Canh Tý",
        ),
    ],
}
STAYED_IN_SPITE = 0.04
QUARTER_END, YEAR_END = 3, 12
MODEL_MONTH, MODEL_CELL = dt.date(2019, 5, 1), "Chi bộ thôn Nà Cà"


def months() -> Iterator[dt.date]:
    """Every month of the sample, the one after the working day included."""
    month = FIRST_MONTH
    while month <= LAST_MONTH:
        yield month
        month = next_month(month)


def plan_meetings(book: Book) -> None:
    """Plan the expected meetings of every month, move those in the way, and add thematic ones and reviews."""
    dice = random.Random(2018)  # noqa: S311  # the same book every time, no secret
    for month in months():
        expect_month(committee=book.committee, month=month, by=book.by)
        for move in MOVES.get(month, ()):
            _move(book, month, move, dice)
    with book.writing():
        _plan_beside(book, dice)
        model = Meeting.objects.of_month(MODEL_MONTH).filter(cell=book.cell_named(MODEL_CELL))
        model.update(is_model=True)


def _move(book: Book, month: dt.date, move: Move, dice: random.Random) -> None:
    moved: dict[dt.date, list[UUID]] = defaultdict(list)
    rows = Meeting.objects.of_month(month).filter(planned_on__range=(move.first, move.last))
    for pk in rows.order_by("cell__order").values_list("pk", flat=True):
        if move.all_of_them or dice.random() > STAYED_IN_SPITE:
            moved[dice.choice(move.to)].append(pk)
    with book.writing("move_meeting", move.why):
        for day, ids in moved.items():
            Meeting.objects.filter(pk__in=ids).update(planned_on=day)


def _plan_beside(book: Book, dice: random.Random) -> None:
    """Thematic meetings at quarters' ends in cells with a member in charge, year-end reviews in chi bộ cơ sở."""
    known = set(Assignment.objects.in_charge().values_list("cell_id", flat=True))
    thematic = [cell.pk for cell in book.all_cells() if cell.pk in known][::3]
    reviews = [cells[0].pk for base, cells in book.cells.items() if cells[0].pk == base]

    wanted = [
        (month, pk, Meeting.Kind.THEMATIC, dice.randint(13, 17))
        for month in months()
        if month.month % QUARTER_END == 0
        for pk in thematic
    ]
    wanted += [
        (month, pk, Meeting.Kind.REVIEW, dice.randint(18, 24))
        for month in months()
        if month.month == YEAR_END
        for pk in reviews
    ]
    Meeting.objects.bulk_create(
        Meeting(
            month=month,
            cell_id=pk,
            kind=kind,
            planned_on=month.replace(day=day),
            planned_hour=dt.time(14, 0),
            recorded_by=book.by,
        )
        for month, pk, kind, day in wanted
    )
