"""Điều chỉnh phân công: other cells for a member by a short amending decision, or written into a chosen
draft.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import User
from orgs.models import Committee, Organization, OrganizationState, Person
from taskforces.models import Assignment, Charge, Decision, Membership, Release, TaskForce
from taskforces.services.cells import write_cells
from taskforces.services.drafting import make_draft
from taskforces.services.issuing import issue
from taskforces.services.versions import claim
from tramgdinh.database.refusals import Refused, refusals_in_words
from tramgdinh.text.dates import show_day


class CannotReassign(Refused):
    """`str()` says which cell stands in the way and why."""


@dataclass(frozen=True)
class Reassignment:
    """What becomes of one cell; `problem` is empty, or a sentence that says why it cannot be done."""

    cell: Organization
    name: str
    was: Person | None
    was_row: Assignment | None
    becomes: Person
    team: TaskForce | None
    base: Decision | None
    problem: str = ""


def preview_reassign(
    *,
    cells: Collection[Organization],
    person: Person,
    takes_effect_on: dt.date,
    draft: Decision | None = None,
) -> list[Reassignment]:
    """Return what `reassign` would do with each cell, in the order given; six queries.

    The person has to be, on the day, in the team that has the cell; with `draft`, in that draft's team of
    the same kind.
    """
    ids = [cell.pk for cell in cells]
    states = OrganizationState.objects.on(takes_effect_on).filter(organization_id__in=ids)
    names = {state.organization_id: (state.name, state.grassroots_id) for state in states}
    rows = Assignment.objects.on(takes_effect_on).in_charge().filter(cell_id__in=ids)
    held = {row.cell_id: row for row in rows.select_related("person", "task_force__decision")}
    bases = {base for _name, base in names.values() if base}
    charges = (
        Charge.objects.on(takes_effect_on).filter(organization_id__in=bases).select_related("task_force__decision")
    )
    teams = {row.organization_id: row.task_force for row in charges}
    in_teams = _teams_of(person, takes_effect_on, draft)
    found = []
    for cell in cells:
        name, base = names.get(cell.pk, (cell.code, None))
        row = held.get(cell.pk)
        team = _in_draft((teams.get(base) if base else None) or (row.task_force if row else None), draft)
        line = Reassignment(
            cell=cell,
            name=name,
            was=row.person if row else None,
            was_row=row,
            becomes=person,
            team=team,
            base=team.decision if team else None,
        )
        exists = cell.pk in names
        found.append(replace(line, problem=_problem(line, exists, in_teams, takes_effect_on)))
    return found


def reassign(
    *,
    cells: Collection[Organization],
    person: Person,
    takes_effect_on: dt.date,
    reason: str,
    by: User,
    today: dt.date,
    committee: Committee,
    draft: Decision | None = None,
    version: int | None = None,
    basis: str = "",
    subject: str = "",
    paper: str = Decision.Paper.DECISION,
    number: int | None = None,
    signed_on: dt.date | None = None,
    symbol: str = "",
    term: str = "",
    signer_title: str = "",
    signer_name: str = "",
    scan: "UploadedFile[Any] | None" = None,
) -> Decision:
    """Put `person` in charge of `cells` and return the decision that says so.

    With `draft` (and its `version`) it is written there and takes effect when that is issued. Otherwise a
    short decision amending the one in force is recorded as issued: it needs `number` and `signed_on`. How
    often the cell is visited stays as it was. All or nothing: raises CannotReassign for the first cell in
    the way, and what `issue_decision` raises.
    """
    plan = preview_reassign(cells=cells, person=person, takes_effect_on=takes_effect_on, draft=draft)
    if not plan:
        raise CannotReassign(_("Choose at least one cell."))
    if problems := [line.problem for line in plan if line.problem]:
        raise CannotReassign(problems[0])
    with refusals_in_words(), history(by=by, verb="reassign", reason=reason, decision=draft.pk if draft else None):
        if draft is not None:
            claim(draft, version or 0)
            _write(plan, draft, person, by)
            return draft
        if number is None or signed_on is None:
            raise CannotReassign(_("Give the number and the day of signature of the decision."))
        bases = {line.base.amends_id or line.base.pk: line.base for line in plan if line.base}
        if len(bases) > 1:
            raise CannotReassign(
                _("These cells stand under different decisions. Reassign them one decision at a time.")
            )
        base = next(iter(bases.values()))
        made = make_draft(
            committee=committee, subject=subject or _("Adjustment of the assignment of cells"), by=by, today=today,
            nature=Decision.Nature.AMENDING, paper=paper, basis=basis or reason, amends=base,
        )  # fmt: skip
        _write(plan, made, person, by)
        return issue(
            decision=made, version=made.version, number=number, signed_on=signed_on,
            takes_effect_on=takes_effect_on, by=by, today=today, symbol=symbol, term=term,
            signer_title=signer_title, signer_name=signer_name, scan=scan,
        )  # fmt: skip


def _write(plan: list[Reassignment], draft: Decision, person: Person, by: User) -> None:
    for line in plan:
        if line.team is None:  # `problem` has said so
            continue
        how = {"visits": line.was_row.visits, "visits_per": line.was_row.visits_per} if line.was_row else {}
        write_cells(draft=draft, by=by, task_force=line.team, cells=[line.cell], person=person, **how)  # type: ignore[arg-type]


def _teams_of(person: Person, day: dt.date, draft: Decision | None) -> set[int]:
    if draft is not None and draft.nature == Decision.Nature.BASE:
        rows = Membership.objects.filter(decision=draft, person=person)
        return set(rows.values_list("task_force_id", flat=True))
    on_day = set(Membership.objects.on(day).filter(person=person).values_list("task_force_id", flat=True))
    if draft is None:
        return on_day
    gone = Release.objects.filter(decision=draft, membership__person=person).values_list("membership__task_force_id")
    drafted = Membership.objects.filter(decision=draft, person=person).values_list("task_force_id", flat=True)
    return (on_day - {team for (team,) in gone}) | set(drafted)


def _in_draft(team: TaskForce | None, draft: Decision | None) -> TaskForce | None:
    """In a draft of a new assignment the team is the one that continues today's."""
    if team is None or draft is None or draft.nature != Decision.Nature.BASE:
        return team
    return TaskForce.objects.filter(decision=draft, continues=team).select_related("decision").first()


def _problem(line: Reassignment, exists: bool, in_teams: set[int], day: dt.date) -> str:
    team, row = line.team, line.was_row
    facts = {"cell": line.name, "person": line.becomes, "team": team or "", "day": show_day(day)}
    if not exists:
        return _("%(cell)s does not exist on %(day)s.") % facts
    if team is None:
        return _("No team has %(cell)s on %(day)s.") % facts
    if team.pk not in in_teams:
        return _("%(person)s is not in %(team)s, which has %(cell)s, on %(day)s.") % facts
    if row is not None and row.person_id == line.becomes.pk:
        return _("%(person)s is already in charge of %(cell)s on %(day)s.") % facts
    return ""
