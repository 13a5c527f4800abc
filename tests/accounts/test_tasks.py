"""What runs at night."""

import datetime as dt

from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts import tasks


def test_ended_sessions_are_forgotten_and_open_ones_stay(db):
    now = timezone.now()
    for key, left in (("ended", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + dt.timedelta(hours=left))

    tasks.forget_ended_sessions(timestamp=0)

    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
