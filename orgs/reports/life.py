"""The life of one organization: what it was when, what it came from and went into, who led it, who changed what."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orgs.models import (
    HeadCount,
    MeetingPattern,
    Office,
    Organization,
    OrganizationState,
    SuccessionPart,
)
from orgs.reports.history import Entry, Kept, changes_of

NTH: list[tuple[int, Any]] = [
    (1, gettext_lazy("first")),
    (2, gettext_lazy("second")),
    (3, gettext_lazy("third")),
    (4, gettext_lazy("fourth")),
    (5, gettext_lazy("fifth")),
    (-1, gettext_lazy("last")),
]
WEEKDAYS: list[tuple[int, Any]] = [
    (0, gettext_lazy("Monday")),
    (1, gettext_lazy("Tuesday")),
    (2, gettext_lazy("Wednesday")),
    (3, gettext_lazy("Thursday")),
    (4, gettext_lazy("Friday")),
    (5, gettext_lazy("Saturday")),
    (6, gettext_lazy("Sunday")),
]


@dataclass(frozen=True, slots=True)
class Named:
    """An organization in an event, by its name around the event's day."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that the organization had part in."""

    event: str
    takes_effect_on: dt.date
    paper: str
    resolution: str
    note: str
    voided: bool
    came_from: list[Named] = field(default_factory=list)
    went_into: list[Named] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pattern:
    """When a cell meets, in words."""

    text: str
    hour: dt.time | None
    next_working_day: bool


@dataclass(frozen=True, slots=True)
class Records:
    """What is recorded beside the states, as of a day."""

    offices: list[Office]
    patterns: list[Pattern]
    head_count: HeadCount | None


def records_on(organization: Organization, day: dt.date) -> Records:
    """Return offices and pattern in force on `day`, and the last head-count up to it; three queries."""
    offices = Office.objects.on(day).filter(organization=organization).select_related("person")
    patterns = MeetingPattern.objects.on(day).filter(organization=organization)
    counts = HeadCount.objects.filter(organization=organization, voided_at=None, counted_on__lte=day)
    return Records(
        list(offices.order_by("-title", "starts_on")),
        [pattern_in_words(row) for row in patterns],
        counts.order_by("-counted_on").first(),
    )


def pattern_in_words(row: MeetingPattern) -> Pattern:
    """Return the pattern as people say it: "ngày 3 hằng tháng", "thứ Bảy tuần đầu của tháng"."""
    if row.nth is None or row.weekday is None:
        text = _("on day %(day)s of each month") % {"day": row.day_of_month}
    else:
        week, weekday = dict(NTH)[row.nth], dict(WEEKDAYS)[row.weekday]
        text = _("on the %(week)s %(weekday)s of each month") % {"week": week, "weekday": weekday}
    return Pattern(text, row.hour, row.weekend == MeetingPattern.Weekend.NEXT)


def states_of(organization: Organization) -> list[OrganizationState]:
    """Return what it was from day to day, newest first, wrong entries left out."""
    rows = OrganizationState.objects.live().filter(organization=organization).select_related("opened_under")
    return list(rows.order_by("-starts_on"))


def happenings_of(organization: Organization) -> list[Happening]:
    """Return the events it had part in, newest first, with those it came from and went into; two queries."""
    parts = list(
        SuccessionPart.objects.filter(Q(organization=organization) | Q(into=organization))
        .select_related("succession")
        .order_by("-succession__takes_effect_on", "-succession_id", "pk")
    )
    names = Names({pk for part in parts for pk in (part.organization_id, part.into_id) if pk})
    found: dict[int, Happening] = {}
    for part in parts:
        event = part.succession
        happening = found.setdefault(
            event.pk,
            Happening(
                event=event.get_event_display(),
                takes_effect_on=event.takes_effect_on,
                paper=event.decision_number,
                resolution=event.resolution,
                note=event.note,
                voided=event.voided_at is not None,
            ),
        )
        if part.organization_id != organization.pk:
            happening.came_from.append(
                Named(part.organization_id, names.on(part.organization_id, event.takes_effect_on))
            )
        elif part.into_id:
            happening.went_into.append(Named(part.into_id, names.on(part.into_id, event.takes_effect_on)))
    return list(found.values())


class Names:
    """Names of organizations on a day; before its first its first, after its last its last."""

    def __init__(self, ids: set[int]) -> None:
        self.states: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
        rows = OrganizationState.objects.live().filter(organization_id__in=ids).order_by("starts_on")
        for pk, starts_on, name in rows.values_list("organization_id", "starts_on", "name"):
            self.states[pk].append((starts_on, name))

    def on(self, pk: int, day: dt.date) -> str:
        rows = self.states[pk]
        known = [name for starts_on, name in rows if starts_on <= day] or [name for _day, name in rows[:1]]
        return known[-1] if known else ""


def history_of(organization: Organization) -> list[Entry]:
    """Return who changed what of the organization, its states, offices, patterns and head-counts, newest first."""
    own = {"organization_id": organization.pk}
    hidden = frozenset({"organization"})

    def ids(model: type[OrganizationState | Office | MeetingPattern | HeadCount]) -> list[int]:
        return list(model._default_manager.filter(**own).values_list("pk", flat=True))

    return changes_of(
        Kept(Organization, [organization.pk]),
        Kept(OrganizationState, ids(OrganizationState), follows="organization_id", hidden=hidden),
        *(
            Kept(model, ids(model), hidden=hidden, label=str(model._meta.verbose_name))
            for model in (Office, MeetingPattern, HeadCount)
        ),
    )
