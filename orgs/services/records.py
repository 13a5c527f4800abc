"""What is recorded of an organization beside its states: offices, head-counts, meeting patterns; and places."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import User
from orgs.models import (
    Committee,
    HeadCount,
    MeetingPattern,
    Office,
    Organization,
    OrganizationState,
    Person,
    Place,
    Travel,
)
from orgs.rules import is_armed, is_cell
from orgs.services.refusals import HeadCountNotKept, NotACell, NothingChanges, NotThere
from orgs.services.voiding import void
from tramgdinh.text.dates import show_day

_ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def record_office(
    *,
    organization: Organization,
    person: Person,
    title: str,
    starts_on: dt.date,
    by: User,
    ends_on: dt.date | None = None,
) -> Office:
    """Record who leads an organization from `starts_on`; the secretary before him ends the day before."""
    _lock(organization)
    _there(organization, starts_on)
    office = Office(
        organization=organization,
        person=person,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=by,
    )
    with history(by=by, verb="record_office"):
        if title == Office.Title.SECRETARY:
            rows = Office.objects.live().filter(organization=organization, title=title)
            _refuse_same(rows.filter(person=person), starts_on)
            _end_open(rows, starts_on)
        office.full_clean(exclude=["recorded_by"])
        office.save()
    return office


@transaction.atomic
def end_office(*, office: Office, last_day: dt.date, by: User, reason: str) -> None:
    """End an office after `last_day`, which still counts."""
    _end(office, last_day, by, "end_office", reason)


@transaction.atomic
def record_pattern(
    *,
    organization: Organization,
    starts_on: dt.date,
    by: User,
    day_of_month: int | None = None,
    nth: int | None = None,
    weekday: int | None = None,
    hour: dt.time | None = None,
    weekend: str = MeetingPattern.Weekend.KEEP,
) -> MeetingPattern:
    """Record when a cell meets from `starts_on`; the pattern before it ends the day before."""
    _lock(organization)
    state = _there(organization, starts_on)
    if not is_cell(state.kind):
        raise NotACell(_("%(name)s does not hold monthly meetings itself.") % {"name": state.name})
    facts = {"day_of_month": day_of_month, "nth": nth, "weekday": weekday, "hour": hour, "weekend": weekend}
    pattern = MeetingPattern(organization=organization, starts_on=starts_on, recorded_by=by, **facts)
    with history(by=by, verb="record_pattern"):
        rows = MeetingPattern.objects.live().filter(organization=organization)
        _refuse_same(rows.filter(**facts), starts_on)
        _end_open(rows, starts_on)
        pattern.full_clean(exclude=["recorded_by"])
        pattern.save()
    return pattern


@transaction.atomic
def record_head_count(
    *, organization: Organization, counted_on: dt.date, members: int, by: User, reason: str = ""
) -> HeadCount:
    """Record how many members there were on a day; with a reason, put right what was recorded of that day.

    Of the military and the police nothing is stored unless the committee has switched it on.
    """
    _lock(organization)
    state = _there(organization, counted_on)
    if (is_armed(state.sector) or is_armed(_sector_above(state, counted_on))) and not _counts_armed(organization):
        raise HeadCountNotKept(
            _("Head-counts of the military and the police are not stored here (%(name)s).") % {"name": state.name}
        )
    with history(by=by, verb="correct_head_count" if reason else "record_head_count", reason=reason):
        if reason:
            void(
                HeadCount.objects.filter(organization=organization, counted_on=counted_on, voided_at=None),
                by=by,
                reason=reason,
            )
        count = HeadCount(organization=organization, counted_on=counted_on, members=members, recorded_by=by)
        count.full_clean(exclude=["recorded_by"])
        count.save()
    return count


@transaction.atomic
def record_place(*, committee: Committee, name: str, minutes_from_seat: int, by: User) -> Place:
    """Record where cells meet, with the minutes on the road from the seat, one way."""
    place = Place(committee=committee, name=name, minutes_from_seat=minutes_from_seat)
    place.full_clean()
    with history(by=by, verb="record_place"):
        place.save()
    return place


@transaction.atomic
def record_travel(*, origin: Place, destination: Place, minutes: int, by: User) -> Travel:
    """Record (anew) the minutes on the road between two places, one way."""
    with history(by=by, verb="record_travel"):
        travel, _made = Travel.objects.update_or_create(
            origin=origin, destination=destination, defaults={"minutes": minutes}
        )
    return travel


def _lock(organization: Organization) -> None:
    Organization.objects.select_for_update().only("pk").get(pk=organization.pk)


def _there(organization: Organization, day: dt.date) -> OrganizationState:
    state = OrganizationState.objects.on(day).filter(organization=organization).first()
    if state is None:
        name = OrganizationState.objects.live().filter(organization=organization).values_list("name", flat=True).first()
        raise NotThere(_("%(name)s is not there on %(day)s.") % {"name": name or organization, "day": show_day(day)})
    return state


def _sector_above(state: OrganizationState, day: dt.date) -> str:
    """The sector of the grassroots organization that it stands in: a cell of the police may be a village cell."""
    above = OrganizationState.objects.on(day).filter(organization_id=state.grassroots_id or 0)
    return above.values_list("sector", flat=True).first() or ""


def _counts_armed(organization: Organization) -> bool:
    return Committee.objects.filter(pk=organization.committee_id, counts_armed_forces=True).exists()


def _refuse_same(rows: Any, day: dt.date) -> None:
    if rows.on(day).exists():
        raise NothingChanges(_("This is already recorded on %(day)s.") % {"day": show_day(day)})


def _end_open(rows: Any, starts_on: dt.date) -> None:
    """End the day before whatever of `rows` is open and began earlier."""
    rows.filter(ends_on=None, starts_on__lt=starts_on).update(ends_on=starts_on - _ONE_DAY)


def _end(row: Any, last_day: dt.date, by: User, verb: str, reason: str) -> None:
    still_open = type(row).objects.live().filter(pk=row.pk, ends_on=None, starts_on__lte=last_day)
    with history(by=by, verb=verb, reason=reason):
        if not still_open.update(ends_on=last_day):
            raise NothingChanges(_("This has already ended, or had not begun by then."))
