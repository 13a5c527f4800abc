"""Meetings and reports."""

import datetime as dt
import uuid

import factory
from django.utils import timezone

from meetings.models import Meeting, Report
from tests.factories.book import OrganizationFactory, PersonFactory, RecordedFactory


class MeetingFactory(RecordedFactory):
    """The regular meeting of February 2020, planned for the 3rd."""

    class Meta:
        model = Meeting

    month = dt.date(2020, 2, 1)
    cell = factory.SubFactory(OrganizationFactory)
    planned_on = factory.LazyAttribute(lambda row: row.month.replace(day=3))
    planned_hour = dt.time(19, 30)


class ReportFactory(RecordedFactory):
    """Held on the planned day, attended: 12 of 14 had to come, 10 came."""

    class Meta:
        model = Report

    meeting = factory.SubFactory(MeetingFactory)
    month = factory.SelfAttribute("meeting.month")
    person = factory.SubFactory(PersonFactory, committee=factory.SelfAttribute("..meeting.cell.committee"))
    client_uuid = factory.LazyFunction(uuid.uuid4)
    entered_at = factory.LazyFunction(timezone.now)
    held = True
    held_on = factory.SelfAttribute("meeting.planned_on")
    start_hour = dt.time(19, 30)
    end_hour = dt.time(21, 15)
    total, exempt, away_long, present, absent_excused, absent_unexcused = 14, 1, 1, 10, 2, 0
    presence = Report.Presence.ATTENDED
