"""Days of meetings."""

import datetime as dt

import pytest

from meetings.rules import is_in_reach, last_of_month, next_month, pattern_day, planned_day, previous_month
from orgs.models import MeetingPattern

FEBRUARY, MARCH = dt.date(2020, 2, 1), dt.date(2020, 3, 1)
NEXT = MeetingPattern.Weekend.NEXT


@pytest.mark.parametrize(
    ("pattern", "month", "day"),
    [
        ({"day_of_month": 3}, FEBRUARY, dt.date(2020, 2, 3)),
        ({"day_of_month": 31}, FEBRUARY, dt.date(2020, 2, 29)),
        ({"day_of_month": 31}, dt.date(2019, 2, 1), dt.date(2019, 2, 28)),
        ({"nth": 1, "weekday": 0}, FEBRUARY, dt.date(2020, 2, 3)),
        ({"nth": 1, "weekday": 5}, FEBRUARY, dt.date(2020, 2, 1)),
        ({"nth": 5, "weekday": 5}, FEBRUARY, dt.date(2020, 2, 29)),
        ({"nth": 5, "weekday": 0}, FEBRUARY, dt.date(2020, 2, 24)),
        ({"nth": -1, "weekday": 6}, MARCH, dt.date(2020, 3, 29)),
    ],
)
def test_pattern_day(pattern, month, day):
    assert pattern_day(MeetingPattern(**pattern), month) == day


@pytest.mark.parametrize(
    ("pattern", "month", "day"),
    [
        ({"day_of_month": 1}, FEBRUARY, dt.date(2020, 2, 1)),
        ({"day_of_month": 1, "weekend": NEXT}, FEBRUARY, dt.date(2020, 2, 3)),
        ({"day_of_month": 2, "weekend": NEXT}, FEBRUARY, dt.date(2020, 2, 3)),
        ({"day_of_month": 3, "weekend": NEXT}, FEBRUARY, dt.date(2020, 2, 3)),
        # The last day of February 2020 is a Saturday: the meeting of February is held in March.
        ({"day_of_month": 31, "weekend": NEXT}, FEBRUARY, dt.date(2020, 3, 2)),
    ],
)
def test_planned_day_moves_off_a_weekend_where_the_cell_keeps_it_so(pattern, month, day):
    assert planned_day(MeetingPattern(**pattern), month) == day


def test_months_follow_one_another():
    assert last_of_month(FEBRUARY) == dt.date(2020, 2, 29)
    assert next_month(dt.date(2019, 12, 1)) == dt.date(2020, 1, 1)
    assert previous_month(dt.date(2020, 1, 1)) == dt.date(2019, 12, 1)


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (dt.date(2020, 1, 21), False),
        (dt.date(2020, 1, 22), True),
        (dt.date(2020, 3, 15), True),
        (dt.date(2020, 3, 16), False),
    ],
)
def test_a_meeting_is_held_near_its_month(day, fits):
    assert is_in_reach(day, FEBRUARY) is fits
