"""The months' meetings: expected by the cells' patterns, moved where Tết or the first decision stood in the way."""

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator

from home.sample.book import Book
from meetings.models import Meeting
from meetings.rules import next_month
from meetings.services import expect_month
from taskforces.models import Assignment

FIRST_MONTH, LAST_MONTH = dt.date(2018, 10, 1), dt.date(2020, 3, 1)
# Month → (days that are in the way, the days that meetings moved to, why).
MOVES = {
    dt.date(2018, 10, 1): (
        (dt.date(2018, 10, 1), dt.date(2018, 10, 14)),
        [dt.date(2018, 10, day) for day in (15, 16, 17, 18, 19, 22, 23, 24, 25, 26)],
        "Sinh hoạt sau khi có Quyết định 706 (mẫu)",
    ),
    # Tết Kỷ Hợi: 5/2/2019, holidays from 2/2 to 10/2.
    dt.date(2019, 2, 1): (
        (dt.date(2019, 2, 1), dt.date(2019, 2, 10)),
        [dt.date(2019, 1, 30), *(dt.date(2019, 2, day) for day in (11, 12, 13, 14, 15))],
        "Trùng Tết Nguyên đán Kỷ Hợi",
    ),
    # Tết Canh Tý: 25/1/2020, holidays from 23/1 to 29/1.
    dt.date(2020, 1, 1): (
        (dt.date(2020, 1, 23), dt.date(2020, 1, 29)),
        [dt.date(2020, 1, 20), dt.date(2020, 1, 21), dt.date(2020, 1, 31)],
        "Trùng Tết Nguyên đán Canh Tý",
    ),
}
STAYED_IN_SPITE_OF_TET = 0.04
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
        if month in MOVES:
            _move(book, month, dice)
    with book.writing():
        _plan_beside(book, dice)
        model = Meeting.objects.of_month(MODEL_MONTH).filter(cell=book.cell_named(MODEL_CELL))
        model.update(is_model=True)


def _move(book: Book, month: dt.date, dice: random.Random) -> None:
    (first, last), days, why = MOVES[month]
    moved: dict[dt.date, list[object]] = defaultdict(list)
    rows = Meeting.objects.of_month(month).filter(planned_on__range=(first, last)).order_by("cell__order")
    for pk in rows.values_list("pk", flat=True):
        if month == FIRST_MONTH or dice.random() > STAYED_IN_SPITE_OF_TET:
            moved[dice.choice(days)].append(pk)
    with book.writing("move_meeting", why):
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
