"""What a draft says of teams: the teams, their organizations, who is in them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import User
from orgs.models import Organization, OrganizationState, Person
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, TaskForce
from taskforces.services.versions import claim
from tramgdinh.database.refusals import Refused, refusals_in_words


class NotOfThisDraft(Refused):
    """The team or row belongs to another decision than the draft, or than the one that it amends."""

    def __init__(self) -> None:
        super().__init__(_("This row does not belong to the draft. Load the page again."))


def require_team(draft: Decision, team: TaskForce) -> None:
    """Raise NotOfThisDraft unless `team` is the draft's own or one of the decision that it amends."""
    if team.decision_id == draft.pk or (draft.amends_id and team.decision_id == draft.amends_id):
        return
    if draft.amends_id and Decision.objects.filter(pk=team.decision_id, amends_id=draft.amends_id).exists():
        return
    raise NotOfThisDraft


@transaction.atomic
def put_team(
    *, draft: Decision, version: int, by: User, number: int, name: str = "", team: TaskForce | None = None,
    continues: TaskForce | None = None,
) -> TaskForce:  # fmt: skip
    """Lay down a team, or change the number and name of one that the draft lays down; ValidationError for a
    taken number.
    """
    with refusals_in_words(), history(by=by, verb="put_team", decision=draft.pk):
        claim(draft, version)
        if team is None:
            team = TaskForce(decision=draft, recorded_by=by, continues=continues)
        elif team.decision_id != draft.pk:
            raise NotOfThisDraft
        team.number, team.name = number, name
        team.full_clean(exclude=["recorded_by", "continues"])
        team.save()
    return team


@transaction.atomic
def remove_team(*, draft: Decision, version: int, by: User, team: TaskForce) -> None:
    """Take a team out of the draft with its members, organizations and cells."""
    with refusals_in_words(), history(by=by, verb="remove_team", decision=draft.pk):
        claim(draft, version)
        if team.decision_id != draft.pk:
            raise NotOfThisDraft
        for model in (Coverage, Assignment, Charge, Membership):
            model.objects.filter(decision=draft, task_force=team).delete()
        TaskForce.objects.filter(pk=team.pk).delete()


@transaction.atomic
def put_member(
    *, draft: Decision, version: int, by: User, task_force: TaskForce, person: Person,
    role: str = Membership.Role.MEMBER, rank_order: int | None = None, printed_title: str = "",
) -> Membership:  # fmt: skip
    """Put a person into a team, or change what the draft says of him there; without a rank order he comes
    last.

    In an amending draft this ends his earlier membership of the same team on issue; to move him from another
    team, `release` that membership as well.
    """
    with refusals_in_words(), history(by=by, verb="put_member", decision=draft.pk):
        claim(draft, version)
        require_team(draft, task_force)
        rows = Membership.objects.filter(decision=draft, task_force=task_force)
        row = rows.filter(person=person).first() or Membership(
            decision=draft, task_force=task_force, person=person, recorded_by=by
        )
        if rank_order is None:
            known = Membership.objects.live().filter(task_force=task_force, ends_on=None)
            rank_order = row.rank_order if row.pk else (known.aggregate(last=Max("rank_order"))["last"] or 0) + 1
        if role == Membership.Role.LEADER:
            # The office of leader passes on: the draft knows one.
            rows.filter(role=role).exclude(person=person).update(role=Membership.Role.MEMBER)
        row.role, row.rank_order, row.printed_title = role, rank_order, printed_title
        row.full_clean(exclude=["decision", "task_force", "person", "recorded_by"])
        row.save()
    return row


@transaction.atomic
def remove_member(*, draft: Decision, version: int, by: User, membership: Membership) -> None:
    """Take a member out of the draft, with the cells that it gives him in that team."""
    with refusals_in_words(), history(by=by, verb="remove_member", decision=draft.pk):
        claim(draft, version)
        if membership.decision_id != draft.pk:
            raise NotOfThisDraft
        Assignment.objects.filter(
            decision=draft, task_force_id=membership.task_force_id, person_id=membership.person_id
        ).delete()
        Membership.objects.filter(pk=membership.pk).delete()


@transaction.atomic
def put_charges(
    *, draft: Decision, version: int, by: User, task_force: TaskForce, organizations: Iterable[Organization]
) -> None:
    """Say which organizations the draft gives a team: these and no others.

    One that another team of the draft had moves over; cells of an organization that the team loses lose what
    the draft said of them under that team.
    """
    wanted = {organization.pk for organization in organizations}
    with refusals_in_words(), history(by=by, verb="put_charges", decision=draft.pk):
        claim(draft, version)
        require_team(draft, task_force)
        rows = Charge.objects.filter(decision=draft)
        known = {row.organization_id: row for row in rows}
        lost = [row for pk, row in known.items() if (row.task_force_id == task_force.pk) != (pk in wanted)]
        for team in {row.task_force_id for row in lost}:
            _forget_cells(draft, team, [row.organization_id for row in lost if row.task_force_id == team])
        rows.filter(pk__in=[row.pk for row in lost]).delete()
        kept = {pk for pk, row in known.items() if row.task_force_id == task_force.pk}
        Charge.objects.bulk_create(
            Charge(decision=draft, task_force=task_force, organization_id=pk, recorded_by=by)
            for pk in sorted(wanted - kept)
        )


def _forget_cells(draft: Decision, team: int, organization_ids: list[int]) -> None:
    # A draft has no day: the cells as the book has them last.
    cells = OrganizationState.objects.live().filter(ends_on=None, grassroots_id__in=organization_ids)
    cell_ids = cells.values_list("organization_id", flat=True)
    for model in (Assignment, Coverage):
        model.objects.filter(decision=draft, task_force_id=team, cell_id__in=cell_ids).delete()
