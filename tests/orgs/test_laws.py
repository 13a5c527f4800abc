"""The laws of orgs as the database keeps them: whoever writes, by ORM, update(), bulk_create or raw SQL."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from orgs import services
from orgs.models import Kind, Office, Organization, OrganizationState, Succession
from tests.factories import (
    FOUNDED,
    HeadCountFactory,
    OfficeFactory,
    OrganizationStateFactory,
    PersonFactory,
    UserFactory,
    make_district,
    make_organization,
)
from tests.taskforces.laws import owner_refused, refused, run

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY = dt.date(2020, 1, 1)


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def staff():
    return UserFactory()


def test_grassroots_is_set_by_the_database(district):
    states = dict(OrganizationState.objects.on(FOUNDED).values_list("organization_id", "grassroots_id"))

    assert states[district.na_ao_1.pk] == district.de_tham.pk
    assert states[district.de_tham.pk] == district.de_tham.pk
    assert states[district.court.pk] == district.court.pk
    assert states[district.root.pk] is None


@pytest.mark.parametrize("column", ["name = 'Viết đè'", "kind = 'cell'", "starts_on = '2016-01-01'", "parent_id = 1"])
def test_state_is_never_rewritten(district, column):
    with refused() as refusal:
        run(f"UPDATE orgs_organizationstate SET {column} WHERE organization_id = %s", district.court.pk)
    assert (refusal.state, refusal.law) == ("TC001", "row_frozen")


@pytest.mark.parametrize(
    "table", ["organizationstate", "organization", "succession", "office", "headcount", "committeename"]
)
def test_nothing_recorded_is_deleted(district, table):
    OfficeFactory(organization=district.court, person=PersonFactory(committee=district.committee))
    HeadCountFactory(organization=district.court)

    with refused() as refusal:
        run(f"DELETE FROM orgs_{table}")
    assert refusal.law == "row_stays"


def test_last_day_is_not_pushed_back_or_cleared(district, staff):
    services.end_organization(
        organization=district.court, takes_effect_on=DAY, paper=services.Paper("1-QĐ/HU"), by=staff
    )

    for statement in (
        "UPDATE orgs_organization SET ended_on = NULL, ended_under_id = NULL WHERE id = %s",
        "UPDATE orgs_organization SET ended_on = '2021-01-01' WHERE id = %s",
        "UPDATE orgs_organizationstate SET ends_on = '2021-01-01' WHERE organization_id = %s",
    ):
        with refused() as refusal:
            run(statement, district.court.pk)
        assert refusal.law == "end_forward"


def test_voided_row_stays_voided(district, staff):
    rows = OrganizationState.objects.filter(organization=district.court)
    rows.update(voided_at=timezone.now(), voided_by=staff, void_reason="Ghi nhầm")

    with refused() as refusal:
        rows.update(voided_at=None, voided_by=None, void_reason="")
    assert refusal.law in {"row_frozen", "void_once"}


def test_event_stands_still(district):
    with refused() as refusal:
        Succession.objects.filter(pk=district.court.founded_under_id).update(takes_effect_on=DAY)
    assert refusal.law == "row_frozen"


def test_two_states_on_one_day_are_refused(district):
    with refused() as refusal:
        OrganizationStateFactory(
            organization=district.court,
            kind=Kind.BASE_CELL,
            parent=district.root,
            starts_on=DAY,
            opened_under=district.court.founded_under,
            recorded_by=district.court.recorded_by,
        )
    assert (refusal.state, refusal.law) == ("23P01", "one_state")


def test_bulk_create_meets_the_same_law(district):
    person = PersonFactory(committee=district.committee)
    facts = {
        "organization": district.court,
        "person": person,
        "title": "secretary",
        "recorded_by": district.court.recorded_by,
    }

    with refused() as refusal:
        Office.objects.bulk_create([Office(starts_on=FOUNDED, **facts), Office(starts_on=DAY, **facts)])
    assert refusal.law == "one_secretary"


def test_organization_does_not_stand_under_itself(district):
    other = OrganizationStateFactory.build(organization=district.court, kind=Kind.CELL, parent=district.court)

    with refused() as refusal:
        OrganizationState.objects.filter(organization=district.court).update(
            voided_at=timezone.now(), voided_by=district.court.recorded_by, void_reason="Ghi nhầm"
        )
        other.recorded_by, other.opened_under = district.court.recorded_by, district.court.founded_under
        other.save()
    assert refusal.law == "parent_circle"


def test_state_outside_the_life_of_its_parent_is_refused(district):
    late = make_organization(name="Đảng bộ xã mới", kind=Kind.BASE_COMMITTEE, parent=district.root, founded_on=DAY)
    connection.check_constraints()

    with refused() as refusal:
        make_organization(name="Chi bộ sớm", parent=late, founded_on=FOUNDED)
    assert refusal.law in {"parent_circle", "outside_organization"}


def test_organization_does_not_end_over_its_cells(district, staff):
    event = Succession.objects.get(pk=district.court.founded_under_id)

    with refused() as refusal:
        Organization.objects.filter(pk=district.de_tham.pk).update(ended_on=DAY, ended_under=event)
    assert refusal.law in {"organization_in_use", "outside_organization"}


def test_owner_is_held_by_the_laws_too(owner_url):
    for table in ("organizationstate", "organization", "succession", "successionpart", "office"):
        assert owner_refused(owner_url, f"TRUNCATE orgs_{table} CASCADE").law == "no_truncate"
