"""Questions to the accounts that have a name."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.auth.models import BaseUserManager
from django.db.models import Exists, OuterRef, Q

from tramgdinh.database.querysets import LedgerQuerySet

if TYPE_CHECKING:
    from accounts.models import AccessLog, RoleGrant, User  # noqa: F401  # named in strings
    from accounts.scope import Scope


def _belongs_to(prefix: str, committee_id: int | None) -> Q:
    """The condition that the account behind `prefix` has a role or a person in the committee, or in none at all.

    Relations of higher rooms, named in lookups only.
    """
    account = prefix.removesuffix("__") or "pk"
    committee = committee_id or 0  # 0: no committee's id
    granted = apps.get_model("accounts.RoleGrant").objects.filter(user=OuterRef(account))
    people = apps.get_model("orgs.Person").objects.filter(account=OuterRef(account))
    here = Exists(granted.filter(committee_id=committee)) | Exists(people.filter(committee_id=committee))
    return Q(here) | (~Q(Exists(granted)) & ~Q(Exists(people)))


class UserQuerySet(LedgerQuerySet["User"]):
    def visible_to(self, scope: "Scope") -> Self:
        """For an administrator the accounts of his committee and those that belong to none yet; else one's own."""
        if not scope.reaches_all("account.read"):
            return self.filter(pk=scope.user_id)
        return self.filter(_belongs_to("", scope.committee_id))

    def people(self) -> Self:
        """Accounts of people: the system's own is left out."""
        return self.filter(is_system=False)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Return a saved account; without a password nobody can sign in to it."""
        user: User = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        user: User = self.get(username=(username or "").lower())
        return user


class RoleGrantQuerySet(LedgerQuerySet["RoleGrant"]):
    def on(self, day: dt.date) -> Self:
        """Grants in force on `day`; an inspector's ends by itself."""
        return self.during(day, day)

    def during(self, first: dt.date, last: dt.date | None) -> Self:
        """Grants that share at least one day with `first`–`last` (an empty last day is open)."""
        rows = self.filter(Q(ends_on=None) | Q(ends_on__gte=first))
        return rows if last is None else rows.filter(starts_on__lte=last)

    def visible_to(self, scope: "Scope") -> Self:
        """Roles given in the committee for an administrator, else one's own."""
        if scope.reaches_all("account.read"):
            return self.filter(committee_id=scope.committee_id)
        return self.filter(user_id=scope.user_id)

    def of_sample(self) -> Self:
        """Grants in the committee of the sample: there are some exactly while the sample is loaded."""
        return self.filter(committee__is_sample=True)


class AccessLogQuerySet(LedgerQuerySet["AccessLog"]):
    def visible_to(self, scope: "Scope") -> Self:
        """For administrators the lines of their committee's accounts and those of no account.

        Others see their own.
        """
        if not scope.reaches_all("access_log.read"):
            return self.filter(user_id=scope.user_id)
        return self.filter(Q(user=None) | _belongs_to("user__", scope.committee_id))

    def older_than(self, moment: dt.datetime) -> Self:
        """Lines written before `moment`."""
        return self.filter(logged_at__lt=moment)
