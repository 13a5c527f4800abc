"""Who answers for a cell on a day: the member in charge; else the team of its organization; else nobody yet.

Substitutes stand beside the answer, never instead of it (model.md, law 2).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q

from orgs.models import OrganizationState, Person
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, TaskForce


class By(StrEnum):
    """Who the answer is: a named member, the team (its leader), or nobody."""

    MEMBER = "member"
    TEAM = "team"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Answer:
    """The one answer, with the decision that laid it down; `out_of_scope` if that leaves the cell out."""

    by: By
    person: Person | None = None
    title: str = ""  # his title as printed in the decision
    team: TaskForce | None = None
    leader: Person | None = None
    decision: Decision | None = None
    since: dt.date | None = None
    out_of_scope: bool = False
    # The decision says nothing of the cell: its team answers, by an oversight.
    unsaid: bool = False
    substitutes: tuple[Person, ...] = field(default=())


NOBODY = Answer(By.NOBODY)


def who_answers(cell_id: int, day: dt.date) -> Answer | None:
    """Return the answer for a cell (or a grassroots organization) on `day`; None if it did not exist then."""
    state = OrganizationState.objects.on(day).filter(organization_id=cell_id).values_list("grassroots_id").first()
    return answers_on(day, {cell_id: state[0]})[cell_id] if state else None


def answers_on(day: dt.date, cells: Mapping[int, int | None]) -> dict[int, Answer]:
    """Return the answer of every cell in `cells` (cell id → id of its grassroots organization on `day`).

    At most four queries, however many cells; teams are only asked where no member is in charge.
    """
    in_charge, substitutes = _assigned(day, cells)
    unnamed = {cell: base for cell, base in cells.items() if base and cell not in in_charge}
    charges = _charges(day, set(unnamed.values()))
    leaders, titles = _members(day, in_charge.values(), charges.values())
    said = _said(day, unnamed)
    found: dict[int, Answer] = {}
    for cell, base in cells.items():
        others = tuple(substitutes[cell])
        if row := in_charge.get(cell):
            found[cell] = Answer(
                By.MEMBER,
                person=row.person,
                title=titles.get((row.task_force_id, row.person_id), ""),
                team=row.task_force,
                leader=leaders.get(row.task_force_id),
                decision=row.decision,
                since=row.starts_on,
                substitutes=others,
            )
        elif base and (charge := charges.get(base)):
            found[cell] = Answer(
                By.TEAM,
                team=charge.task_force,
                leader=leaders.get(charge.task_force_id),
                decision=charge.decision,
                since=charge.starts_on,
                out_of_scope=said.get(cell) == Coverage.Kind.OUT_OF_SCOPE,
                unsaid=cell not in said,
                substitutes=others,
            )
        else:
            found[cell] = Answer(By.NOBODY, substitutes=others)
    return found


def _assigned(day: dt.date, cells: Iterable[int]) -> tuple[dict[int, Assignment], dict[int, list[Person]]]:
    in_charge: dict[int, Assignment] = {}
    substitutes: dict[int, list[Person]] = defaultdict(list)
    rows = Assignment.objects.on(day).filter(cell_id__in=list(cells))
    for row in rows.select_related("person", "task_force", "decision").order_by("person__sort_key"):
        if row.capacity == Assignment.Capacity.IN_CHARGE:
            in_charge[row.cell_id] = row
        else:
            substitutes[row.cell_id].append(row.person)
    return in_charge, substitutes


def _charges(day: dt.date, bases: set[int]) -> dict[int, Charge]:
    if not bases:
        return {}
    rows = Charge.objects.on(day).filter(organization_id__in=bases).select_related("task_force", "decision")
    return {row.organization_id: row for row in rows}


def _members(
    day: dt.date, assignments: Iterable[Assignment], charges: Iterable[Charge]
) -> tuple[dict[int, Person], dict[tuple[int, int], str]]:
    """Return the leader of each team, and the printed title of each person in charge."""
    teams = {row.task_force_id for row in assignments} | {row.task_force_id for row in charges}
    wanted = Q(role=Membership.Role.LEADER) | Q(person_id__in={row.person_id for row in assignments})
    rows = Membership.objects.on(day).filter(wanted, task_force_id__in=teams).select_related("person") if teams else []
    leaders, titles = {}, {}
    for row in rows:
        titles[row.task_force_id, row.person_id] = row.printed_title
        if row.role == Membership.Role.LEADER:
            leaders[row.task_force_id] = row.person
    return leaders, titles


def _said(day: dt.date, cells: Iterable[int]) -> dict[int, str]:
    return dict(Coverage.objects.on(day).filter(cell_id__in=list(cells)).values_list("cell_id", "kind"))
