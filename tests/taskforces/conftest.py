"""Who opens the pages: the staff, a leader of the committee, a member of team 1, somebody without any role."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Role, User
from orgs.models import Person
from tests.factories import Ledger, UserFactory, make_ledger, make_user


@pytest.fixture
def ledger(db: None) -> Ledger:
    return make_ledger()


@pytest.fixture
def as_user() -> Callable[..., Client]:
    def as_user(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return as_user


@pytest.fixture
def staff(ledger: Ledger, as_user: Callable[..., Client]) -> Client:
    return as_user(ledger.staff)


@pytest.fixture
def reader(ledger: Ledger, as_user: Callable[..., Client]) -> Client:
    """A leader of the committee: sees all, writes nothing."""
    return as_user(make_user(Role.LEADER, ledger.district.committee))


@pytest.fixture
def member(ledger: Ledger, as_user: Callable[..., Client]) -> Client:
    """Comrade Lan of team 1."""
    account = UserFactory()
    Person.objects.filter(pk=ledger.lan.pk).update(account=account)
    return as_user(account)


@pytest.fixture
def stranger(as_user: Callable[..., Client]) -> Client:
    """Staff of another committee: what is ours does not exist for him."""
    return as_user(make_user(Role.STAFF))
