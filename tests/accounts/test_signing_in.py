"""The one door: who gets in, who is kept out and for how long, what is written down."""

import datetime as dt

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import services
from accounts.models import AccessLog, Role, User
from accounts.signing_in import SAMPLE_PASSWORD
from home.sample import accounts as sample_accounts
from tests.factories import CommitteeFactory, RoleGrantFactory, UserFactory, make_user
from tramgdinh.supervisor.run import DEMO_PASSWORD

PASSWORD = "cau-tha-bac-ha-12"
DOOR = "/accounts/login/"


@pytest.fixture
def user(db: None) -> User:
    return make_user(Role.STAFF, username="nong.an", password=hashed(PASSWORD))


def hashed(password: str) -> str:
    user = User()
    user.set_password(password)
    return user.password


def sign_in(client: Client, username: str = "nong.an", password: str = PASSWORD, **extra):
    return client.post(DOOR + extra.pop("query", ""), {"login": username, "password": password}, **extra)


def signed_in(client: Client) -> bool:
    return client.get("/accounts/password/change/").status_code == 200


def test_sign_in_with_the_right_password_leads_to_the_first_page(client, user):
    response = sign_in(client)

    assert response.status_code == 302
    assert response["Location"] == "/"
    assert signed_in(client)


def test_sign_in_reads_the_user_name_without_regard_to_capitals(client, user):
    sign_in(client, username=" NONG.An ")

    assert signed_in(client)


def test_sign_in_with_a_wrong_password_says_nothing_about_the_account(client, user):
    known = sign_in(client, password="sai-mat-khau-1")
    unknown = sign_in(client, username="khong.co", password="sai-mat-khau-1")

    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors
    assert not signed_in(client)


def test_sign_in_of_a_closed_account_is_refused(client, user):
    services.set_active(user=user, active=False, by=user, reason="chuyển công tác", today=dt.date(2020, 2, 20))

    response = sign_in(client)

    assert response["Location"] == "/accounts/inactive/"
    assert not signed_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"],
)
def test_sign_in_does_not_lead_to_another_host(client, user, elsewhere):
    response = sign_in(client, query="?" + "next=" + elsewhere)

    assert response["Location"] == "/"


def test_sign_in_leads_back_to_the_page_that_was_asked_for(client, user):
    asked = client.get("/who-answers/?q=de")
    response = client.post(asked["Location"], {"login": "nong.an", "password": PASSWORD, "next": "/who-answers/?q=de"})

    assert asked["Location"] == "/accounts/login/?next=/who-answers/%3Fq%3Dde"
    assert response["Location"] == "/who-answers/?q=de"


def test_admin_login_is_the_same_door(client, user):
    response = client.get("/admin/login/?next=/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith(DOOR)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/password/reset/", "/accounts/email/"])
def test_nobody_signs_up_or_resets_by_mail(client, db, path, method):
    assert getattr(client, method)(path).status_code == 404


# ---- the lock


def fail(client: Client, times: int, username: str = "nong.an", **extra):
    for _ in range(times):
        response = sign_in(client, username=username, password="sai-mat-khau-1", **extra)
    return response


def test_lock_stops_after_five_failures_even_the_right_password(client, user):
    fail(client, 4)
    assert AccessLog.objects.filter(action="sign_in_failed").count() == 4

    fifth = fail(client, 1)
    right = sign_in(client)

    assert (fifth.status_code, right.status_code) == (429, 429)
    assert right["Retry-After"] == "900"
    assert "account/locked.html" in [template.name for template in right.templates]
    assert not signed_in(client)


def test_lock_counts_capitals_and_spaces_as_the_same_account(client, user):
    for name in ("nong.an", "NONG.AN", "Nong.An ", " nong.aN", "nonG.an"):
        fail(client, 1, username=name)

    assert sign_in(client).status_code == 429


def test_lock_holds_one_account_at_one_address_and_nobody_else(client, user):
    make_user(Role.STAFF, username="hoang.binh", password=hashed(PASSWORD))
    fail(client, 5, REMOTE_ADDR="10.0.0.7")

    same_office = sign_in(Client(), username="hoang.binh", REMOTE_ADDR="10.0.0.7")
    elsewhere = sign_in(Client(), REMOTE_ADDR="10.0.0.8")

    assert (same_office.status_code, elsewhere.status_code) == (302, 302)


def wait(minutes: int) -> None:
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - dt.timedelta(minutes=minutes))


def test_lock_ends_by_itself_and_knocking_does_not_prolong_it(client, user):
    fail(client, 5)
    wait(10)
    knocked = fail(client, 1)
    wait(6)

    assert (knocked.status_code, sign_in(client).status_code) == (429, 302)


def test_lock_is_lifted_with_a_new_first_password(client, user):
    fail(client, 5)

    slip = services.reset_password(user=user, by=user)

    assert sign_in(client, password=slip.password).status_code == 302


def test_lock_does_not_believe_an_address_that_the_client_makes_up(client, user):
    for n in range(5):
        fail(client, 1, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}")

    assert sign_in(client).status_code == 429
    assert set(AccessLog.objects.values_list("address", flat=True)) == {"127.0.0.1"}


