"""What is reported of a meeting. Sent twice, it is recorded once; changed, it is a new version beside the
old.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from accounts.history import history
from accounts.models import User
from meetings.models import Meeting, Report
from meetings.rules import first_of_month, is_in_reach
from meetings.services.planning import plan_meeting
from meetings.services.refusals import AlreadyReported, NotItsMonth, NotYet, OfAnother, Voided
from orgs.models import Organization, Person
from tramgdinh.database.refusals import refusals_in_words


class Facts(TypedDict, total=False):
    """What the form asks; the names are the report's."""

    held: bool
    not_held_reason: str
    held_on: dt.date | None
    start_hour: dt.time | None
    end_hour: dt.time | None
    total: int | None
    exempt: int | None
    away_long: int | None
    present: int | None
    absent_excused: int | None
    absent_unexcused: int | None
    presence: str
    road_minutes: int | None
    discussed: str
    paper_number: str
    self_level: str
    attendee_level: str


@dataclass(frozen=True)
class Logged:
    """The report that stands, and whether this call made it."""

    report: Report
    is_new: bool


@transaction.atomic
def log_report(
    *,
    meeting: Meeting,
    person: Person,
    client_uuid: uuid.UUID,
    entered_at: dt.datetime,
    today: dt.date,
    by: User,
    replaces: int | None = None,
    **facts: Unpack[Facts],
) -> Logged:
    """Record what `person` reports of a meeting; the same `client_uuid` again returns the report that it
    made.

    `replaces` is the version that was changed. Without it a report that stands is refused
    (AlreadyReported), with an outdated one as well: nobody writes over what he has not seen. Days: NotYet,
    NotItsMonth. ValidationError where the facts contradict each other (the forms say it at the field
    first).
    """
    # Whoever reports the same meeting at the same moment waits here.
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    sent = Report.objects.filter(month=meeting.month, client_uuid=client_uuid).first()
    if sent is not None:
        if (sent.meeting_id, sent.person_id) != (meeting.pk, person.pk):
            raise OfAnother
        return Logged(sent, is_new=False)
    if meeting.voided_at is not None:
        raise Voided
    _check_day(meeting.month, facts.get("held_on"), today)
    mine = Report.objects.filter(meeting=meeting, person=person)
    latest = mine.standing().first()
    if latest is not None and latest.version != replaces:
        raise AlreadyReported(latest)
    report = Report(
        month=meeting.month,
        meeting=meeting,
        person=person,
        client_uuid=client_uuid,
        version=(mine.order_by("-version").values_list("version", flat=True).first() or 0) + 1,
        entered_at=entered_at,
        recorded_by=by,
        **facts,
    )
    report.full_clean(exclude=["meeting", "person", "recorded_by"], validate_unique=False)
    with history(by=by, verb="change_report" if latest else "log_report"), refusals_in_words():
        if latest is not None:
            Report.objects.filter(pk=latest.pk).update(is_latest=False)
        report.save(force_insert=True)
    return Logged(report, is_new=True)


@transaction.atomic
def log_unplanned_report(
    *,
    cell: Organization,
    kind: str,
    person: Person,
    client_uuid: uuid.UUID,
    entered_at: dt.datetime,
    today: dt.date,
    by: User,
    **facts: Unpack[Facts],
) -> Logged:
    """Record a meeting that nobody had planned, with its report: the meeting is planned for the day it was
    held.

    For a regular meeting that is planned after all the report goes there.
    """
    held_on = facts.get("held_on") or today
    month = first_of_month(held_on)
    Organization.objects.select_for_update().get(pk=cell.pk)
    sent = Report.objects.filter(month=month, client_uuid=client_uuid).select_related("meeting").first()
    planned = Meeting.objects.live().of_month(month).regular().filter(cell=cell).first()
    if sent is not None:
        meeting = sent.meeting
        if meeting.cell_id != cell.pk:
            raise OfAnother
    elif kind in {Meeting.Kind.REGULAR, Meeting.Kind.COMBINED} and planned is not None:
        meeting = planned
    else:
        _check_day(month, held_on, today)
        meeting = plan_meeting(cell=cell, kind=kind, planned_on=held_on, by=by)
    return log_report(
        meeting=meeting,
        person=person,
        client_uuid=client_uuid,
        entered_at=entered_at,
        today=today,
        by=by,
        **facts,
    )


@transaction.atomic
def void_report(*, report: Report, reason: str, by: User) -> None:
    """Void a report that was entered by mistake (another meeting, another comrade); it stays in sight as
    voided.
    """
    with history(by=by, verb="void_report", reason=reason):
        rows = Report.objects.standing().filter(pk=report.pk)
        if not rows.update(voided_at=timezone.now(), voided_by=by, void_reason=reason):
            raise Voided


def _check_day(month: dt.date, held_on: dt.date | None, today: dt.date) -> None:
    if held_on is None:
        return
    if held_on > today:
        raise NotYet(held_on)
    if not is_in_reach(held_on, month):
        raise NotItsMonth(held_on, month)
