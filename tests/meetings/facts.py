"""What is reported in these tests unless they say otherwise."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

FEBRUARY = dt.date(2020, 2, 1)
DAY = dt.date(2020, 2, 3)
TODAY = dt.date(2020, 2, 20)

HELD: dict[str, Any] = {
    "held": True,
    "held_on": DAY,
    "start_hour": dt.time(19, 30),
    "end_hour": dt.time(21, 15),
    "total": 14,
    "exempt": 1,
    "away_long": 1,
    "present": 10,
    "absent_excused": 2,
    "absent_unexcused": 0,
    "presence": "attended",
}
NOT_HELD: dict[str, Any] = {"held": False, "not_held_reason": "Trùng dịp Tết"}

# The same as somebody types it.
TYPED = {
    "held": "yes",
    "held_on": "3/2/2020",
    "presence": "attended",
    "start_hour": "19:30",
    "end_hour": "21h15",
    "total": "14",
    "exempt": "1",
    "away_long": "1",
    "present": "10",
    "absent_excused": "2",
    "absent_unexcused": "0",
}


def sent(**facts: Any) -> dict[str, Any]:
    """The keywords of `log_report` with a mark and a moment of their own."""
    return {"client_uuid": uuid.uuid4(), "entered_at": timezone.now(), "today": TODAY, **HELD, **facts}