def test_address_behind_our_proxy_is_what_the_proxy_saw(client, user, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    sign_in(client, HTTP_X_FORWARDED_FOR="1.2.3.4, 10.0.0.9")

    assert AccessLog.objects.get(action="sign_in").address == "10.0.0.9"


# ---- first passwords


def test_first_password_opens_only_the_page_on_which_it_is_changed(client, db):
    admin = make_user(Role.ADMINISTRATOR)
    user, first = services.create_account(username="la.thu", by=admin)
    RoleGrantFactory(user=user, role=Role.STAFF)
    sign_in(client, username="la.thu", password=first)

    for path in ("/", "/who-answers/", "/admin/"):
        assert client.get(path)["Location"] == "/accounts/password/change/"
    response = client.post(
        "/accounts/password/change/", {"oldpassword": first, "password1": PASSWORD, "password2": PASSWORD}
    )

    assert response.status_code == 302
    assert signed_in(client)
    user.refresh_from_db()
    assert not user.must_change_password


@pytest.mark.parametrize("new", [SAMPLE_PASSWORD, "Mau-TrangDinh", "ngan", "1234567890123", "same as first"])
def test_first_password_is_not_changed_into_a_known_or_the_same_one(client, db, new):
    user, first = services.create_account(username="la.thu", by=make_user(Role.ADMINISTRATOR))
    sign_in(client, username="la.thu", password=first)
    new = first if new == "same as first" else new

    response = client.post("/accounts/password/change/", {"oldpassword": first, "password1": new, "password2": new})

    assert list(response.context["form"].errors) == ["password1"]
    user.refresh_from_db()
    assert user.must_change_password


def test_sample_password_opens_accounts_of_the_sample_alone(client, db):
    make_user(Role.STAFF, username="chuyenvien", password=hashed(SAMPLE_PASSWORD))
    outside = sign_in(client, "chuyenvien", SAMPLE_PASSWORD)
    make_user(Role.ADMINISTRATOR, committee=CommitteeFactory(is_sample=True, sample_day=dt.date(2020, 2, 20)))
    inside = sign_in(client, "chuyenvien", SAMPLE_PASSWORD)

    assert (outside.status_code, inside.status_code) == (200, 302)


# ---- open sessions


def test_session_dies_when_the_account_is_closed(client, user):
    client.force_login(user)
    assert signed_in(client)

    services.set_active(user=user, active=False, by=user, reason="thử", today=dt.date(2020, 2, 20))

    assert not signed_in(client)


def test_session_dies_when_roles_change(client, user):
    admin = make_user(Role.ADMINISTRATOR)
    committee = admin.grants.get().committee_id
    first, second = Client(), Client()
    first.force_login(user)

    grant = services.grant_role(
        user=user, committee_id=committee, role=Role.LEADER, first_day=dt.date(2020, 1, 1), by=admin
    )
    after_grant = signed_in(first)
    second.force_login(User.objects.get(pk=user.pk))
    services.end_role(
        grant=grant, last_day=dt.date(2020, 2, 1), by=admin, reason="thôi giữ chức", today=dt.date(2020, 2, 1)
    )

    assert (after_grant, signed_in(second)) == (False, False)


def test_session_of_others_dies_when_the_password_changes_and_the_own_goes_on(client, user):
    other = Client()
    sign_in(client)
    sign_in(other)

    client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "hoa-hoi-que-non-9", "password2": "hoa-hoi-que-non-9"},
    )

    assert (signed_in(client), signed_in(other)) == (True, False)


def test_sign_out_asks_by_post(client, user):
    client.force_login(user)

    client.get("/accounts/logout/")
    still = signed_in(client)
    client.post("/accounts/logout/")

    assert (still, signed_in(client)) == (True, False)


# ---- what is written down


def test_access_log_holds_sign_in_failure_and_sign_out(client, user):
    sign_in(client, password="sai-mat-khau-1", REMOTE_ADDR="10.0.0.7")
    sign_in(client, REMOTE_ADDR="10.0.0.7")
    client.post("/accounts/logout/", REMOTE_ADDR="10.0.0.7")

    rows = AccessLog.objects.order_by("pk").values_list("action", "user_id", "username", "address")
    assert list(rows) == [
        ("sign_in_failed", None, "nong.an", "10.0.0.7"),
        ("sign_in", user.pk, "nong.an", "10.0.0.7"),
        ("sign_out", user.pk, "nong.an", "10.0.0.7"),
    ]


def test_access_log_keeps_no_password_typed_as_user_name(client, user):
    sign_in(client, username="Mật khẩu của tôi 123!", password="x")

    assert AccessLog.objects.get().username == ""


def test_access_log_holds_each_page_that_an_inspector_reads(client, db):
    committee = CommitteeFactory()
    inspector, staff = make_user(Role.INSPECTOR, committee), make_user(Role.STAFF, committee)
    for user in (inspector, staff):
        client.force_login(user)
        client.get(reverse("home:who_answers"), {"q": "de tham"})

    rows = AccessLog.objects.filter(action="read").values_list("user_id", "path")
    assert list(rows) == [(inspector.pk, "/who-answers/?q=de+tham")]


def test_inspector_role_ends_by_itself(client, db):
    inspector = UserFactory()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    RoleGrantFactory(user=inspector, role=Role.INSPECTOR, ends_on=yesterday)
    client.force_login(inspector)

    assert client.get(reverse("home:who_answers")).status_code == 404


def test_known_password_is_the_same_in_the_sample_on_the_terminal_and_at_the_door():
    assert {sample_accounts.PASSWORD, DEMO_PASSWORD} == {SAMPLE_PASSWORD}
