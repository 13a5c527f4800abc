"""A list as .xlsx: the rows that the screen shows, headed by what they are and of which day."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

type Value = str | int | float | dt.date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and its width in characters."""

    heading: str
    width: int = 20


def list_workbook(
    *, title: str, notes: Sequence[str], columns: Sequence[Column], rows: Iterable[Sequence[Value]]
) -> bytes:
    """Return the file. Text is written as text: a name beginning with `=` is never a formula. Days stay days."""
    kept = io.BytesIO()
    # Row by row, so that a list of a nation does not stand in memory.
    book = xlsxwriter.Workbook(kept, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    bold, wrapped = (
        book.add_format({"bold": True, "font_size": 13}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    head = book.add_format({"bold": True, "bg_color": "#ECE7DF", "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    day = book.add_format({"num_format": "d/m/yyyy", "align": "left", "valign": "top"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    sheet.write_string(0, 0, title, bold)
    for line, note in enumerate(notes, start=1):
        sheet.write_string(line, 0, note)
    first = len(notes) + 2
    for place, column in enumerate(columns):
        sheet.write_string(first, place, column.heading, head)
    last = first
    for last, row in enumerate(rows, start=first + 1):
        for place, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(last, place, dt.datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
            elif isinstance(value, (int, float)):
                sheet.write_number(last, place, value)
            elif value:
                sheet.write_string(last, place, value, wrapped)
    _for_paper(sheet, first, last, len(columns) - 1)
    book.close()
    return kept.getvalue()


def _for_paper(sheet: "xlsxwriter.worksheet.Worksheet", first: int, last: int, width: int) -> None:
    sheet.freeze_panes(first + 1, 0)
    sheet.autofilter(first, 0, last, width)
    sheet.repeat_rows(first)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P/&N")
