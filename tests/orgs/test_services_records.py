"""Offices, head-counts, patterns, people: recorded once, the earlier one ended, wrong entries put right."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from orgs import services
from orgs.models import HeadCount, MeetingPattern, Office, OrganizationState, Sector
from tests.factories import FOUNDED, PersonFactory, UserFactory, make_district, make_organization

pytestmark = pytest.mark.django_db

DAY = dt.date(2020, 1, 1)
PAPER = services.Paper("12-QĐ/HU")


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def staff():
    return UserFactory()


def test_new_secretary_ends_the_one_before_the_day_before(district, staff):
    people = [PersonFactory(committee=district.committee) for _ in range(2)]
    facts = {"organization": district.court, "title": Office.Title.SECRETARY, "by": staff}
    services.record_office(person=people[0], starts_on=FOUNDED, **facts)

    services.record_office(person=people[1], starts_on=DAY, **facts)

    days = Office.objects.order_by("starts_on").values_list("person_id", "starts_on", "ends_on")
    assert list(days) == [(people[0].pk, FOUNDED, dt.date(2019, 12, 31)), (people[1].pk, DAY, None)]


def test_same_secretary_twice_is_refused(district, staff):
    facts = {
        "organization": district.court,
        "person": PersonFactory(committee=district.committee),
        "title": Office.Title.SECRETARY,
        "starts_on": DAY,
        "by": staff,
    }
    services.record_office(**facts)

    with pytest.raises(services.NothingChanges):
        services.record_office(**facts)
    assert Office.objects.count() == 1


def test_second_secretary_on_the_same_day_is_refused_by_the_law(district, staff):
    facts = {"organization": district.court, "title": Office.Title.SECRETARY, "starts_on": DAY, "by": staff}
    services.record_office(person=PersonFactory(committee=district.committee), **facts)

    with pytest.raises(ValidationError):
        services.record_office(person=PersonFactory(committee=district.committee), **facts)


def test_office_before_the_organization_began_is_refused(district, staff):
    with pytest.raises(services.NotThere):
        services.record_office(
            organization=district.court,
            person=PersonFactory(committee=district.committee),
            title=Office.Title.SECRETARY,
            starts_on=FOUNDED - dt.timedelta(days=1),
            by=staff,
        )


def test_end_office_counts_its_last_day_and_only_once(district, staff):
    office = services.record_office(
        organization=district.court,
        person=PersonFactory(committee=district.committee),
        title=Office.Title.DEPUTY,
        starts_on=FOUNDED,
        by=staff,
    )
    services.end_office(office=office, last_day=DAY, by=staff, reason="Nghỉ hưu")

    assert Office.objects.on(DAY).count() == 1
    assert Office.objects.on(DAY + dt.timedelta(days=1)).count() == 0
    with pytest.raises(services.NothingChanges):
        services.end_office(office=office, last_day=DAY, by=staff, reason="Nghỉ hưu")


def test_head_count_of_the_military_is_not_stored_unless_switched_on(district, staff):
    army = make_organization(
        name="Đảng bộ Quân sự huyện", kind="base_committee", parent=district.root, sector=Sector.MILITARY
    )
    cell = make_organization(name="Chi bộ Ban chỉ huy", parent=army)

    for organization in (army, cell):
        with pytest.raises(services.HeadCountNotKept):
            services.record_head_count(organization=organization, counted_on=DAY, members=9, by=staff)
    assert HeadCount.objects.count() == 0

    type(district.committee).objects.filter(pk=district.committee.pk).update(counts_armed_forces=True)
    services.record_head_count(organization=cell, counted_on=DAY, members=9, by=staff)
    assert HeadCount.objects.get().members == 9


def test_head_count_of_a_day_is_put_right_with_a_reason(district, staff):
    facts = {"organization": district.na_ao_1, "counted_on": DAY, "by": staff}
    services.record_head_count(members=12, **facts)

    with pytest.raises(ValidationError):
        services.record_head_count(members=13, **facts)
    services.record_head_count(members=13, reason="Nhập nhầm", **facts)

    counts = HeadCount.objects.order_by("pk").values_list("members", "void_reason")
    assert list(counts) == [(12, "Nhập nhầm"), (13, "")]


def test_pattern_of_a_committee_is_refused(district, staff):
    with pytest.raises(services.NotACell):
        services.record_pattern(organization=district.de_tham, starts_on=DAY, day_of_month=3, by=staff)


def test_new_pattern_ends_the_one_before(district, staff):
    services.record_pattern(organization=district.na_ao_1, starts_on=FOUNDED, day_of_month=3, by=staff)
    services.record_pattern(organization=district.na_ao_1, starts_on=DAY, nth=1, weekday=5, by=staff)

    assert MeetingPattern.objects.on(dt.date(2019, 12, 31)).get().day_of_month == 3
    assert MeetingPattern.objects.on(DAY).get().weekday == 5


def test_record_post_ends_the_one_before(district, staff):
    person = services.record_person(
        committee=district.committee, family_name="Hoàng ", middle_name="Thị", given_name="Lan", by=staff
    )
    services.record_post(person=person, title="Chuyên viên", starts_on=FOUNDED, by=staff)
    services.record_post(person=person, title="Phó Trưởng ban", starts_on=DAY, by=staff)

    assert person.full_name == "Hoàng Thị Lan"
    assert [post.title for post in person.posts.on(dt.date(2019, 12, 31))] == ["Chuyên viên"]
    assert [post.title for post in person.posts.on(DAY)] == ["Phó Trưởng ban"]


def test_correct_state_voids_the_wrong_row_and_records_the_right_one(district, staff):
    wrong = OrganizationState.objects.get(organization=district.court)

    right = services.correct_state(state=wrong, name="Chi bộ Toà án huyện", reason="Sai tên", by=staff)

    wrong.refresh_from_db()
    assert (wrong.void_reason, wrong.voided_by_id) == ("Sai tên", staff.pk)
    assert (right.name, right.starts_on, right.ends_on) == ("Chi bộ Toà án huyện", FOUNDED, None)
    with pytest.raises(services.AlreadyEnded):
        services.correct_state(state=wrong, name="Chi bộ khác", reason="Sai tên", by=staff)


def test_correct_state_that_says_the_same_is_refused(district, staff):
    state = OrganizationState.objects.get(organization=district.court)

    with pytest.raises(services.NothingChanges):
        services.correct_state(state=state, name=state.name, reason="Sai tên", by=staff)


def test_correct_event_moves_the_day_of_a_renaming(district, staff):
    event = services.rename_organization(
        organization=district.court, name="Chi bộ Toà án", takes_effect_on=DAY, paper=PAPER, by=staff
    )
    right_day = dt.date(2019, 7, 1)

    fresh = services.correct_event(succession=event, takes_effect_on=right_day, reason="Nhầm ngày", by=staff)

    states = OrganizationState.objects.live().filter(organization=district.court).order_by("starts_on")
    assert [(s.name, s.starts_on, s.ends_on) for s in states] == [
        ("Chi bộ Toà án nhân dân huyện", FOUNDED, dt.date(2019, 6, 30)),
        ("Chi bộ Toà án", right_day, None),
    ]
    event.refresh_from_db()
    assert (event.void_reason, fresh.takes_effect_on) == ("Nhầm ngày", right_day)


def test_withdraw_event_lets_the_earlier_name_go_on(district, staff):
    event = services.rename_organization(
        organization=district.court, name="Chi bộ Toà án", takes_effect_on=DAY, paper=PAPER, by=staff
    )

    services.withdraw_event(succession=event, reason="Không có quyết định này", by=staff)

    state = OrganizationState.objects.on(DAY).get(organization=district.court)
    assert (state.name, state.ends_on) == ("Chi bộ Toà án nhân dân huyện", None)
    with pytest.raises(services.AlreadyEnded):
        services.withdraw_event(succession=event, reason="Lại lần nữa", by=staff)


def test_withdraw_a_founding_is_refused(district, staff):
    with pytest.raises(services.LaterChange):
        services.withdraw_event(succession=district.court.founded_under, reason="Sai", by=staff)


@pytest.mark.database
def test_state_is_never_rewritten(district):
    with pytest.raises(DatabaseError, match="row_frozen"), transaction.atomic():
        OrganizationState.objects.filter(organization=district.court).update(name="Viết đè")
    with pytest.raises(DatabaseError, match="row_stays"), transaction.atomic():
        OrganizationState.objects.filter(organization=district.court).delete()
