"""Counts, rates and points: exact arithmetic, half-up rounding, written as in Vietnamese papers."""

import re
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import get_format
from django.utils.translation import gettext as _

_TYPED = re.compile(r"[+-]?\d+(?:,\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_WITH_POINT = re.compile(r"[+-]?\d+\.\d+")

type Number = int | Decimal | Fraction


class NotANumber(ValueError):
    """What was typed is no number; its text is a sentence for the screen."""


def round_half_up(value: Number, places: int = 1) -> Decimal:
    """`value` at that many decimals, halves away from zero."""
    exact = Fraction(value) * 10**places
    whole = int(abs(exact) + Fraction(1, 2))
    return Decimal(whole if exact >= 0 else -whole).scaleb(-places)


def rate(part: int, whole: int, places: int = 1) -> Decimal | None:
    """`part` of `whole` as per cent, rounded half-up; None where `whole` is 0, for then there is no rate."""
    return round_half_up(Fraction(100 * part, whole), places) if whole else None


def exact_points(later: tuple[int, int], earlier: tuple[int, int], places: int = 4) -> Decimal:
    """The difference of two rates given as (part, whole), in points, rounded only once.

    The published difference is another one: that of the two rounded rates (87,8 − 83,6).
    """
    return round_half_up((Fraction(*later) - Fraction(*earlier)) * 100, places)


def show_number(value: Number, places: int | None = None) -> str:
    """`1.600`, `-4,25`; with `places` rounded half-up, without as exact as a Decimal has it."""
    if places is not None or isinstance(value, Fraction):
        value = round_half_up(value, 1 if places is None else places)
    plain = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    separators = {",": str(get_format("THOUSAND_SEPARATOR")), ".": str(get_format("DECIMAL_SEPARATOR"))}
    return "".join(separators.get(sign, sign) for sign in plain)


def show_percent(value: Number, places: int = 1) -> str:
    """`87,8%`: no space before the sign, always that many decimals."""
    return f"{show_number(value, places)}%"


def show_points(value: Number, places: int = 1) -> str:
    """`+4,2 điểm phần trăm`, the sign always there but before 0."""
    rounded = round_half_up(value, places)
    sign = "+" if rounded > 0 else ""
    return _("%(points)s percentage points") % {"points": sign + show_number(rounded, places)}


def parse_number(text: str) -> Decimal:
    """The number typed as `1.600`, `1600` or `87,8`. Raises `NotANumber`.

    A point before three figures groups thousands, wherever else it stands (`87.8`) it is read as the comma.
    """
    typed = "".join(text.split()).replace("−", "-")
    if _GROUPED.fullmatch(typed):
        return Decimal(typed.replace(".", "").replace(",", "."))
    if _TYPED.fullmatch(typed) or _WITH_POINT.fullmatch(typed):
        return Decimal(typed.replace(",", "."))
    raise NotANumber(_("“%(text)s” is not a number.") % {"text": text.strip()})
