"""The laws of orgs as the database keeps them, through the factories that every other test stands on."""

import pytest

from orgs.models import OrganizationState
from tests.factories import FOUNDED, make_district

pytestmark = pytest.mark.django_db


def test_grassroots_is_set_by_the_database():
    district = make_district()

    states = dict(OrganizationState.objects.on(FOUNDED).values_list("organization_id", "grassroots_id"))

    assert states[district.na_ao_1.pk] == district.de_tham.pk
    assert states[district.de_tham.pk] == district.de_tham.pk
    assert states[district.court.pk] == district.court.pk
    assert states[district.root.pk] is None
