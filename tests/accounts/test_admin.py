"""Accounts and roles in the admin site, as an administrator works there."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from accounts.models import AccessLog, Role, RoleGrant, User
from orgs.models import Committee, CommitteeName
from tests.factories import (
    CommitteeFactory,
    CommitteeNameFactory,
    PersonFactory,
    PlaceFactory,
    RoleGrantFactory,
    UserFactory,
    make_district,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee() -> Committee:
    return CommitteeFactory(is_sample=True, sample_day=dt.date(2020, 2, 20))


@pytest.fixture
def admin(client, committee) -> User:
    user = make_user(Role.ADMINISTRATOR, committee, username="quantri")
    client.force_login(user)
    return user


def url(name: str, *args: object) -> str:
    return reverse(f"admin:{name}", args=args)


def passwords_in(response) -> list[str]:
    return re.findall(r">([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})<", response.content.decode())


def test_new_account_shows_its_slip_once_and_the_password_works(client, admin):
    response = client.post(url("accounts_user_add"), {"username": "la.thu"})

    (password,) = passwords_in(response)
    user = User.objects.get(username="la.thu")
    assert user.check_password(password)
    assert user.must_change_password
    assert passwords_in(client.get(url("accounts_user_change", user.pk))) == []
    assert response["Cache-Control"].count("no-store") == 1


def test_many_accounts_come_with_a_slip_each(client, admin):
    response = client.post(url("accounts_user_bulk"), {"usernames": "moi.1\n\n MOI.2 \nmoi.3"})

    assert len(passwords_in(response)) == 3
    assert User.objects.filter(username__in=["moi.1", "moi.2", "moi.3"]).count() == 3


def test_many_accounts_name_the_one_in_the_way_and_make_none(client, admin):
    response = client.post(url("accounts_user_bulk"), {"usernames": "moi.1\nquantri"})

    assert response.context["form"].errors["usernames"][0].startswith("quantri: ")
    assert not User.objects.filter(username="moi.1").exists()


def test_reset_password_shows_a_slip_and_asks_by_get(client, admin):
    user = UserFactory(username="la.thu")

    asked = client.get(url("accounts_user_password", user.pk))
    done = client.post(url("accounts_user_password", user.pk))

    assert passwords_in(asked) == []
    user.refresh_from_db()
    assert user.check_password(passwords_in(done)[0])


def test_close_and_open_an_account_with_a_reason(client, admin):
    user = UserFactory()

    without = client.post(url("accounts_user_close", user.pk), {"reason": " "})
    client.post(url("accounts_user_close", user.pk), {"reason": "nghỉ hưu"})
    closed = User.objects.get(pk=user.pk).is_active
    client.post(url("accounts_user_open", user.pk), {"reason": "nhầm"})

    assert list(without.context["form"].errors) == ["reason"]
    assert (closed, User.objects.get(pk=user.pk).is_active) == (False, True)


def test_last_administrator_is_told_why_he_stays(client, admin):
    response = client.post(url("accounts_user_close", admin.pk), {"reason": "thử"})

    assert response.context["form"].non_field_errors()[0].startswith("Đây là tài khoản quản trị cuối cùng")


def test_role_is_given_in_the_own_committee_and_ended_not_deleted(client, admin, committee):
    user = UserFactory()

    client.post(url("accounts_rolegrant_add"), {"user": user.pk, "role": "staff", "starts_on": "1/2/2020"})
    grant = RoleGrant.objects.get(user=user)
    client.post(url("accounts_rolegrant_end", grant.pk), {"last_day": "20/2/2020", "reason": "chuyển công tác"})

    grant.refresh_from_db()
    assert (grant.committee_id, grant.starts_on, grant.ends_on) == (
        committee.pk,
        dt.date(2020, 2, 1),
        dt.date(2020, 2, 20),
    )
    assert client.post(f"/admin/accounts/rolegrant/{grant.pk}/delete/", {"post": "yes"}).status_code == 404


def test_role_on_a_day_that_does_not_exist_is_a_sentence(client, admin):
    response = client.post(
        url("accounts_rolegrant_add"), {"user": UserFactory().pk, "role": "staff", "starts_on": "31/9/2019"}
    )

    assert response.context["form"].errors == {"starts_on": ["Ngày 31/9/2019 không có trong lịch."]}


def test_accounts_are_found_by_the_comrades_name_without_tones(client, admin, committee):
    PersonFactory(
        committee=committee, family_name="Lã", middle_name="Thị", given_name="Thuỷ", account=UserFactory(username="tk1")
    )
    UserFactory(username="tk2")

    response = client.get(url("accounts_user_changelist"), {"q": "la thi thuy"})

    assert [user.username for user in response.context["cl"].result_list] == ["tk1"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_accounts_asks_the_same_number_of_questions(client, admin, committee, count, django_assert_num_queries):
    for _ in range(count):
        user = PersonFactory(committee=committee, account=UserFactory()).account
        RoleGrantFactory(user=user, committee=committee, role=Role.STAFF)
    client.get(url("accounts_user_changelist"))

    with django_assert_num_queries(8):
        client.get(url("accounts_user_changelist"))


def test_access_log_is_to_be_read_only(client, admin):
    line = AccessLog.objects.get()

    assert client.get(url("accounts_accesslog_changelist")).status_code == 200
    assert client.post(url("accounts_accesslog_change", line.pk), {"username": "khác"}).status_code == 405
    assert client.get("/admin/accounts/accesslog/add/").status_code == 404


def test_history_of_an_account_names_the_verb_and_the_reason(client, admin):
    user = UserFactory()
    client.post(url("accounts_user_close", user.pk), {"reason": "nghỉ hưu"})

    entries = client.get(url("accounts_user_history", user.pk)).context["entries"]

    assert (entries[0].by, entries[0].verb, entries[0].reason) == ("quantri", "khoá tài khoản", "nghỉ hưu")
    assert (entries[0].changes[0].before, entries[0].changes[0].after) == ("có", "không")


# ---- reference data, people, the sample's day


def test_place_is_edited_under_the_name_of_who_does_it(client, admin, committee):
    place = PlaceFactory(committee=committee, minutes_from_seat=30)

    client.post(
        url("orgs_place_change", place.pk),
        {"committee": committee.pk, "name": place.name, "minutes_from_seat": "45"},
    )

    place.refresh_from_db()
    assert place.minutes_from_seat == 45
    last = type(place).pgh_event_model.objects.order_by("pgh_id").last()
    assert (last.pgh_context["name"], last.pgh_context["verb"]) == ("quantri", "change_reference")


def test_name_of_the_committee_is_ended_but_not_rewritten(client, admin, committee):
    name = CommitteeNameFactory(committee=committee)

    client.post(url("orgs_committeename_change", name.pk), {"name": "Khác", "ends_on": "30/6/2025"})

    name.refresh_from_db()
    assert (name.name, name.ends_on) == ("Huyện uỷ Tràng Định", dt.date(2025, 6, 30))


def test_refusal_of_the_database_is_a_sentence(client, admin, committee):
    name = CommitteeNameFactory(committee=committee, ends_on=dt.date(2025, 6, 30))

    response = client.post(url("orgs_committeename_change", name.pk), {"ends_on": "31/12/2025"}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "Ngày cuối chỉ được ghi mới hoặc ghi sớm hơn, kèm căn cứ kết thúc."
    ]
    assert CommitteeName.objects.get().ends_on == dt.date(2025, 6, 30)


def test_organizations_are_looked_at_and_not_edited(client, admin):
    district = make_district(Committee.objects.get())

    found = client.get(url("orgs_organization_changelist"), {"q": "de tham"})
    page = client.get(url("orgs_organization_change", district.de_tham.pk))

    assert [row.pk for row in found.context["cl"].result_list] == [district.de_tham.pk]
    assert page.status_code == 200
    assert client.post(url("orgs_organization_change", district.de_tham.pk), {"code": "x"}).status_code == 405


def test_working_day_of_the_sample_is_set_by_the_administrator(client, admin, committee):
    page = url("orgs_committee_workingday", committee.pk)

    client.post(page, {"day": "13/9/2019"})

    committee.refresh_from_db()
    assert committee.sample_day == dt.date(2019, 9, 13)
    assert client.get("/who-answers/").context["today"] == dt.date(2019, 9, 13)


def test_book_of_real_data_has_no_working_day(client):
    committee = CommitteeFactory()
    client.force_login(make_user(Role.ADMINISTRATOR, committee))

    response = client.post(url("orgs_committee_workingday", committee.pk), {"day": "13/9/2019"})

    committee.refresh_from_db()
    assert committee.sample_day is None
    assert "theo lịch" in response.context["form"].non_field_errors()[0]


def test_people_chosen_in_the_list_get_accounts_named_after_them(client, admin, committee):
    people = [
        PersonFactory(committee=committee, family_name="Đàm", middle_name="Văn", given_name="Đức") for _ in range(2)
    ]
    chosen = client.post(
        url("orgs_person_changelist"),
        {"action": "choose_for_accounts", "_selected_action": [person.pk for person in people]},
    )

    response = client.post(chosen["Location"])

    assert len(passwords_in(response)) == 2
    assert sorted(User.objects.filter(person__in=people).values_list("username", flat=True)) == [
        "dam.van.duc",
        "dam.van.duc2",
    ]
    again = client.post(chosen["Location"], follow=True)
    assert passwords_in(again) == []


def test_account_that_is_there_is_tied_to_a_person(client, admin, committee):
    person, user = PersonFactory(committee=committee), UserFactory()

    client.post(url("orgs_person_account", person.pk), {"account": user.pk})

    person.refresh_from_db()
    assert person.account_id == user.pk
