"""One organization as of a day: what it is, where it stands, its life and who changed what."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessLog, Role
from orgs import services
from tests.factories import (
    FOUNDED,
    HeadCountFactory,
    MeetingPatternFactory,
    OfficeFactory,
    PersonFactory,
    make_district,
    make_organization,
    make_user,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2020, 1, 1)
PAPER = services.Paper("12-QĐ/HU", resolution="818/NQ-UBTVQH14")


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def staff(client, district):
    user = make_user(Role.STAFF, district.committee)
    client.force_login(user)
    return user


def url(organization):
    return f"/organizations/{organization.pk}/"


@pytest.mark.usefixtures("staff")
def test_organization_detail_of_a_cell(client, district):
    person = PersonFactory(committee=district.committee, given_name="Lan")
    OfficeFactory(organization=district.na_ao_1, person=person)
    MeetingPatternFactory(organization=district.na_ao_1, hour=dt.time(19, 30))
    HeadCountFactory(organization=district.na_ao_1, members=14)

    response = client.get(url(district.na_ao_1))

    detail = response.context["detail"]
    assert detail.state.name == "Chi bộ thôn Nà Ao 1"
    assert [step["label"] for step in response.context["trail"]][1:] == ["Đảng bộ xã Đề Thám"]
    assert [office.person.full_name for office in detail.records.offices] == ["Nông Văn Lan"]
    assert (detail.records.patterns[0].hour, detail.records.head_count.members) == (dt.time(19, 30), 14)


@pytest.mark.usefixtures("staff")
def test_organization_detail_of_a_commune_shows_its_cells(client, district):
    response = client.get(url(district.de_tham))

    below = [row.state.name for row in response.context["detail"].below]
    assert below == ["Chi bộ thôn Nà Ao 1", "Chi bộ thôn Nà Ao 2"]


def test_organization_detail_as_of_a_day(client, district, staff):
    services.rename_organization(
        organization=district.de_tham, name="Đảng bộ xã mới", takes_effect_on=DAY, paper=PAPER, by=staff
    )

    before = client.get(url(district.na_ao_1), {"on": "2019-12-31"})
    after = client.get(url(district.na_ao_1))

    assert before.context["trail"][1]["label"] == "Đảng bộ xã Đề Thám"
    assert before.context["trail"][1]["url"].endswith("?on=2019-12-31")
    assert after.context["trail"][1]["label"] == "Đảng bộ xã mới"
    assert before.context["is_as_of"] is True


def test_organization_detail_after_its_end_shows_what_it_was(client, district, staff):
    services.end_organization(organization=district.court, takes_effect_on=DAY, paper=PAPER, by=staff)

    response = client.get(url(district.court), {"on": "2021-05-05"})

    assert response.context["detail"].state is None
    assert response.context["detail"].last.name == "Chi bộ Toà án nhân dân huyện"
    assert "31/12/2019" in response.text


@pytest.mark.usefixtures("staff")
def test_organization_detail_before_its_beginning(client, district):
    response = client.get(url(district.court), {"on": "2014-01-01"})

    assert response.context["detail"].state is None
    assert response.context["detail"].last.starts_on == FOUNDED


def test_organization_detail_tells_what_it_came_from(client, district, staff):
    services.succeed(
        committee=district.committee,
        event="merge",
        takes_effect_on=DAY,
        paper=PAPER,
        ends=[services.Ends(district.na_ao_2, into=(district.na_ao_1,))],
        by=staff,
    )

    came = client.get(url(district.na_ao_1)).context["happenings"][0].came_from
    went = client.get(url(district.na_ao_2)).context["happenings"][0].went_into

    assert [one.name for one in came] == ["Chi bộ thôn Nà Ao 2"]
    assert [one.name for one in went] == ["Chi bộ thôn Nà Ao 1"]


def test_organization_history_says_who_from_what_to_what(client, district, staff):
    services.rename_organization(
        organization=district.court, name="Chi bộ Toà án", takes_effect_on=DAY, paper=PAPER, by=staff
    )

    response = client.get(f"{url(district.court)}history/")

    entry = response.context["entries"][0]
    assert (entry.by, entry.reason) == (staff.username, "12-QĐ/HU")
    pairs = [(change.before, change.after) for change in entry.changes]
    assert ("Chi bộ Toà án nhân dân huyện", "Chi bộ Toà án") in pairs
    assert "12-QĐ/HU" in response.text


@pytest.mark.usefixtures("staff")
def test_organization_detail_costs_the_same_for_two_cells_and_for_many(client, district, django_assert_num_queries):
    client.get(url(district.de_tham))
    with CaptureQueriesContext(connection) as few:
        client.get(url(district.de_tham))
    for n in range(12):
        make_organization(name=f"Chi bộ thôn {n}", parent=district.de_tham)

    with django_assert_num_queries(len(few)):
        assert len(client.get(url(district.de_tham)).context["detail"].below) == 14


def test_organization_detail_is_404_for_a_stranger_and_another_committee(client, district):
    for user in (make_user(None), make_user(Role.STAFF)):
        client.force_login(user)
        assert client.get(url(district.court)).status_code == 404
        assert client.get(f"{url(district.court)}history/").status_code == 404


def test_record_pages_write_once_and_say_what_is_wrong(client, district, staff):
    person = PersonFactory(committee=district.committee)
    facts = {"person": person.pk, "title": "secretary", "starts_on": "1/2/2020"}

    done = client.post(f"{url(district.court)}offices/new/", facts)
    again = client.post(f"{url(district.court)}offices/new/", facts)

    assert done.status_code == 302
    assert again.status_code == 200
    assert len(again.context["form"].non_field_errors()) == 1
    assert district.court.offices.count() == 1


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        ("pattern/new/", {"starts_on": "1/2/2020", "day_of_month": "3", "hour": "19h30", "weekend": "next"}),
        ("pattern/new/", {"starts_on": "1/2/2020", "nth": "1", "weekday": "5", "weekend": "keep"}),
        ("head-count/new/", {"counted_on": "1/2/2020", "members": "14"}),
    ],
)
def test_record_pages_of_a_cell(client, district, staff, path, facts):
    address = f"{url(district.na_ao_1)}{path}"

    assert client.get(address).status_code == 200
    assert client.post(address, facts).status_code == 302


def test_record_pages_are_staffs_alone(client, district):
    client.force_login(make_user(Role.LEADER, district.committee))

    for path in ("offices/new/", "pattern/new/", "head-count/new/"):
        assert client.get(f"{url(district.court)}{path}").status_code == 404


def test_state_correct_voids_and_records(client, district, staff):
    state = district.court.states.get()
    facts = {"name": "Chi bộ Toà án", "kind": "base_cell", "sector": "agency", "reason": "Sai tên"}

    response = client.post(f"{url(district.court)}correct/{state.pk}/", facts)

    assert response.status_code == 302
    names = district.court.states.filter(voided_at=None).values_list("name", flat=True)
    assert list(names) == ["Chi bộ Toà án"]


def test_inspector_reading_is_logged(client, district):
    client.force_login(make_user(Role.INSPECTOR, district.committee))

    assert client.get(url(district.court)).status_code == 200
    assert AccessLog.objects.filter(action="read", path=url(district.court)).count() == 1


@pytest.mark.usefixtures("staff")
def test_event_list_names_what_ended_and_began(client, district, staff, django_assert_num_queries):
    services.succeed(
        committee=district.committee,
        event="merge",
        takes_effect_on=DAY,
        paper=PAPER,
        ends=[services.Ends(district.na_ao_2, into=(district.na_ao_1,))],
        by=staff,
    )

    client.get("/organizations/events/")
    with django_assert_num_queries(9):
        event = client.get("/organizations/events/").context["events"][0]
    assert [one.name for one in event.ended] == ["Chi bộ thôn Nà Ao 2"]
    assert [one.name for one in event.went_on] == ["Chi bộ thôn Nà Ao 1"]


def test_event_correct_moves_the_day(client, district, staff):
    event = services.rename_organization(
        organization=district.court, name="Chi bộ Toà án", takes_effect_on=DAY, paper=PAPER, by=staff
    )
    facts = {"takes_effect_on": "1/7/2019", "decision_number": "12-QĐ/HU", "reason": "Nhầm ngày"}

    response = client.post(f"/organizations/events/{event.pk}/correct/", facts)

    assert response.status_code == 302
    assert district.court.states.get(voided_at=None, name="Chi bộ Toà án").starts_on == dt.date(2019, 7, 1)
    assert client.post(f"/organizations/events/{event.pk}/correct/", facts).status_code == 404


def test_event_withdraw_lets_what_was_before_go_on(client, district, staff):
    event = services.rename_organization(
        organization=district.court, name="Chi bộ Toà án", takes_effect_on=DAY, paper=PAPER, by=staff
    )

    assert client.post(f"/organizations/events/{event.pk}/withdraw/", {}).status_code == 200
    response = client.post(f"/organizations/events/{event.pk}/withdraw/", {"reason": "Không có quyết định này"})

    assert response.status_code == 302
    names = district.court.states.filter(voided_at=None).values_list("name", "ends_on")
    assert list(names) == [("Chi bộ Toà án nhân dân huyện", None)]


def test_event_of_founding_cannot_be_withdrawn(client, district, staff):
    event = district.court.founded_under

    response = client.post(f"/organizations/events/{event.pk}/withdraw/", {"reason": "Sai"})

    assert len(response.context["form"].non_field_errors()) == 1
    event.refresh_from_db()
    assert event.voided_at is None
