"""Accounts of people in the book: made with slips, tied to an account that is there, loosed from it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import User
from accounts.services import Slip, create_account
from orgs.models import Person
from tramgdinh.database.refusals import Refused
from tramgdinh.text.slugs import slug

_LONGEST = 36  # of 40: room for a number


class HasAccount(Refused):
    """The person, or the account, is already tied to another."""


@transaction.atomic
def give_accounts(*, people: Iterable[Person], by: User) -> list[Slip]:
    """Make an account for each person who has none and return the slips; user names come from the names.

    Raises HasAccount, naming him, when one of them has an account; then none is made.
    """
    slips = []
    with history(by=by, verb="give_account"):
        for person in _locked(person.pk for person in people):
            if person.account_id is not None:
                raise HasAccount(_("Comrade %(name)s already has an account.") % {"name": person})
            user, password = create_account(username=free_username(person), by=by)
            person.account = user
            person.save(update_fields=["account"])
            slips.append(Slip(user.username, password, str(person)))
    return slips


@transaction.atomic
def tie_account(*, person: Person, account: User, by: User) -> None:
    """Say whose account it is. Raises HasAccount when the person or the account is already tied."""
    (locked,) = _locked([person.pk])
    User.objects.select_for_update().get(pk=account.pk)
    if locked.account_id is not None:
        raise HasAccount(_("Comrade %(name)s already has an account.") % {"name": locked})
    if other := Person.objects.filter(account=account).first():
        raise HasAccount(_("This account is that of comrade %(name)s.") % {"name": other})
    with history(by=by, verb="give_account"):
        locked.account = account
        locked.save(update_fields=["account"])


def free_username(person: Person) -> str:
    """Return `nong.van.an`, or with the first number that is free behind it."""
    stem = slug(str(person), fallback="can-bo").replace("-", ".")[:_LONGEST].strip(".")
    stem = stem if len(stem) > 2 else f"can.bo.{stem}".strip(".")  # user names have three letters
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    return next(name for number in range(1, len(taken) + 2) if (name := _numbered(stem, number)) not in taken)


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}{number}"


def _locked(ids: Iterable[int]) -> list[Person]:
    """The people, locked in one order: two administrators who choose the same ones do not both succeed."""
    return list(Person.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk"))
