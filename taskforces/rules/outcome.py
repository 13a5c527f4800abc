"""What a decision would end and begin if it took effect on a day. One computation for the preview and for
the issue.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from orgs.models import OrganizationState
from taskforces.models import Assignment, Charge, Coverage, Decision, LaidDown, Membership, Release
from taskforces.rules.rows import Rows, laid_down, standing


@dataclass(frozen=True)
class Outcome:
    """What stands on the day, what ends (with rows that begin later and so never take effect), what begins."""

    day: dt.date
    decisions: list[Decision]  # issued ones that the draft replaces, amends or ends, with their amendments
    standing: Rows  # all their rows in force on the day or later
    ends: Rows
    begins: Rows
    # Of an amending decision the base; of a new assignment recorded late the one replaced, if a decision signed
    # later has ended it already: what begins ends with it.
    ends_with: Decision | None = None

    @property
    def last_day(self) -> dt.date | None:
        """The last day of what begins, if it is known already."""
        return self.ends_with.ends_on if self.ends_with else None

    @cached_property
    def before(self) -> Rows:
        """What stands on the day without the draft."""
        return self.standing.only(lambda row: row.starts_on is not None and row.starts_on <= self.day)

    @cached_property
    def stays(self) -> Rows:
        """What the draft leaves alone, on the day or later."""
        return self.standing.without(self.ends)

    @cached_property
    def after(self) -> Rows:
        """What stands on the day with the draft."""
        return self.before.without(self.ends).plus(self.begins)


def outcome(draft: Decision, day: dt.date, *, signed_on: dt.date | None = None) -> Outcome:
    """Return what `draft` would end and begin on `day`; at most 15 queries, however large the draft.

    `signed_on` matters to a decision recorded late: what one signed after it has laid down from a later day on is
    the later word and stays. Without it the draft is the last word.
    """
    named = [draft.amends_id] if draft.amends_id else list(draft.replaces.values_list("pk", flat=True))
    decisions = family(named)
    stands = standing([decision.pk for decision in decisions], day)
    begins = laid_down(draft)
    if draft.nature != Decision.Nature.AMENDING:
        late = draft.nature == Decision.Nature.BASE
        replaced = [decision for decision in decisions if late and decision.pk in named]
        return Outcome(day, decisions, stands, stands, begins, _ended_by_a_later_word(replaced, signed_on))
    signed = {decision.pk: decision.signed_on or dt.date.min for decision in decisions}

    def may_end(row: LaidDown) -> bool:
        began = row.starts_on is not None and row.starts_on < day
        return began or signed_on is None or signed[row.decision_id] <= signed_on

    base = next((decision for decision in decisions if decision.pk == draft.amends_id), None)
    ends = _amended(draft, stands.only(may_end), begins, day)
    return Outcome(day, decisions, stands, ends, begins, base if base and base.ends_on else None)


def _ended_by_a_later_word(replaced: list[Decision], signed_on: dt.date | None) -> Decision | None:
    """The first of the replaced decisions to have ended by one signed after `signed_on`, itself not replaced."""
    named = {decision.pk for decision in replaced}
    ended = [
        decision
        for decision in replaced
        if decision.ends_on
        and decision.ended_under
        and decision.ended_under_id not in named
        and decision.ended_under.signed_on
        and signed_on is not None
        and decision.ended_under.signed_on > signed_on
    ]
    return min(ended, key=lambda decision: decision.ends_on or dt.date.max, default=None)


def family(decision_ids: Collection[int]) -> list[Decision]:
    """Return these issued decisions and the issued ones that amend them, by id."""
    amending = Q(amends_id__in=decision_ids, nature=Decision.Nature.AMENDING)
    rows = Decision.objects.issued().filter(Q(pk__in=decision_ids) | amending)
    return list(rows.order_by("pk").select_related("ended_under")) if decision_ids else []


def cells_within(organization_ids: Collection[int], day: dt.date) -> dict[int, int]:
    """Return cell id → id of the grassroots organization that it stands in on `day` (a chi bộ cơ sở in
    itself).
    """
    if not organization_ids:
        return {}
    cells = OrganizationState.objects.on(day).cells().filter(grassroots_id__in=organization_ids)
    return dict(cells.values_list("organization_id", "grassroots_id"))


def _amended(draft: Decision, before: Rows, begins: Rows, day: dt.date) -> Rows:
    """What an amending decision ends: what it releases, what it takes over, and what hangs on either."""
    released = list(Release.objects.filter(decision=draft))
    charges = _ended_charges(before, begins, {row.charge_id for row in released})
    memberships = _ended_memberships(before, begins, {row.membership_id for row in released})
    kept = {(row.task_force_id, row.person_id) for row in begins.memberships}
    left = {(row.task_force_id, row.person_id) for row in memberships} - kept
    teams = {row.organization_id: row.task_force_id for row in begins.charges}
    moved = {
        (row.task_force_id, row.organization_id)
        for row in charges
        if teams.get(row.organization_id) != row.task_force_id
    }
    within = cells_within({organization for _team, organization in moved}, day)

    def goes_with_others(row: Assignment | Coverage) -> bool:
        # A member who leaves attends nothing more; a team that gives an organization up gives up its cells.
        return (row.task_force_id, getattr(row, "person_id", None)) in left or (
            row.task_force_id,
            within.get(row.cell_id),
        ) in moved

    return Rows(
        memberships=memberships,
        charges=charges,
        assignments=[
            row
            for row in before.assignments
            if goes_with_others(row) or row.pk in {r.assignment_id for r in released} or is_taken_over(row, begins)
        ],
        coverages=[
            row
            for row in before.coverages
            if goes_with_others(row) or row.pk in {r.coverage_id for r in released} or row.cell_id in said_anew(begins)
        ],
    )


def _ended_charges(before: Rows, begins: Rows, released: Collection[int | None]) -> list[Charge]:
    again = {row.organization_id for row in begins.charges}
    return [row for row in before.charges if row.pk in released or row.organization_id in again]


def _ended_memberships(before: Rows, begins: Rows, released: Collection[int | None]) -> list[Membership]:
    again = {(row.task_force_id, row.person_id) for row in begins.memberships}
    return [row for row in before.memberships if row.pk in released or (row.task_force_id, row.person_id) in again]


def is_taken_over(row: Assignment, begins: Rows) -> bool:
    """Whether the draft says anew who attends the cell in this row's stead, or puts its person there anew."""
    for other in begins.assignments:
        same_person = other.person_id == row.person_id
        both_answer = other.capacity == row.capacity == Assignment.Capacity.IN_CHARGE
        if other.cell_id == row.cell_id and (same_person or both_answer):
            return True
    return any(
        other.cell_id == row.cell_id
        and (row.capacity == Assignment.Capacity.IN_CHARGE or other.kind == Coverage.Kind.OUT_OF_SCOPE)
        for other in begins.coverages
    )


def said_anew(begins: Rows) -> set[int]:
    """Cells of which the draft says anew who answers."""
    return {row.cell_id for row in begins.in_charge} | {row.cell_id for row in begins.coverages}
