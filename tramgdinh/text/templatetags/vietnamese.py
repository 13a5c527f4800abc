"""`{% load vietnamese %}`: days, hours and numbers as the papers write them. Nothing in, nothing out."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils import timezone

from tramgdinh.text import dates, numbers

register = template.Library()

type Moment = dt.date | dt.datetime | dt.time
type Empty = str | None


@register.filter(expects_localtime=True)
def day(value: dt.date | Empty) -> str:
    """`13/9/2019`."""
    return dates.show_day(value) if isinstance(value, dt.date) else ""


@register.filter(expects_localtime=True)
def month(value: dt.date | Empty) -> str:
    """`9/2019`."""
    return dates.show_month(value) if isinstance(value, dt.date) else ""


@register.filter(expects_localtime=True)
def hour(value: Moment | Empty) -> str:
    """`19:30`; of a moment, its time of day here."""
    if isinstance(value, dt.datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).time()
    return dates.show_hour(value) if isinstance(value, dt.time) else ""


@register.filter(expects_localtime=True)
def moment(value: dt.datetime | Empty) -> str:
    """`19:30 13/9/2019`."""
    return f"{hour(value)} {day(value)}".strip() if isinstance(value, dt.datetime) else ""


@register.filter
def number(value: numbers.Number | Empty, places: int | None = None) -> str:
    """`1.600`."""
    return numbers.show_number(value, places) if isinstance(value, (int, Decimal, Fraction)) else ""


@register.filter
def percent(value: numbers.Number | Empty, places: int = 1) -> str:
    """`87,8%`."""
    return numbers.show_percent(value, places) if isinstance(value, (int, Decimal, Fraction)) else ""


@register.filter
def points(value: numbers.Number | Empty, places: int = 1) -> str:
    """`+4,2 điểm phần trăm`."""
    return numbers.show_points(value, places) if isinstance(value, (int, Decimal, Fraction)) else ""
