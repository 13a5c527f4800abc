"""Days and hours as people type them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tramgdinh.text.dates import (
    NotADay,
    NotAnHour,
    document_day,
    parse_day,
    parse_hour,
    show_day,
    show_hour,
    show_month,
)


@pytest.mark.parametrize(
    "typed", ["9/10/2018", "09/10/2018", " 9/10/2018 ", "9-10-2018", "9.10.2018", "9 10 2018", "2018-10-09"]
)
def test_parse_day_reads_day_before_month(typed: str) -> None:
    assert parse_day(typed) == dt.date(2018, 10, 9)


@pytest.mark.parametrize("typed", ["31/9/2019", "29/2/2019", "2019-09-31", "0/9/2019"])
def test_parse_day_names_the_day_that_does_not_exist(typed: str) -> None:
    day, month = ("31", "9") if typed.startswith("2019") else typed.split("/")[:2]

    with pytest.raises(NotADay) as refusal:
        parse_day(typed)

    assert str(refusal.value) == f"Ngày {day}/{month}/2019 không có trong lịch."


@pytest.mark.parametrize("typed", ["13/9/19", "hôm qua", "", "13/9-2019", "9/2019", "13/9/20199"])
def test_parse_day_says_how_to_write_one(typed: str) -> None:
    with pytest.raises(NotADay) as refusal:
        parse_day(typed)

    assert str(refusal.value) == f"“{typed}” không phải là ngày, cần viết như 13/9/2019."


@given(st.dates())
def test_parse_day_reads_back_what_is_shown(day: dt.date) -> None:
    assert parse_day(day.isoformat()) == day
    if day.year >= 1000:
        assert parse_day(show_day(day)) == day


@pytest.mark.parametrize("typed", ["19:30", "19h30", "19 giờ 30", "19H30", "19g30", "19 giờ 30 phút"])
def test_parse_hour_reads_the_local_ways(typed: str) -> None:
    assert parse_hour(typed) == dt.time(19, 30)


def test_parse_hour_takes_one_figure_and_no_minutes() -> None:
    assert parse_hour("7h30") == dt.time(7, 30)
    assert parse_hour("7h") == dt.time(7)


def test_parse_hour_refuses_in_a_sentence() -> None:
    with pytest.raises(NotAnHour, match=r"^Không có giờ 25:10 trong ngày\.$"):
        parse_hour("25:10")
    with pytest.raises(NotAnHour, match=r"^“tối” không phải là giờ, cần viết như 19:30 hoặc 19h30\.$"):
        parse_hour("tối")


@given(st.times())
def test_parse_hour_reads_back_what_is_shown(hour: dt.time) -> None:
    assert parse_hour(show_hour(hour)) == hour.replace(second=0, microsecond=0, fold=0)


def test_show_writes_no_zeros_in_days() -> None:
    assert show_day(dt.date(2019, 9, 3)) == "3/9/2019"
    assert show_month(dt.date(2019, 9, 3)) == "9/2019"
    assert show_hour(dt.time(7, 5)) == "07:05"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (dt.date(2019, 9, 13), "ngày 13 tháng 9 năm 2019"),
        (dt.date(2020, 2, 3), "ngày 03 tháng 02 năm 2020"),
        (dt.date(2020, 1, 10), "ngày 10 tháng 01 năm 2020"),
        (dt.date(2019, 10, 1), "ngày 01 tháng 10 năm 2019"),
    ],
)
def test_document_day_writes_zeros_as_party_papers_do(day: dt.date, written: str) -> None:
    assert document_day(day) == written
