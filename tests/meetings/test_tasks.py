"""What runs at night."""

import datetime as dt

import pytest

from meetings.models import Meeting
from meetings.tasks import expect_meetings
from orgs.models import Committee
from tests.factories import MeetingPatternFactory, make_district

pytestmark = pytest.mark.django_db


def test_expect_meetings_plans_this_month_and_the_next_once():
    district = make_district()
    Committee.objects.filter(pk=district.committee.pk).update(is_sample=True, sample_day=dt.date(2020, 2, 20))
    MeetingPatternFactory(organization=district.na_ao_1)

    expect_meetings(0)
    expect_meetings(0)

    assert list(Meeting.objects.order_by("month").values_list("planned_on", flat=True)) == [
        dt.date(2020, 2, 3),
        dt.date(2020, 3, 3),
    ]


def test_expect_meetings_leaves_out_a_committee_that_has_ended():
    district = make_district()
    Committee.objects.filter(pk=district.committee.pk).update(ended_on=dt.date(2025, 6, 30))
    MeetingPatternFactory(organization=district.na_ao_1)

    expect_meetings(0)

    assert Meeting.objects.count() == 0
