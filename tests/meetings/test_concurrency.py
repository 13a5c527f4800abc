"""Two at once: one record, and nobody sees an error of the machine."""

import threading
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from meetings import services
from meetings.models import Meeting, Report
from tests.factories import MeetingFactory, MeetingPatternFactory, make_ledger
from tests.meetings.facts import FEBRUARY, HELD, TODAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def at_once(*calls):
    """Run the calls in threads of their own and return what each gave or raised."""
    barrier = threading.Barrier(len(calls))
    found = [None] * len(calls)

    def run(place, call):
        try:
            barrier.wait(timeout=10)
            found[place] = call()
        except Exception as error:
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return found


def test_a_double_click_is_one_record():
    ledger = make_ledger()
    meeting = MeetingFactory(cell=ledger.district.na_ao_1)
    form = {"client_uuid": uuid.uuid4(), "entered_at": timezone.now(), "today": TODAY, **HELD}

    def send():
        return services.log_report(meeting=meeting, person=ledger.lan, by=ledger.staff, **form)

    found = at_once(send, send)

    assert sorted(logged.is_new for logged in found) == [False, True]
    assert Report.objects.count() == 1


def test_two_who_report_for_the_same_person_are_one_record_and_one_sentence():
    ledger = make_ledger()
    meeting = MeetingFactory(cell=ledger.district.na_ao_1)

    def send():
        facts = {"client_uuid": uuid.uuid4(), "entered_at": timezone.now(), "today": TODAY, **HELD}
        return services.log_report(meeting=meeting, person=ledger.lan, by=ledger.staff, **facts)

    found = at_once(send, send)

    assert sorted(type(each).__name__ for each in found) == ["AlreadyReported", "Logged"]
    assert Report.objects.count() == 1


def test_a_month_expected_by_two_is_planned_once():
    ledger = make_ledger()
    for cell in ledger.district.cells:
        MeetingPatternFactory(organization=cell)

    def expect():
        return services.expect_month(committee=ledger.district.committee, month=FEBRUARY, by=ledger.staff)

    found = at_once(expect, expect)

    assert all(isinstance(each, int) for each in found), found
    assert Meeting.objects.count() == len(ledger.district.cells)
