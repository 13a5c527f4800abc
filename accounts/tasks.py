"""What runs at night."""

from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts import services


@app.periodic(cron="20 1 * * *")
@app.task
def expire_access_log(timestamp: int) -> None:  # noqa: ARG001  # procrastinate passes the time it was due
    """Delete the lines of the access log that have been kept long enough."""
    services.expire_access_log(now=timezone.now())


@app.periodic(cron="40 1 * * *")
@app.task
def forget_ended_sessions(timestamp: int) -> None:  # noqa: ARG001  # procrastinate passes the time it was due
    """Delete the rows of sessions that have ended."""
    call_command("clearsessions")
