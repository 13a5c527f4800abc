"""The sample is never mixed with anything else."""

import pytest
from django.core.management import CommandError, call_command

from orgs.models import Committee
from tests.factories import CommitteeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("other", [CommitteeFactory, UserFactory])
def test_load_trangdinh_refuses_a_database_that_holds_anything_else(other, everything):
    other()
    before = everything()

    with pytest.raises(CommandError, match="sổ khác"):
        call_command("load_trangdinh")

    assert everything() == before


def test_load_trangdinh_leaves_nothing_behind_when_it_fails(everything, monkeypatch):
    before = everything()
    monkeypatch.setattr("home.sample.loading.make_people", lambda _book: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        call_command("load_trangdinh")

    assert not Committee.objects.exists()
    assert everything() == before
