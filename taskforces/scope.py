"""What a user may see today: stored roles, and those that follow from the memberships of today."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from accounts.models import Role, User
from accounts.scope import Scope
from orgs.models import OrganizationState, Person
from taskforces.models import Assignment, Charge, Delegation, Membership


def scope_of(user: User | AnonymousUser, today: dt.date) -> Scope:
    """Return the rights of `user` as they are `today`; nothing for a stranger.

    One query for somebody without a person, two else; what his teams have is asked when it is needed.
    """
    if user.pk is None or not user.is_active:
        return Scope(user_id=None, today=today)
    grants = _grants(user.pk, today)
    person_id, committee_id = grants[0]["of_pk"], grants[0]["committee"] or grants[0]["of_committee_id"]
    roles = {Role(row["role"]) for row in grants if row["role"] and row["committee"] == committee_id}
    at_home = person_id is not None and grants[0]["of_committee_id"] == committee_id
    memberships = _memberships(person_id, today) if at_home else []
    teams = frozenset(team for team, _role, _acts in memberships)
    led = frozenset(team for team, role, acts in memberships if role == Membership.Role.LEADER or acts)
    roles |= ({Role.MEMBER} if teams else set()) | ({Role.TEAM_LEADER} if led else set())
    return Scope(
        user_id=user.pk,
        today=today,
        committee_id=committee_id,
        person_id=person_id if at_home else None,
        name=_name(grants[0]) or user.username,
        roles=frozenset(roles),
        team_ids=teams,
        led_team_ids=led,
        find_organizations=lambda: _organizations(person_id, teams, today) if at_home else frozenset(),
        find_colleagues=lambda: _colleagues(teams, today),
    )


def _grants(user_id: int, today: dt.date) -> list[dict[str, Any]]:
    """Return a row for each stored role in force (one without a role if there is none), each with the person."""
    in_force = Q(grants__starts_on__lte=today) & (Q(grants__ends_on=None) | Q(grants__ends_on__gte=today))
    rows = User.objects.filter(pk=user_id).annotate(
        grant=FilteredRelation("grants", condition=in_force), role=F("grant__role"), committee=F("grant__committee_id")
    )
    of_person = {
        name: F(f"person__{name}") for name in ("pk", "committee_id", "family_name", "middle_name", "given_name")
    }
    return list(rows.order_by("grant__pk").values("role", "committee", **{f"of_{n}": f for n, f in of_person.items()}))


def _name(row: dict[str, Any]) -> str:
    parts = {name: row[f"of_{name}"] for name in ("family_name", "middle_name", "given_name")}
    return Person(**parts).full_name if row["of_pk"] else ""


def _memberships(person_id: int, today: dt.date) -> list[tuple[int, str, bool]]:
    delegated = Delegation.objects.on(today).filter(membership=OuterRef("pk"))
    rows = Membership.objects.on(today).filter(person_id=person_id)
    return list(rows.values_list("task_force_id", "role", Exists(delegated)))


def _own_cells(person_id: int, today: dt.date) -> QuerySet[Assignment, int]:
    return Assignment.objects.on(today).filter(person_id=person_id).values_list("cell_id", flat=True)


def _organizations(person_id: int, teams: frozenset[int], today: dt.date) -> frozenset[int]:
    charged = Charge.objects.on(today).filter(task_force_id__in=teams).values("organization_id")
    within = Q(organization_id__in=charged) | Q(grassroots_id__in=charged)
    within |= Q(organization_id__in=_own_cells(person_id, today))
    return frozenset(OrganizationState.objects.on(today).filter(within).values_list("organization_id", flat=True))


def _colleagues(teams: frozenset[int], today: dt.date) -> frozenset[int]:
    return frozenset(Membership.objects.on(today).filter(task_force_id__in=teams).values_list("person_id", flat=True))
