"""One order of locks for everybody who writes rows that must not overlap: decisions, organizations by id,
people by id.

Two who take them in different orders wait for each other until PostgreSQL shoots one; so does whoever
inserts under an exclusion constraint without a lock.
"""

from collections.abc import Collection, Iterable

from django.db.models import Q

from orgs.models import Organization, Person
from taskforces.models import Decision


def lock_decisions(ids: Collection[int]) -> dict[int, Decision]:
    """Lock these decisions and those that amend them, in order of id, and return them as they are now."""
    rows = Decision.objects.filter(Q(pk__in=ids) | Q(amends_id__in=ids)).order_by("pk")
    return {decision.pk: decision for decision in rows.select_for_update(no_key=True)}


def lock_organizations(ids: Iterable[int]) -> None:
    """Lock these organizations in order of id; decisions, if any, are locked before."""
    rows = Organization.objects.filter(pk__in=set(ids)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def lock_people(ids: Iterable[int]) -> None:
    """Lock these people in order of id; decisions and organizations, if any, are locked before."""
    rows = Person.objects.filter(pk__in=set(ids)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
