from meetings.views.board import month_board, month_board_export, month_expect
from meetings.views.duties import my_work, report_new, report_unplanned
from meetings.views.meetings import (
    meeting_detail,
    meeting_move,
    meeting_new,
    meeting_void,
    organization_panel,
    report_void,
)

__all__ = [
    "meeting_detail",
    "meeting_move",
    "meeting_new",
    "meeting_void",
    "month_board",
    "month_board_export",
    "month_expect",
    "my_work",
    "organization_panel",
    "report_new",
    "report_unplanned",
    "report_void",
]
