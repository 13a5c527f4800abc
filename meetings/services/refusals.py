"""Why a meeting or a report is refused; `str()` is a sentence for the user."""

import datetime as dt

from django.utils.translation import gettext as _

from meetings.models import Report
from tramgdinh.database.refusals import Refused
from tramgdinh.text.dates import show_day, show_month


class NotItsMonth(Refused):
    """The day lies too far from the month that the meeting counts for."""

    def __init__(self, day: dt.date, month: dt.date) -> None:
        said = _("The day %(day)s is too far from the month %(month)s that this meeting counts for.")
        super().__init__(said % {"day": show_day(day), "month": show_month(month)})


class NotYet(Refused):
    """The day is still to come."""

    def __init__(self, day: dt.date) -> None:
        said = _("The day %(day)s has not come yet; a meeting is reported after it was held.")
        super().__init__(said % {"day": show_day(day)})


class AlreadyReported(Refused):
    """A report by or of this person stands already, or has a later version than the one that was changed."""

    def __init__(self, report: Report) -> None:
        super().__init__(_("This meeting has already been reported for this comrade. Open that report and change it."))
        self.report = report


class OfAnother(Refused):
    """What was sent carries the mark of another report."""

    def __init__(self) -> None:
        super().__init__(_("This form was already used for another meeting. Open a fresh one."))


class Voided(Refused):
    """The meeting or report was voided as a wrong entry."""

    def __init__(self) -> None:
        super().__init__(_("This has been voided as a wrong entry."))


class HasReports(Refused):
    """A meeting that somebody reported stays."""

    def __init__(self) -> None:
        super().__init__(_("This meeting has been reported. Void its reports first if they are wrong."))


class NotACell(Refused):
    """The organization holds no meetings of its own on that day."""

    def __init__(self) -> None:
        super().__init__(_("On that day this organization does not hold meetings of its own."))
