"""What happens to meetings: planned, moved, reported, voided. Keyword-only verbs, all or nothing."""

from meetings.services.planning import expect_month, move_meeting, plan_meeting, void_meeting
from meetings.services.refusals import (
    AlreadyReported,
    HasReports,
    NotACell,
    NotItsMonth,
    NotYet,
    OfAnother,
    Voided,
)
from meetings.services.reporting import Facts, Logged, log_report, log_unplanned_report, void_report

__all__ = [
    "AlreadyReported",
    "Facts",
    "HasReports",
    "Logged",
    "NotACell",
    "NotItsMonth",
    "NotYet",
    "OfAnother",
    "Voided",
    "expect_month",
    "log_report",
    "log_unplanned_report",
    "move_meeting",
    "plan_meeting",
    "void_meeting",
    "void_report",
]
