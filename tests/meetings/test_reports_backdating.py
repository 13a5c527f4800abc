"""What a backdated decision touches of the log."""

import datetime as dt

import pytest

from meetings.reports.backdating import logged_meetings
from taskforces.reports.touched import Count
from tests.factories import MeetingFactory, ReportFactory, make_ledger

pytestmark = pytest.mark.django_db

FIRST, LAST = dt.date(2019, 9, 1), dt.date(2019, 9, 30)


def test_meetings_and_visits_of_the_cells_in_these_days_are_counted():
    ledger = make_ledger()
    cell, other = ledger.district.na_ao_1, ledger.district.ban_lang
    for where, day in ((cell, FIRST), (cell, LAST), (cell, dt.date(2019, 10, 1)), (other, FIRST)):
        meeting = MeetingFactory(
            cell=where, month=day.replace(day=1), planned_on=day, kind="regular" if day != LAST else "thematic"
        )
        ReportFactory(meeting=meeting, month=meeting.month, person=ledger.lan, held_on=day)

    found = logged_meetings(cell_ids={cell.pk}, first_day=FIRST, last_day=LAST)

    assert found == [
        Count("buổi sinh hoạt đã ghi kết quả của các chi bộ này", 2),
        Count("lượt dự đã ghi của các chi bộ này", 2),
    ]


def test_nothing_logged_is_nothing_said():
    ledger = make_ledger()

    assert logged_meetings(cell_ids={ledger.district.na_ao_1.pk}, first_day=FIRST, last_day=LAST) == []
