"""What a user may see today: stored roles, and those that follow from the memberships of today."""

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from accounts.models import Role, RoleGrant, User
from accounts.scope import Scope
from orgs.models import OrganizationState, Person
from taskforces.models import Assignment, Charge, Delegation, Membership

if TYPE_CHECKING:
    from collections.abc import Iterable


def scope_of(user: User | AnonymousUser, today: dt.date) -> Scope:
    """Return the rights of `user` as they are `today`, in at most seven queries; nothing for a stranger."""
    if user.pk is None or not user.is_active:
        return Scope(user_id=None, today=today)
    grants = list(RoleGrant.objects.on(today).filter(user_id=user.pk).values_list("role", "committee_id"))
    person = Person.objects.filter(account_id=user.pk).values_list("pk", "committee_id").first()
    committee_id = grants[0][1] if grants else person[1] if person else None
    roles = {Role(role) for role, committee in grants if committee == committee_id}
    if person is None or person[1] != committee_id:
        return Scope(user_id=user.pk, today=today, committee_id=committee_id, roles=frozenset(roles))
    return _with_teams(user, today, committee_id, person[0], roles)


def _with_teams(user: User, today: dt.date, committee_id: int, person_id: int, roles: set[Role]) -> Scope:
    delegated = Delegation.objects.on(today).filter(membership=OuterRef("pk"))
    memberships = Membership.objects.on(today).filter(person_id=person_id)
    rows = memberships.values_list("task_force_id", "role", Exists(delegated))
    teams = frozenset(team for team, _role, _acts in rows)
    led = frozenset(team for team, role, acts in rows if role == Membership.Role.LEADER or acts)
    own_cells = frozenset(
        Assignment.objects.on(today).filter(person_id=person_id).values_list("cell_id", flat=True)
    )
    roles |= ({Role.MEMBER} if teams else set()) | ({Role.TEAM_LEADER} if led else set())
    return Scope(
        user_id=user.pk,
        today=today,
        committee_id=committee_id,
        person_id=person_id,
        roles=frozenset(roles),
        team_ids=teams,
        led_team_ids=led,
        organization_ids=organizations_of(teams, today) | own_cells,
        own_cell_ids=own_cells,
        colleague_ids=frozenset(
            Membership.objects.on(today).filter(task_force_id__in=teams).values_list("person_id", flat=True)
        ),
    )


def organizations_of(team_ids: "Iterable[int]", day: dt.date) -> frozenset[int]:
    """Return the ids of what these teams have on `day`: their organizations and all that stands in them."""
    charged = list(
        Charge.objects.on(day).filter(task_force_id__in=team_ids).values_list("organization_id", flat=True)
    )
    if not charged:
        return frozenset()
    within = Q(organization_id__in=charged) | Q(grassroots_id__in=charged) | Q(parent_id__in=charged)
    return frozenset(charged) | frozenset(
        OrganizationState.objects.on(day).filter(within).values_list("organization_id", flat=True)
    )
