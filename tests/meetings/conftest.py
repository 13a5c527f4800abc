"""The ledger of the meetings' tests: 706 in force, the sample's working day, those who knock."""

import pytest

from accounts.models import User
from orgs.models import Committee
from tests.factories import MeetingFactory, make_ledger, make_user
from tests.meetings.facts import TODAY


@pytest.fixture
def ledger(db):
    found = make_ledger()
    Committee.objects.filter(pk=found.district.committee.pk).update(is_sample=True, sample_day=TODAY)
    return found


@pytest.fixture
def meeting(ledger):
    return MeetingFactory(cell=ledger.district.na_ao_1)


def account_of(person) -> User:
    """A new account that belongs to `person`."""
    person.account = make_user(None)
    person.save()
    return person.account


@pytest.fixture
def as_lan(client, ledger):
    """The member in charge of Nà Ao 1."""
    client.force_login(account_of(ledger.lan))
    return client


@pytest.fixture
def as_staff(client, ledger):
    client.force_login(ledger.staff)
    return client
