"""Days of meetings, and who may report one."""

import calendar
import datetime as dt

from accounts.permissions import Reach
from accounts.scope import Scope
from orgs.models import MeetingPattern

# How far from its month a meeting may be held: some are brought before Tết, some held after a flood.
EARLY, LATE = dt.timedelta(days=10), dt.timedelta(days=15)
SATURDAY = 5


def first_of_month(day: dt.date) -> dt.date:
    """The day by which its month is named."""
    return day.replace(day=1)


def last_of_month(month: dt.date) -> dt.date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def next_month(month: dt.date) -> dt.date:
    return last_of_month(month) + dt.timedelta(days=1)


def previous_month(month: dt.date) -> dt.date:
    return first_of_month(first_of_month(month) - dt.timedelta(days=1))


def pattern_day(pattern: MeetingPattern, month: dt.date) -> dt.date:
    """The day that a pattern names in `month`, before any move off a weekend.

    A day 31 in a short month is its last day, a fifth weekday where there are four the last one.
    """
    last = last_of_month(month)
    if pattern.day_of_month is not None:
        return month.replace(day=min(int(pattern.day_of_month), last.day))
    # The pattern's own constraint: without a day of the month both of these are set.
    nth, weekday = int(pattern.nth or 0), int(pattern.weekday or 0)
    first = month + dt.timedelta(days=(weekday - month.weekday()) % 7)
    named = [first + dt.timedelta(weeks=week) for week in range(5)]
    there = [day for day in named if day <= last]
    return there[-1] if nth == -1 else there[min(nth, len(there)) - 1]


def planned_day(pattern: MeetingPattern, month: dt.date) -> dt.date:
    """The day on which the cell should meet: the pattern's, off a weekend where the cell keeps it so.

    Public holidays are not known here: staff move those meetings.
    """
    day = pattern_day(pattern, month)
    if pattern.weekend == MeetingPattern.Weekend.NEXT and day.weekday() >= SATURDAY:
        return day + dt.timedelta(days=7 - day.weekday())
    return day


def is_in_reach(day: dt.date, month: dt.date) -> bool:
    """Whether a meeting held on `day` can count for `month`."""
    return month - EARLY <= day <= last_of_month(month) + LATE


def can_report(scope: Scope, *, cell_id: int, person_id: int) -> bool:
    """Whether the holder of `scope` may report, for `person_id`, a meeting of the cell.

    Staff for anybody, a team leader for the people of his teams, a member for himself: on any cell of his
    teams, since he may stand in for another.
    """
    reach = scope.reach("meeting.report")
    if reach is Reach.ALL:
        return True
    if cell_id not in scope.organization_ids:
        return False
    if person_id == scope.person_id:
        return reach >= Reach.OWN
    return reach is Reach.TEAM and person_id in scope.colleague_ids
