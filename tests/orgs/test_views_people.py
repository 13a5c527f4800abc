"""Pages on which people are entered and put right."""

import datetime as dt

import pytest

from accounts.models import Role
from orgs.models import Office, Person
from tests.factories import OfficeFactory, PersonFactory, make_district, make_user

pytestmark = pytest.mark.django_db

NEW = "/people/new/"
FACTS = {"family_name": "Hoàng", "middle_name": "Thị", "given_name": "Lan", "phone": "0912 345 678"}


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def staff(client, district):
    user = make_user(Role.STAFF, district.committee)
    client.force_login(user)
    return user


@pytest.mark.usefixtures("staff")
def test_person_new_enters_a_person_with_his_post(client):
    post = {"title": "Chuyên viên", "agency": "Văn phòng Huyện uỷ", "starts_on": "1/2/2020"}

    response = client.post(NEW, FACTS | post)

    person = Person.objects.get()
    assert response.status_code == 302
    assert (person.full_name, person.posts.get().starts_on) == ("Hoàng Thị Lan", dt.date(2020, 2, 1))


@pytest.mark.usefixtures("staff")
def test_person_new_without_a_post(client):
    client.post(NEW, FACTS)

    assert Person.objects.get().posts.count() == 0


@pytest.mark.usefixtures("staff")
def test_person_new_asks_before_it_enters_a_namesake(client):
    client.post(NEW, FACTS)

    asked = client.post(NEW, FACTS)
    assert [row["text"] for row in asked.context["namesakes"]] == ["Hoàng Thị Lan"]
    assert Person.objects.count() == 1

    client.post(NEW, FACTS | {"another": asked.context["form"]["another"].value()})
    assert Person.objects.count() == 2


@pytest.mark.usefixtures("staff")
def test_person_new_wants_a_day_for_the_post(client):
    response = client.post(NEW, FACTS | {"title": "Chuyên viên", "starts_on": ""})

    assert list(response.context["form"].errors) == ["starts_on"]
    assert Person.objects.count() == 0


def test_person_change_keeps_what_the_name_was(client, district, staff):
    person = PersonFactory(committee=district.committee, given_name="Lân")

    response = client.post(f"/people/{person.pk}/change/", FACTS | {"reason": "Sai dấu"})

    person.refresh_from_db()
    assert response.status_code == 302
    assert person.full_name == "Hoàng Thị Lan"
    last = person.events.order_by("-pgh_id").first()
    assert (last.pgh_context["reason"], person.events.order_by("pgh_id").first().given_name) == ("Sai dấu", "Lân")


@pytest.mark.usefixtures("staff")
def test_post_new_ends_the_one_before(client, district):
    person = PersonFactory(committee=district.committee)
    address = f"/people/{person.pk}/posts/new/"

    client.post(address, {"title": "Chuyên viên", "starts_on": "1/1/2018"})
    client.post(address, {"title": "Trưởng ban", "starts_on": "1/2/2020"})

    posts = person.posts.order_by("starts_on").values_list("title", "ends_on")
    assert list(posts) == [("Chuyên viên", dt.date(2020, 1, 31)), ("Trưởng ban", None)]


@pytest.mark.usefixtures("staff")
def test_office_end_records_the_last_day(client, district):
    office = OfficeFactory(organization=district.court, person=PersonFactory(committee=district.committee))
    address = f"/organizations/{district.court.pk}/offices/{office.pk}/end/"

    assert client.get(address).status_code == 200
    response = client.post(address, {"last_day": "31/1/2020", "reason": "Quyết định điều động số 5-QĐ/HU"})

    assert response.status_code == 302
    assert Office.objects.get().ends_on == dt.date(2020, 1, 31)
    again = client.post(address, {"last_day": "31/1/2020", "reason": "Quyết định điều động số 5-QĐ/HU"})
    assert len(again.context["form"].non_field_errors()) == 1


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, None])
def test_people_are_entered_by_staff_alone(client, district, role):
    person = PersonFactory(committee=district.committee)
    client.force_login(make_user(role, district.committee))

    for address in (NEW, f"/people/{person.pk}/change/", f"/people/{person.pk}/posts/new/"):
        assert client.post(address, FACTS).status_code == 404
    assert Person.objects.count() == 1


def test_person_of_another_committee_is_404(client, district):
    person = PersonFactory(committee=district.committee)
    client.force_login(make_user(Role.STAFF))

    assert client.get(f"/people/{person.pk}/change/").status_code == 404
