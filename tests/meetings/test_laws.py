"""What holds whoever writes: the program, a shell, raw SQL."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from meetings.models import Meeting, Report
from tests.factories import MeetingFactory, ReportFactory, make_ledger
from tests.meetings.facts import FEBRUARY
from tramgdinh.database.refusals import explain

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def meeting():
    return MeetingFactory(cell=make_ledger().district.na_ao_1)


def refused(sql: str, *values: object) -> str:
    """The sentence that the database's refusal becomes."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return explain(caught.value) or str(caught.value)


def test_a_meeting_is_never_deleted_or_rewritten(meeting):
    stays = "thì không xoá"

    assert stays in refused("DELETE FROM meetings_meeting")
    assert "thì không viết lại" in refused("UPDATE meetings_meeting SET kind = 'thematic'")
    assert "thì không viết lại" in refused("UPDATE meetings_meeting SET month = '2020-03-01'")
    assert Meeting.objects.filter(pk=meeting.pk).update(planned_on=dt.date(2020, 2, 4)) == 1


def test_a_report_is_never_deleted_or_rewritten(meeting):
    ReportFactory(meeting=meeting)

    assert "thì không xoá" in refused("DELETE FROM meetings_report")
    assert "thì không viết lại" in refused("UPDATE meetings_report SET present = 9, absent_excused = 3")
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.update(discussed="khác")


def test_an_earlier_version_never_counts_again(meeting):
    report = ReportFactory(meeting=meeting)
    Report.objects.filter(pk=report.pk).update(is_latest=False)

    assert "thì không viết lại" in refused("UPDATE meetings_report SET is_latest = true")


def test_neither_table_is_emptied(meeting):
    for table in ("meetings_meeting", "meetings_report"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table} CASCADE")
    assert Meeting.objects.count() == 1


def test_one_regular_meeting_of_a_cell_and_month(meeting):
    facts = {"cell": meeting.cell, "recorded_by": meeting.recorded_by}

    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(**facts, kind=Meeting.Kind.COMBINED)
    MeetingFactory(**facts, kind=Meeting.Kind.THEMATIC)
    MeetingFactory(**facts, month=dt.date(2020, 3, 1))


def test_a_month_is_named_by_its_first_day(meeting):
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(cell=meeting.cell, month=dt.date(2020, 4, 2))


def test_a_report_stands_in_the_month_of_its_meeting(meeting):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(meeting=meeting, month=dt.date(2020, 3, 1))
        connection.check_constraints()


def test_one_report_for_each_person_meeting_and_mark(meeting):
    report = ReportFactory(meeting=meeting)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(meeting=meeting, person=report.person, version=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(meeting=meeting, client_uuid=report.client_uuid)


@pytest.mark.parametrize(
    "wrong",
    [
        {"present": 15},
        {"exempt": None},
        {"end_hour": dt.time(19, 30)},
        {"start_hour": None},
        {"held": False},
        {"presence": ""},
        {"held_on": None},
        {"held": False, "held_on": None, "start_hour": None, "end_hour": None, "presence": ""},
    ],
)
def test_a_report_adds_up(meeting, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFactory(meeting=meeting, **wrong)


def test_every_unique_key_of_the_children_holds_the_month():
    keys = [constraint.fields for constraint in Report._meta.constraints if hasattr(constraint, "fields")]

    assert keys
    assert all("month" in key for key in keys)


def test_history_sees_raw_sql(meeting):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_meeting SET planned_on = '2020-02-05' WHERE id = %s", [meeting.pk])

    events = Meeting.pgh_event_model.objects.filter(pgh_obj_id=meeting.pk).order_by("pgh_id")
    assert [str(event.planned_on) for event in events] == ["2020-02-03", "2020-02-05"]


def test_the_mark_of_a_report_belongs_to_its_month(meeting):
    mark = uuid.uuid4()
    other = MeetingFactory(cell=meeting.cell, month=dt.date(2020, 3, 1))

    ReportFactory(meeting=meeting, client_uuid=mark)
    ReportFactory(meeting=other, client_uuid=mark)

    assert Report.objects.filter(month=FEBRUARY, client_uuid=mark).count() == 1
