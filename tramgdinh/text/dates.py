"""Days, months and hours as they are written here, read and shown."""

import datetime as dt
import re

from django.utils.translation import gettext as _

_DAY = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_HOUR = re.compile(r"(\d{1,2})\s*(?::|h|g|giờ)\s*(?:(\d{1,2})\s*(?:'|ph|phút)?)?", re.IGNORECASE)


class NotADay(ValueError):
    """What was typed is no day; its text is a sentence for the screen."""


class NotAnHour(ValueError):
    """What was typed is no time of day; its text is a sentence for the screen."""


def parse_day(text: str) -> dt.date:
    """The day typed as d/m/Y (also with `.`, `-` or a space between) or as ISO. Raises `NotADay`."""
    typed = text.strip()
    if found := _DAY.fullmatch(typed):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
    elif found := _ISO_DAY.fullmatch(typed):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        raise NotADay(_("“%(text)s” is not a day: write it as 13/9/2019.") % {"text": typed})
    try:
        return dt.date(year, month, day)
    except ValueError:
        shown = f"{day}/{month}/{year}"
        raise NotADay(_("The day %(day)s is not in the calendar.") % {"day": shown}) from None


def parse_hour(text: str) -> dt.time:
    """The time of day typed as `19:30`, `19h30`, `19h` or `19 giờ 30`. Raises `NotAnHour`."""
    typed = text.strip()
    found = _HOUR.fullmatch(typed)
    if not found:
        raise NotAnHour(_("“%(text)s” is not a time of day: write it as 19:30 or 19h30.") % {"text": typed})
    try:
        return dt.time(int(found[1]), int(found[2] or 0))
    except ValueError:
        raise NotAnHour(_("A day has no such time as %(text)s.") % {"text": typed}) from None


def show_day(day: dt.date) -> str:
    """`13/9/2019`: no zeros before, in every language of the screen."""
    return f"{day.day}/{day.month}/{day.year}"


def show_month(day: dt.date) -> str:
    """`9/2019`."""
    return f"{day.month}/{day.year}"


def show_hour(hour: dt.time) -> str:
    """`19:30`, as the field that reads it back is filled."""
    return f"{hour.hour:02}:{hour.minute:02}"


def document_day(day: dt.date) -> str:
    """`ngày 03 tháng 02 năm 2020`, always Vietnamese; of months only 1 and 2 get a zero (HD 36)."""
    month = f"{day.month:02}" if day.month in {1, 2} else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
