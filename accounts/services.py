"""What happens to accounts: made, given roles, disabled, given a first password; and the access log."""

import datetime as dt
import secrets

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from accounts.history import history
from accounts.models import AccessLog, Role, RoleGrant, User

# No letters or digits that are mistaken for one another on a printed slip.
_SLIP_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """Return a password for a printed slip: 12 letters in groups of four, about 59 bits."""
    letters = "".join(secrets.choice(_SLIP_LETTERS) for _ in range(12))
    return "-".join(letters[i : i + 4] for i in (0, 4, 8))


@transaction.atomic
def create_account(*, username: str, by: User | None, password: str | None = None) -> tuple[User, str]:
    """Make an account and return it with its first password, which is shown once and changed at first sign-in."""
    password = password or first_password()
    user = User(username=username, created_by=by)
    user.set_password(password)
    user.full_clean(exclude=["created_by"])
    with history(by=by or user, verb="create_account"):
        user.save()
    return user, password


@transaction.atomic
def reset_password(*, user: User, by: User) -> str:
    """Give `user` a new first password and return it; his sessions die. No mail is sent."""
    password = first_password()
    user.set_password(password)
    with history(by=by, verb="reset_password"):
        User.objects.filter(pk=user.pk).update(password=user.password, must_change_password=True)
    return password


@transaction.atomic
def set_active(*, user: User, active: bool, by: User, reason: str) -> None:
    """Open or close an account; closing ends its sessions at once. Nothing that it wrote changes."""
    with history(by=by, verb="enable_account" if active else "disable_account", reason=reason):
        User.objects.filter(pk=user.pk).update(is_active=active, rights_version=F("rights_version") + 1)


@transaction.atomic
def grant_role(
    *, user: User, committee_id: int, role: Role, first_day: dt.date, by: User, last_day: dt.date | None = None
) -> RoleGrant:
    """Give a stored role from `first_day`; open sessions of the account die. ValidationError if it holds it."""
    grant = RoleGrant(
        user=user, committee_id=committee_id, role=role, starts_on=first_day, ends_on=last_day, recorded_by=by
    )
    grant.full_clean(exclude=["committee"])
    with history(by=by, verb="grant_role"):
        grant.save()
        _end_sessions(user)
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, last_day: dt.date, by: User, reason: str) -> None:
    """End a stored role after `last_day`; open sessions of the account die."""
    grant.ends_on = last_day
    grant.full_clean()
    with history(by=by, verb="end_role", reason=reason):
        grant.save(update_fields=["ends_on"])
        _end_sessions(grant.user)


def _end_sessions(user: User) -> None:
    User.objects.filter(pk=user.pk).update(rights_version=F("rights_version") + 1)


def log_access(
    *, action: AccessLog.Action, request: HttpRequest, user: User | None = None, username: str = ""
) -> None:
    """Write a line of the access log: who, from where, which page with its query."""
    who = user or (request.user if request.user.is_authenticated else None)
    AccessLog.objects.create(
        action=action,
        user=who,
        username=username[:150],
        address=request.META.get("REMOTE_ADDR") or None,
        path=request.get_full_path()[:500],
    )
