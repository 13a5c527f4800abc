"""What the log holds of cells in days past: shown before a backdated decision changes who was in charge of them."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from meetings.models import Report
from taskforces.reports.touched import Count


def logged_meetings(*, cell_ids: Collection[int], first_day: dt.date, last_day: dt.date) -> list[Count]:
    """Return how many meetings of these cells were logged as held in these days, and how many visits to them."""
    rows = Report.objects.standing().filter(
        held_on__range=(first_day, last_day), meeting__cell_id__in=cell_ids, meeting__voided_at=None
    )
    counts = (
        (_("meetings logged for these cells"), rows.order_by().values("meeting_id").distinct().count()),
        (_("visits logged for these cells"), rows.attended().count()),
    )
    return [Count(label, number) for label, number in counts if number]
