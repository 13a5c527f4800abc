"""What a draft says of cells: who attends them, which are left to the team or out of scope, what an
amendment releases.
"""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import User
from orgs.models import Organization, Person
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, Release, TaskForce
from taskforces.services.teams import NotOfThisDraft, require_team
from taskforces.services.versions import claim
from tramgdinh.database.refusals import Refused, refusals_in_words

Capacity, Per = Assignment.Capacity, Assignment.Per


class NotAMember(Refused):
    """Cells are given only to members of the team: in the draft, or in what it amends."""

    def __init__(self, person: Person | str, team: TaskForce | str) -> None:
        super().__init__(
            _("%(person)s is not a member of %(team)s. Put the comrade into the team first.")
            % {"person": person, "team": team}
        )


@transaction.atomic
def assign_cells(
    *,
    draft: Decision,
    version: int,
    by: User,
    task_force: TaskForce,
    cells: Collection[Organization],
    person: Person | None = None,
    capacity: str = Capacity.IN_CHARGE,
    visits: int = 1,
    visits_per: str = Per.MONTH,
    coverage: str | None = None,
) -> None:
    """Give cells to a person, or say that they are left to the team or out of scope (`coverage`): one of the
    two.

    Replaces what the draft said of these cells before; substitutes stay beside a new person in charge and
    beside "left to the team". Raises NotAMember.
    """
    with refusals_in_words(), history(by=by, verb="assign_cells", decision=draft.pk):
        claim(draft, version)
        write_cells(
            draft=draft, by=by, task_force=task_force, cells=cells, person=person, capacity=capacity,
            visits=visits, visits_per=visits_per, coverage=coverage,
        )  # fmt: skip


def write_cells(
    *,
    draft: Decision,
    by: User,
    task_force: TaskForce,
    cells: Collection[Organization],
    person: Person | None = None,
    capacity: str = Capacity.IN_CHARGE,
    visits: int = 1,
    visits_per: str = Per.MONTH,
    coverage: str | None = None,
) -> None:
    """Do what `assign_cells` promises on a draft that the caller has claimed."""
    if (person is None) == (coverage is None):
        raise TypeError
    require_team(draft, task_force)
    if person is not None:
        _require_member(draft, task_force, person)
    ids = [cell.pk for cell in cells]
    _forget(draft, ids, person=person, capacity=capacity, coverage=coverage)
    facts = {"decision": draft, "task_force": task_force, "recorded_by": by}
    if person is None:
        Coverage.objects.bulk_create(Coverage(cell_id=pk, kind=coverage or "", **facts) for pk in ids)
    else:
        how = {"person": person, "capacity": capacity, "visits": visits, "visits_per": visits_per}
        Assignment.objects.bulk_create(Assignment(cell_id=pk, **how, **facts) for pk in ids)


@transaction.atomic
def unassign_cells(
    *, draft: Decision, version: int, by: User, cells: Collection[Organization], person: Person | None = None
) -> None:
    """Make the draft say nothing of these cells, or take them from one person alone."""
    ids = [cell.pk for cell in cells]
    with refusals_in_words(), history(by=by, verb="unassign_cells", decision=draft.pk):
        claim(draft, version)
        rows = Assignment.objects.filter(decision=draft, cell_id__in=ids)
        if person is not None:
            rows.filter(person=person).delete()
            return
        rows.delete()
        Coverage.objects.filter(decision=draft, cell_id__in=ids).delete()


type Releasable = Membership | Charge | Assignment | Coverage


@transaction.atomic
def release(*, draft: Decision, version: int, by: User, row: Releasable) -> Release:
    """Let an amending draft end a row of what it amends without putting anything in its place; twice changes
    nothing.

    With a membership end the cells of that person in the team; with a charge what the team says of its cells.
    """
    with refusals_in_words(), history(by=by, verb="release", decision=draft.pk):
        claim(draft, version)
        base = draft.amends_id if draft.nature == Decision.Nature.AMENDING else None
        in_family = Q(pk=base) | Q(amends_id=base)
        if base is None or row.starts_on is None or not Decision.objects.filter(in_family, pk=row.decision_id).exists():
            raise NotOfThisDraft
        found, _made = Release.objects.get_or_create(decision=draft, **_named(row))
    return found


@transaction.atomic
def unrelease(*, draft: Decision, version: int, by: User, row: Releasable) -> None:
    """Take a release back."""
    with refusals_in_words(), history(by=by, verb="unrelease", decision=draft.pk):
        claim(draft, version)
        Release.objects.filter(decision=draft, **_named(row)).delete()


def _named(row: Releasable) -> dict[str, Any]:
    """The column of Release that names such a row, with the row."""
    return {type(row).__name__.lower(): row}


def _require_member(draft: Decision, team: TaskForce, person: Person) -> None:
    rows = Membership.objects.live().filter(task_force=team, person=person)
    released = Release.objects.filter(decision=draft).values("membership_id").exclude(membership=None)
    standing = Q(starts_on__isnull=False) & ~Q(pk__in=released)
    # Whether he still is one on the day, the issue asks: a draft has no day yet.
    if not rows.filter(Q(decision=draft) | standing).exists():
        raise NotAMember(person, team)


def _forget(draft: Decision, ids: list[int], *, person: Person | None, capacity: str, coverage: str | None) -> None:
    replaced = Q(person=person) if person is not None else Q(pk__in=[])
    if person is None or capacity == Capacity.IN_CHARGE:
        replaced |= Q(capacity=Capacity.IN_CHARGE)
        Coverage.objects.filter(decision=draft, cell_id__in=ids).delete()
    if coverage == Coverage.Kind.OUT_OF_SCOPE:
        replaced |= Q(capacity=Capacity.SUBSTITUTE)
    Assignment.objects.filter(replaced, decision=draft, cell_id__in=ids).delete()
