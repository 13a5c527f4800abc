"""What happens to accounts: made, given roles, disabled, given a first password; and the access log."""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from axes.utils import reset as forget_failures
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import AccessLog, Role, RoleGrant, User
from accounts.querysets import RoleGrantQuerySet
from accounts.signing_in import address_of

# No letters or digits that are mistaken for one another on a printed slip.
_SLIP_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """Return a password for a printed slip: 12 letters in groups of four, about 59 bits."""
    letters = "".join(secrets.choice(_SLIP_LETTERS) for _ in range(12))
    return "-".join(letters[i : i + 4] for i in (0, 4, 8))


class LastAdministrator(Exception):
    """Without this account or role nobody could manage accounts any more."""

    def __init__(self) -> None:
        super().__init__(_("This is the last account of an administrator. Give the role to another account first."))


class AlreadyEnded(Exception):
    """The role had been ended before."""

    def __init__(self) -> None:
        super().__init__(_("This role has already been ended."))


@dataclass(frozen=True)
class Slip:
    """What is printed and handed over: an account and its first password, which is kept nowhere."""

    username: str
    password: str
    name: str = ""


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
def create_accounts(*, usernames: Iterable[str], by: User) -> list[Slip]:
    """Make many accounts at once, all or none, and return their slips. ValidationError names the one in the way."""
    slips = []
    for username in usernames:
        try:
            user, password = create_account(username=username, by=by)
        except ValidationError as error:
            raise ValidationError([f"{username}: {message}" for message in error.messages]) from error
        slips.append(Slip(user.username, password))
    return slips


def system_account() -> User:
    """Return the account under which jobs and commands write; nobody can sign in to it."""
    user: User
    user, made = User.objects.get_or_create(
        username="he-thong", defaults={"is_system": True, "must_change_password": False, "password": "!"}
    )
    if not made and not user.is_system:
        raise ValidationError(_("The name he-thong belongs to the program."))
    return user


@transaction.atomic
def change_password(*, user: User, password: str) -> None:
    """Record the password that the owner of an account chose himself; his other sessions die."""
    user.set_password(password)
    user.must_change_password = False
    with history(by=user, verb="change_password"):
        user.save(update_fields=["password", "must_change_password"])


@transaction.atomic
def reset_password(*, user: User, by: User) -> Slip:
    """Give `user` a new first password; his sessions die and a lock after failures is lifted. No mail is sent."""
    password = first_password()
    user.set_password(password)
    with history(by=by, verb="reset_password"):
        User.objects.filter(pk=user.pk).update(password=user.password, must_change_password=True)
    forget_failures(username=user.username)
    return Slip(user.username, password)


def unlock(*, user: User) -> int:
    """Forget the failed sign-ins of an account, so that it is not locked any more; returns how many there were."""
    return int(forget_failures(username=user.username))


@transaction.atomic
def set_active(*, user: User, active: bool, by: User, reason: str, today: dt.date) -> None:
    """Open or close an account; closing ends its sessions at once. Nothing that it wrote changes.

    Raises LastAdministrator rather than leave a committee without one.
    """
    if not active:
        _keep_an_administrator(RoleGrant.objects.on(today).filter(user=user), today)
    with history(by=by, verb="enable_account" if active else "disable_account", reason=reason):
        User.objects.filter(pk=user.pk).update(is_active=active, rights_version=F("rights_version") + 1)


@transaction.atomic
def grant_role(
    *,
    user: User,
    committee_id: int,
    role: Role,
    first_day: dt.date,
    by: User,
    last_day: dt.date | None = None,
) -> RoleGrant:
    """Give a stored role from `first_day`; open sessions of the account die.

    ValidationError if the account holds the role on one of these days, or an inspector's has no last day.
    """
    grant = RoleGrant(
        user=user, committee_id=committee_id, role=role, starts_on=first_day, ends_on=last_day, recorded_by=by
    )
    User.objects.select_for_update().get(pk=user.pk)  # two at once: the second sees the first's grant
    grant.full_clean(exclude=["committee"])
    _refuse_twice(grant)
    with history(by=by, verb="grant_role"):
        grant.save()
        _end_sessions(user)
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, last_day: dt.date, by: User, reason: str, today: dt.date) -> None:
    """End a stored role after `last_day`; open sessions of the account die.

    Raises AlreadyEnded when its last day has passed or lies before `last_day`, LastAdministrator rather than leave
    a committee without one.
    """
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    if grant.ends_on is not None and grant.ends_on <= last_day:
        raise AlreadyEnded
    if last_day < grant.starts_on:
        raise ValidationError({"last_day": _("The last day lies before the first.")})
    _keep_an_administrator(RoleGrant.objects.filter(pk=grant.pk), today)
    with history(by=by, verb="end_role", reason=reason):
        RoleGrant.objects.filter(pk=grant.pk).update(ends_on=last_day)
        User.objects.filter(pk=grant.user_id).update(rights_version=F("rights_version") + 1)


def _refuse_twice(grant: RoleGrant) -> None:
    same = RoleGrant.objects.filter(user=grant.user, committee=grant.committee_id, role=grant.role)
    if same.during(grant.starts_on, grant.ends_on).exists():
        raise ValidationError(_("The account already has this role."))


def _keep_an_administrator(lost: RoleGrantQuerySet, today: dt.date) -> None:
    lost_ids = {grant.pk: grant.committee_id for grant in lost.filter(role=Role.ADMINISTRATOR)}
    for committee_id in set(lost_ids.values()):
        # Locked in one order: two administrators who close each other do not both succeed.
        standing = RoleGrant.objects.on(today).filter(committee_id=committee_id, role=Role.ADMINISTRATOR)
        locked = standing.select_for_update().order_by("pk")
        active = {grant.pk for grant in locked.filter(user__is_active=True)}
        if active and not active - set(lost_ids):
            raise LastAdministrator


def _end_sessions(user: User) -> None:
    User.objects.filter(pk=user.pk).update(rights_version=F("rights_version") + 1)


def log_access(*, action: AccessLog.Action, request: HttpRequest, user: User | None = None, username: str = "") -> None:
    """Write a line of the access log: who, from where, which page with its query."""
    who = user or (request.user if request.user.is_authenticated else None)
    AccessLog.objects.create(
        action=action,
        user=who,
        username=username[:150],
        address=address_of(request),
        path=request.get_full_path()[:500],
    )


def expire_access_log(*, now: dt.datetime) -> int:
    """Delete the lines older than ACCESS_LOG_DAYS and return how many; the database refuses younger ones."""
    deleted, _rows = AccessLog.objects.older_than(now - dt.timedelta(days=settings.ACCESS_LOG_DAYS)).delete()
    return deleted
