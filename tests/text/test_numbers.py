"""Rates, points and grouped numbers; the published figures of 2016 and 2019."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tramgdinh.text.numbers import (
    NotANumber,
    exact_points,
    parse_number,
    rate,
    round_half_up,
    show_number,
    show_percent,
    show_points,
)


def test_rate_gives_the_published_figures() -> None:
    assert rate(43, 49) == Decimal("87.8")
    assert rate(46, 55) == Decimal("83.6")


def test_published_difference_is_that_of_the_rounded_rates() -> None:
    later, earlier = rate(43, 49), rate(46, 55)
    assert later is not None
    assert earlier is not None

    assert show_points(later - earlier) == "+4,2 điểm phần trăm"
    assert exact_points((43, 49), (46, 55)) == Decimal("4.1187")
    assert show_points(exact_points((43, 49), (46, 55))) == "+4,1 điểm phần trăm"


def test_rate_of_nothing_is_no_rate() -> None:
    assert rate(0, 0) is None


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0.25", "0.3"), ("0.35", "0.4"), ("-0.25", "-0.3"), ("87.75", "87.8"), ("2.449", "2.4")],
)
def test_round_half_up_rounds_halves_away_from_zero(value: str, rounded: str) -> None:
    assert round_half_up(Decimal(value)) == Decimal(rounded)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (show_number(1600), "1.600"),
        (show_number(-1234567), "-1.234.567"),
        (show_number(999), "999"),
        (show_number(Decimal("1234.50")), "1.234,50"),
        (show_number(Decimal("3.25"), 1), "3,3"),
        (show_number(Fraction(1, 3), 2), "0,33"),
        (show_percent(Decimal("87.8")), "87,8%"),
        (show_percent(80), "80,0%"),
        (show_percent(80, 0), "80%"),
        (show_points(Decimal("-0.5")), "-0,5 điểm phần trăm"),
        (show_points(Decimal("0.04")), "0,0 điểm phần trăm"),
        (show_points(Decimal("-0.04")), "0,0 điểm phần trăm"),
    ],
)
def test_show_writes_as_papers_do(shown: str, expected: str) -> None:
    assert shown == expected


def test_show_follows_the_language_of_the_screen() -> None:
    with translation.override("en"):
        assert show_number(Decimal("1600.5")) == "1,600.5"
        assert show_points(Decimal("4.2")) == "+4.2 percentage points"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.600", "1600"),
        ("1600", "1600"),
        ("87,8", "87.8"),
        ("87.8", "87.8"),
        ("1.234.567,5", "1234567.5"),
        (" 1 600 ", "1600"),
        ("−4,2", "-4.2"),
        ("+4,2", "4.2"),
    ],
)
def test_parse_number_reads_points_and_commas_as_here(typed: str, value: str) -> None:
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "ba", "1,2,3", "1.23.456", "1e3", "NaN", "12.3456,7"])
def test_parse_number_refuses_in_a_sentence(typed: str) -> None:
    with pytest.raises(NotANumber) as refusal:
        parse_number(typed)

    assert str(refusal.value) == f"“{typed}” không phải là số."


@given(st.integers(-(10**12), 10**12))
def test_parse_number_reads_back_what_is_shown(value: int) -> None:
    assert parse_number(show_number(value)) == value


@given(st.integers(0, 500), st.integers(1, 500))
def test_rate_is_never_more_than_half_a_tenth_off(part: int, whole: int) -> None:
    rounded = rate(part, whole)

    assert rounded is not None
    assert abs(Fraction(rounded) - Fraction(100 * part, whole)) <= Fraction(1, 20)
