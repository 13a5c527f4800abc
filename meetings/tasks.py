"""What runs at night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.services import system_account
from meetings import services
from meetings.rules import first_of_month, next_month
from orgs.models import Committee


@app.periodic(cron="10 0 * * *")
@app.task
def expect_meetings(timestamp: int) -> None:  # noqa: ARG001  # procrastinate passes the time it was due
    """Plan this month's and the next month's expected meetings of every committee that has not ended."""
    for committee in Committee.objects.all():
        today = committee.sample_day or timezone.localdate()
        if committee.ended_on is not None and committee.ended_on < today:
            continue
        month = first_of_month(today)
        for each in (month, next_month(month)):
            services.expect_month(committee=committee, month=each, by=system_account())
