"""What the board says of a cell's month, in words and in tone; the spreadsheet takes the same words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from meetings.reports.visits import CellMonth, Met, Visit
from taskforces.models import Assignment
from tramgdinh.text.dates import show_day, show_hour

MET = {
    Met.HELD: ("ok", _("Held")),
    Met.NOT_HELD: ("warn", _("Not held")),
    Met.NOT_REPORTED: ("bad", _("Not reported")),
    Met.UPCOMING: ("info", _("As planned")),
    Met.NOT_PLANNED: ("quiet", _("No day planned")),
}
VISIT = {
    Visit.IN_CHARGE: ("ok", _("The one in charge attended")),
    Visit.ANOTHER: ("info", _("Another attended")),
    Visit.MISSED: ("warn", _("Not attended")),
    Visit.NOT_REPORTED: ("bad", _("Not reported")),
    Visit.UPCOMING: ("quiet", _("Still to come")),
    Visit.NO_MEETING: ("quiet", _("No meeting, no visit due")),
    Visit.NOT_DUE: ("quiet", _("Due at the end of its period")),
}


def met_text(row: CellMonth) -> str:
    """`Không sinh hoạt: trùng Tết`."""
    return f"{MET[row.met][1]}: {row.reason}" if row.reason else str(MET[row.met][1])


def visit_text(row: CellMonth) -> str:
    """What became of the visit; nothing where nobody is in charge."""
    if row.assignment is None:
        return ""
    said = str(VISIT[row.visit][1])
    return f"{said} ({row.presence})" if row.visit is Visit.MISSED and row.presence else said


def when_text(row: CellMonth) -> str:
    """`3/2/2020 19:30`: the day held, else planned."""
    if row.meeting is None:
        return ""
    hour = f" {show_hour(row.meeting.planned_hour)}" if row.meeting.planned_hour else ""
    return show_day(row.day) + hour


def visits_text(assignment: Assignment) -> str:
    """`1 lần mỗi tháng`, as the decision lays it down."""
    count = assignment.visits
    said = {
        Assignment.Per.MONTH: ngettext("%(count)s visit a month", "%(count)s visits a month", count),
        Assignment.Per.QUARTER: ngettext("%(count)s visit a quarter", "%(count)s visits a quarter", count),
        Assignment.Per.YEAR: ngettext("%(count)s visit a year", "%(count)s visits a year", count),
    }
    return said[Assignment.Per(assignment.visits_per)] % {"count": count}
