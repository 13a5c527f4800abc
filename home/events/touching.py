"""What an event of organizations touches above: charges, assignments, coverages that end, meetings planned after.

The preview shows these rows and the service ends these rows: one function for both.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from meetings.models import Meeting, Report
from orgs.models import OrganizationState
from orgs.rules import is_cell, is_grassroots
from orgs.services import Outcome
from taskforces.models import Assignment, Charge, Coverage


@dataclass(frozen=True, slots=True)
class Touched:
    """Rows that the event ends, and those that go on though their organization now stands elsewhere."""

    charges: list[Charge] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    coverages: list[Coverage] = field(default_factory=list)
    # Assignments of a member whose team does not have the organization that the cell goes to.
    strangers: list[Assignment] = field(default_factory=list)
    planned: list[Meeting] = field(default_factory=list)
    reported: list[Meeting] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting still to come when the event takes effect."""

    meeting: Meeting
    is_reported: bool


@dataclass(frozen=True, slots=True)
class Losing:
    """Ids of organizations by what they lose."""

    ended: frozenset[int]
    charge: frozenset[int]  # no grassroots organization any more: no team has it
    cell: frozenset[int]  # no meetings of its own any more: nobody attends it
    moved: dict[int, int | str | None]  # cell → the grassroots organization that it goes to


def losing(outcome: Outcome) -> Losing:
    """Return which organizations lose what by `outcome`."""
    ended = frozenset(outcome.ended_ids)
    charge, cell = set(ended), set(ended)
    moved: dict[int, int | str | None] = {}
    after = {step.ref: step.after for step in outcome.steps}
    for step in outcome.steps:
        if step.before is None or step.after is None or not isinstance(step.ref, int):
            continue
        if is_grassroots(step.before.kind) and not is_grassroots(step.after.kind):
            charge.add(step.ref)
        if is_cell(step.before.kind) and not is_cell(step.after.kind):
            cell.add(step.ref)
        elif is_cell(step.after.kind) and not is_grassroots(step.after.kind) and step.changes:
            above = after.get(step.after.parent) if step.after.parent is not None else None
            base = above.parent if above is not None and above.kind == "section" else step.after.parent
            moved[step.ref] = base
    return Losing(ended, frozenset(charge), frozenset(cell), moved)


def touched_by(outcome: Outcome) -> Touched:
    """Return what stands on what the event ends, from its day on; eight queries."""
    plan, lost = outcome.plan, losing(outcome)
    day, last = plan.takes_effect_on, plan.last_day
    meetings = meetings_after(lost.cell, day)
    return Touched(
        charges=list(charges_of(lost.charge, day).select_related("task_force", "decision")),
        assignments=list(assignments_of(lost.cell, day).select_related("person", "task_force", "decision")),
        coverages=list(coverages_of(lost.cell, day).select_related("task_force", "decision")),
        strangers=_strangers(lost.moved, last),
        planned=[row.meeting for row in meetings if not row.is_reported],
        reported=[row.meeting for row in meetings if row.is_reported],
    )


def charges_of(organizations: Collection[int], day: dt.date) -> "QuerySet[Charge]":
    """Charges of these that reach into `day` or later."""
    return Charge.objects.live().during(day, None).filter(organization_id__in=organizations)


def assignments_of(cells: Collection[int], day: dt.date) -> "QuerySet[Assignment]":
    rows = Assignment.objects.live().during(day, None).filter(cell_id__in=cells)
    return rows.order_by("cell_id", "capacity", "person__sort_key")


def coverages_of(cells: Collection[int], day: dt.date) -> "QuerySet[Coverage]":
    return Coverage.objects.live().during(day, None).filter(cell_id__in=cells).order_by("cell_id")


def meetings_after(cells: Collection[int], day: dt.date) -> list[Planned]:
    """Meetings of these cells planned for `day` or later, and whether somebody has reported each."""
    reports = Report.objects.filter(meeting_id=OuterRef("pk"), voided_at=None)
    rows = Meeting.objects.filter(cell_id__in=cells, planned_on__gte=day, voided_at=None)
    found = list(rows.annotate(is_reported=Exists(reports)).order_by("planned_on", "cell_id"))
    return [Planned(meeting, meeting.is_reported) for meeting in found]  # type: ignore[attr-defined]


def _strangers(moved: dict[int, int | str | None], day: dt.date) -> list[Assignment]:
    bases = {base for base in moved.values() if isinstance(base, int)}
    roots = dict(
        OrganizationState.objects.on(day)
        .filter(organization_id__in=bases)
        .values_list("organization_id", "grassroots_id")
    )
    teams = dict(
        Charge.objects.on(day)
        .filter(organization_id__in=set(roots.values()))
        .values_list("organization_id", "task_force_id")
    )
    rows = (
        Assignment.objects.on(day)
        .in_charge()
        .filter(cell_id__in=moved)
        .select_related("person", "task_force", "decision")
    )

    def team_of(cell: int) -> int | None:
        base = moved[cell]
        return teams.get(roots.get(base) or 0) if isinstance(base, int) else None

    return [row for row in rows if row.task_force_id != team_of(row.cell_id)]
