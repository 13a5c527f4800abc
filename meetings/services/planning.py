"""What is planned: a month's expected meetings, others beside them, moves, and wrong entries voided."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.history import history
from accounts.models import User
from meetings.models import Meeting
from meetings.rules import first_of_month, is_in_reach, last_of_month, pattern_day, planned_day
from meetings.services.refusals import HasReports, NotACell, NotItsMonth, Voided
from orgs.models import Committee, MeetingPattern, Organization, OrganizationState, Place
from tramgdinh.database.refusals import refusals_in_words


@transaction.atomic
def expect_month(*, committee: Committee, month: dt.date, by: User) -> int:
    """Plan the regular meeting of every cell that has a pattern, and return how many are new. Twice changes
    nothing.

    A cell is left alone once anybody has planned its regular meeting of the month, also when that was voided.
    """
    month = first_of_month(month)
    known = Meeting.objects.of_month(month).regular().filter(cell__committee=committee)
    taken = set(known.values_list("cell_id", flat=True))
    rows = {
        cell_id: Meeting(
            month=month,
            cell_id=cell_id,
            planned_on=planned_day(pattern, month),
            planned_hour=pattern.hour,
            place_id=place_id,
            recorded_by=by,
        )
        for cell_id, (pattern, place_id) in _patterns(committee, month).items()
        if cell_id not in taken
    }
    before = known.count()
    with history(by=by, verb="expect_month"):
        # Two at once: the second meets the unique key and adds nothing.
        Meeting.objects.bulk_create(rows.values(), ignore_conflicts=True, batch_size=500)
    return known.count() - before


def _patterns(committee: Committee, month: dt.date) -> dict[int, tuple[MeetingPattern, int | None]]:
    """Return the pattern of each cell and its place, both as on the very day that the pattern names."""
    first, last = month, last_of_month(month)
    states: dict[int, list[OrganizationState]] = {}
    cells = OrganizationState.objects.live().during(first, last).cells()
    for state in cells.filter(organization__committee=committee):
        states.setdefault(state.organization_id, []).append(state)
    found = {}
    patterns = MeetingPattern.objects.live().during(first, last)
    for pattern in patterns.filter(organization__committee=committee).order_by("starts_on"):
        day = pattern_day(pattern, month)
        there = [state for state in states.get(pattern.organization_id, []) if state.is_on(day)]
        if pattern.is_on(day) and there:
            found[pattern.organization_id] = (pattern, there[0].place_id)
    return found


@transaction.atomic
def plan_meeting(
    *,
    cell: Organization,
    kind: str,
    planned_on: dt.date,
    by: User,
    month: dt.date | None = None,
    planned_hour: dt.time | None = None,
    place: Place | None = None,
    is_model: bool = False,
) -> Meeting:
    """Plan a meeting beside the expected ones; it counts for the month of its day unless `month` says
    another.

    Refused for an organization that is no cell on that day, and for a second regular meeting of a month.
    """
    Organization.objects.select_for_update().get(pk=cell.pk)
    month = first_of_month(month or planned_on)
    if not is_in_reach(planned_on, month):
        raise NotItsMonth(planned_on, month)
    if not OrganizationState.objects.on(planned_on).cells().filter(organization=cell).exists():
        raise NotACell
    same = Meeting.objects.live().of_month(month).filter(cell=cell, kind=kind)
    meeting = Meeting(
        month=month,
        cell=cell,
        kind=kind,
        # A second regular meeting is refused by its own law, so it is left to meet it.
        ordinal=(same.aggregate(last=Max("ordinal"))["last"] or 0) + 1,
        planned_on=planned_on,
        planned_hour=planned_hour,
        place=place,
        is_model=is_model,
        recorded_by=by,
    )
    with history(by=by, verb="plan_meeting"), refusals_in_words():
        meeting.save(force_insert=True)
    return meeting


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    planned_on: dt.date,
    by: User,
    reason: str = "",
    planned_hour: dt.time | None = None,
    place: Place | None = None,
    is_model: bool = False,
) -> None:
    """Give a meeting another day, hour or place; the month that it counts for stays. A voided one is
    refused.
    """
    if not is_in_reach(planned_on, meeting.month):
        raise NotItsMonth(planned_on, meeting.month)
    with history(by=by, verb="move_meeting", reason=reason):
        moved = Meeting.objects.live().filter(pk=meeting.pk)
        if not moved.update(planned_on=planned_on, planned_hour=planned_hour, place=place, is_model=is_model):
            raise Voided


@transaction.atomic
def void_meeting(*, meeting: Meeting, reason: str, by: User) -> None:
    """Void a meeting that was entered by mistake; one that somebody reported stays."""
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.voided_at is not None:
        raise Voided
    if locked.reports.live().exists():
        raise HasReports
    with history(by=by, verb="void_meeting", reason=reason):
        Meeting.objects.filter(pk=meeting.pk).update(voided_at=timezone.now(), voided_by=by, void_reason=reason)
