"""The verbs of an organization's life. Each is one plan, carried out in one transaction or not at all."""

import datetime as dt
from collections.abc import Iterable, Sequence

from accounts.models import User
from orgs.models import Committee, Kind, Organization, Place, Sector, Succession
from orgs.services.carrying_out import carry_out
from orgs.services.plans import Begins, Ends, GoesOn, Paper, Plan

Event = Succession.Event


def found_organization(
    *,
    committee: Committee,
    name: str,
    kind: Kind,
    parent: Organization | None,
    takes_effect_on: dt.date,
    paper: Paper,
    by: User,
    sector: Sector = Sector.OTHER,
    place: Place | None = None,
    code: str = "",
    order: int = 0,
) -> Organization:
    """Found an organization and return it."""
    row = Begins("new", name, kind, parent, sector, place, code, order)
    plan = Plan(committee, Event.FOUND, takes_effect_on, paper, begins=(row,))
    succession = carry_out(plan=plan, by=by)
    return Organization.objects.get(founded_under=succession)


def end_organization(
    *,
    organization: Organization,
    takes_effect_on: dt.date,
    paper: Paper,
    by: User,
    below: Iterable[Organization] = (),
) -> Succession:
    """End an organization without a successor, and with it those of `below`; the last day is the day before."""
    rows = tuple(Ends(each) for each in (organization, *below))
    plan = Plan(organization.committee, Event.END, takes_effect_on, paper, ends=rows)
    return carry_out(plan=plan, by=by)


def rename_organization(
    *, organization: Organization, name: str, takes_effect_on: dt.date, paper: Paper, by: User
) -> Succession:
    """Give an organization another name; it stays the same one."""
    return _go_on(Event.RENAME, GoesOn(organization, name=name), takes_effect_on, paper, by)


def move_organization(
    *, organization: Organization, parent: Organization, takes_effect_on: dt.date, paper: Paper, by: User
) -> Succession:
    """Put an organization, with all below it, under another parent."""
    return _go_on(Event.MOVE, GoesOn(organization, parent=parent), takes_effect_on, paper, by)


def change_kind(
    *,
    organization: Organization,
    kind: Kind,
    takes_effect_on: dt.date,
    paper: Paper,
    by: User,
    name: str | None = None,
    parent: Organization | None = None,
    below: Sequence[Begins | GoesOn | Ends] = (),
) -> Succession:
    """Turn a chi bộ cơ sở into a đảng bộ cơ sở or back; it stays the same one. `below`: what becomes of its cells."""
    plan = Plan(
        organization.committee,
        Event.CHANGE_KIND,
        takes_effect_on,
        paper,
        begins=tuple(row for row in below if isinstance(row, Begins)),
        goes_on=(
            GoesOn(organization, name=name, kind=kind, parent=parent),
            *(row for row in below if isinstance(row, GoesOn)),
        ),
        ends=tuple(row for row in below if isinstance(row, Ends)),
    )
    return carry_out(plan=plan, by=by)


def succeed(
    *,
    committee: Committee,
    event: Succession.Event,
    takes_effect_on: dt.date,
    paper: Paper,
    by: User,
    ends: Sequence[Ends] = (),
    goes_on: Sequence[GoesOn] = (),
    begins: Sequence[Begins] = (),
) -> Succession:
    """Merge or split, many to many: each organization and each of its cells ends, goes on elsewhere, or begins."""
    plan = Plan(committee, event, takes_effect_on, paper, tuple(begins), tuple(goes_on), tuple(ends))
    return carry_out(plan=plan, by=by)


def _go_on(event: Succession.Event, row: GoesOn, takes_effect_on: dt.date, paper: Paper, by: User) -> Succession:
    plan = Plan(row.organization.committee, event, takes_effect_on, paper, goes_on=(row,))
    return carry_out(plan=plan, by=by)
