"""Where what a decision begins ends at once, since the book knows more already: of decisions recorded late."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from taskforces.models import Assignment, Charge, Coverage, EndReason, LaidDown, Membership
from taskforces.rules.outcome import Outcome, cells_within, is_taken_over, said_anew
from taskforces.rules.rows import Rows

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class End:
    """A last day and the event that names it."""

    last_day: dt.date
    reason: str
    ended_under_id: int | None = None
    ended_by_event_id: int | None = None
    basis: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "ends_on": self.last_day,
            "end_reason": self.reason,
            "ended_under_id": self.ended_under_id,
            "ended_by_event_id": self.ended_by_event_id,
            "end_basis": self.basis,
        }


type Ends = dict[tuple[type[LaidDown], int], End]


def known_ends(result: Outcome) -> Ends:
    """Return the ends of those rows of `result.begins` that are known already; none where nothing is late.

    A row ends with the base, before a row that a later word begins in its stead, and with the membership or the
    charge that it hangs on; the earliest of them.
    """
    ends: Ends = {}
    later = _later(result)
    for row in result.begins:
        _bound(ends, row, _of_base(result))
        _bound(ends, row, _of_later_word(row, later))
    memberships = [*result.stays.memberships, *result.begins.memberships]
    for row in result.begins.assignments:
        _bound(ends, row, _last([one for one in memberships if _is_of(one, row)], ends))
    if any((Charge, charge.pk) in ends or charge.ends_on for charge in (*result.stays.charges, *result.begins.charges)):
        _bound_by_charges(result, ends)
    return ends


def _bound_by_charges(result: Outcome, ends: Ends) -> None:
    """A cell's row ends with its team's charge of the organization; a team may attend a cell that it has not."""
    charges: dict[tuple[int, int], list[Charge]] = defaultdict(list)
    for charge in (*result.stays.charges, *result.begins.charges):
        charges[charge.task_force_id, charge.organization_id].append(charge)
    organizations = cells_within({organization for _team, organization in charges}, result.day)
    for row in result.begins.assignments:
        _bound(ends, row, _last(charges[row.task_force_id, organizations.get(row.cell_id, 0)], ends))
    for said in result.begins.coverages:
        _bound(ends, said, _last(charges[said.task_force_id, organizations.get(said.cell_id, 0)], ends))


def _bound(ends: Ends, row: LaidDown, end: End | None) -> None:
    key = (type(row), row.pk)
    if end is not None and (key not in ends or end.last_day < ends[key].last_day):
        ends[key] = end


def _of_base(result: Outcome) -> End | None:
    base = result.ends_with
    if base is None or base.ends_on is None:
        return None
    return End(base.ends_on, EndReason.REPLACED, base.ended_under_id)


type Later = list[tuple[dt.date, int, Rows]]


def _later(result: Outcome) -> Later:
    """What later words begin on the day or after it: first day, decision, rows; the earliest first."""
    late = [row for row in result.stays if row.starts_on is not None and row.starts_on >= result.day]
    keys = sorted({(row.starts_on or result.day, row.decision_id) for row in late})

    def of(day: dt.date, decision: int) -> Rows:
        return result.stays.only(lambda row: row.starts_on == day and row.decision_id == decision)

    return [(day, decision, of(day, decision)) for day, decision in keys]


def _of_later_word(row: LaidDown, later: Later) -> End | None:
    """The day before the first later rows that take this one over."""
    for first_day, decision_id, rows in later:
        if _ends(row, rows):
            return End(first_day - ONE_DAY, EndReason.AMENDED, decision_id)
    return None


def _ends(row: LaidDown, rows: Rows) -> bool:
    match row:
        case Assignment():
            return is_taken_over(row, rows)
        case Coverage():
            return row.cell_id in said_anew(rows)
        case Charge():
            return any(other.organization_id == row.organization_id for other in rows.charges)
        case Membership():
            return any(_same_place(row, other) for other in rows.memberships)
    return False


def _same_place(one: Membership, other: Membership) -> bool:
    both_lead = one.role == other.role == Membership.Role.LEADER
    return one.task_force_id == other.task_force_id and (one.person_id == other.person_id or both_lead)


def _is_of(membership: Membership, row: Assignment) -> bool:
    return membership.task_force_id == row.task_force_id and membership.person_id == row.person_id


def _last(rows: Sequence[LaidDown], ends: Ends) -> End | None:
    """The end of the last of the rows that follow one another without a gap; None while that one is open.

    What the draft begins has no first day yet and comes first.
    """
    by_first = {row.starts_on or dt.date.min: row for row in rows}
    row = by_first[min(by_first)] if by_first else None
    while row is not None:
        end = ends.get((type(row), row.pk)) or _own(row)
        row = by_first.get(end.last_day + ONE_DAY) if end else None
        if row is None:
            return end
    return None


def _own(row: LaidDown) -> End | None:
    if row.ends_on is None:
        return None
    return End(row.ends_on, row.end_reason, row.ended_under_id, row.ended_by_event_id, row.end_basis)
