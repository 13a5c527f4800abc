"""Accounts and roles: what the services promise, the second time and two at once."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts import services
from accounts.models import AccessLog, Role, RoleGrant, User
from tests.factories import AccessLogFactory, CommitteeFactory, RoleGrantFactory, UserFactory, make_user
from tramgdinh.database.refusals import explain

TODAY = dt.date(2020, 2, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    return make_user(Role.ADMINISTRATOR)


def test_create_account_gives_a_password_that_must_be_changed(admin):
    user, password = services.create_account(username="la.thu", by=admin)

    assert user.check_password(password)
    assert user.must_change_password
    assert user.created_by == admin
    assert len(password) == len("abcd-efgh-ijkl")


@pytest.mark.parametrize("name", ["", "ab", "Nông", "có dấu", "-a-b", "a" * 41, "an\n"])
def test_create_account_refuses_a_name_of_another_form(admin, name):
    with pytest.raises(ValidationError):
        services.create_account(username=name, by=admin)


def test_create_accounts_makes_all_or_none(admin):
    UserFactory(username="da.co")

    with pytest.raises(ValidationError) as refusal:
        services.create_accounts(usernames=["moi.1", "da.co", "moi.2"], by=admin)

    assert refusal.value.messages[0].startswith("da.co: ")
    assert not User.objects.filter(username__startswith="moi").exists()


def test_reset_password_ends_the_old_one(admin):
    user, _first = services.create_account(username="la.thu", by=admin)
    services.change_password(user=user, password="cau-tha-bac-ha-12")

    slip = services.reset_password(user=user, by=admin)

    user.refresh_from_db()
    assert (user.check_password(slip.password), user.check_password("cau-tha-bac-ha-12")) == (True, False)
    assert user.must_change_password


def test_grant_role_twice_on_the_same_days_is_refused(admin):
    user, committee = UserFactory(), CommitteeFactory()
    given = {"user": user, "committee_id": committee.pk, "role": Role.STAFF, "by": admin}
    services.grant_role(first_day=dt.date(2020, 1, 1), last_day=dt.date(2020, 6, 30), **given)

    with pytest.raises(ValidationError):
        services.grant_role(first_day=dt.date(2020, 6, 30), **given)
    services.grant_role(first_day=dt.date(2020, 7, 1), **given)

    assert RoleGrant.objects.filter(user=user).count() == 2


def test_grant_role_of_inspector_needs_a_last_day(admin):
    with pytest.raises(ValidationError) as refusal:
        services.grant_role(
            user=UserFactory(), committee_id=CommitteeFactory().pk, role=Role.INSPECTOR, first_day=TODAY, by=admin
        )

    assert refusal.value.messages == ["Vai trò kiểm tra, giám sát phải có ngày kết thúc."]


def test_end_role_twice_is_refused(admin):
    grant = RoleGrantFactory(user=UserFactory(), role=Role.STAFF)
    facts = {"grant": grant, "last_day": TODAY, "by": admin, "reason": "thôi", "today": TODAY}
    services.end_role(**facts)

    with pytest.raises(services.AlreadyEnded):
        services.end_role(**facts)

    assert RoleGrant.objects.get(pk=grant.pk).ends_on == TODAY


def test_last_administrator_neither_loses_the_role_nor_the_account(admin):
    grant = admin.grants.get()

    with pytest.raises(services.LastAdministrator):
        services.end_role(grant=grant, last_day=TODAY, by=admin, reason="thôi", today=TODAY)
    with pytest.raises(services.LastAdministrator):
        services.set_active(user=admin, active=False, by=admin, reason="thôi", today=TODAY)
    RoleGrantFactory(role=Role.ADMINISTRATOR, committee_id=grant.committee_id)
    services.set_active(user=admin, active=False, by=admin, reason="thôi", today=TODAY)

    assert not User.objects.get(pk=admin.pk).is_active


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_close_each_other_do_not_both_succeed():
    committee = CommitteeFactory()
    pair = [make_user(Role.ADMINISTRATOR, committee) for _ in range(2)]
    refused: list[str] = []
    start = threading.Barrier(2)

    def close(user: User, by: User) -> None:
        start.wait()
        try:
            services.set_active(user=user, active=False, by=by, reason="thử", today=TODAY)
        except services.LastAdministrator as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=close, args=(user, by)) for user, by in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert User.objects.filter(pk__in=[user.pk for user in pair], is_active=True).count() == 1


def test_history_says_who_did_it_and_why(admin):
    user, _password = services.create_account(username="la.thu", by=admin)

    services.set_active(user=user, active=False, by=admin, reason="chuyển công tác", today=TODAY)

    last = User.pgh_event_model.objects.filter(pgh_obj_id=user.pk).order_by("pgh_id").last()
    assert last.pgh_context == {
        "by": admin.pk,
        "name": admin.username,
        "verb": "disable_account",
        "reason": "chuyển công tác",
    }


# ---- laws that the database keeps, whoever writes


def refusal_of(sql: str, *values: object) -> str | None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError as error:
        return explain(error) or f"{type(error).__name__}: {error}"
    return None


@pytest.mark.database
def test_accounts_roles_and_young_log_lines_are_neither_deleted_nor_rewritten():
    grant, line = RoleGrantFactory(ends_on=TODAY), AccessLogFactory()
    tries = {
        "DELETE FROM accounts_user WHERE id = %s": grant.user_id,
        "UPDATE accounts_user SET username = 'khac' WHERE id = %s": grant.user_id,
        "DELETE FROM accounts_rolegrant WHERE id = %s": grant.pk,
        "UPDATE accounts_rolegrant SET role = 'administrator' WHERE id = %s": grant.pk,
        "UPDATE accounts_rolegrant SET ends_on = NULL WHERE id = %s": grant.pk,
        "DELETE FROM accounts_accesslog WHERE id = %s": line.pk,
        "UPDATE accounts_accesslog SET path = '/' WHERE id = %s": line.pk,
    }

    passed = [sql for sql, pk in tries.items() if refusal_of(sql, pk) is None]

    assert passed == []


@pytest.mark.database
@pytest.mark.parametrize("table", ["accounts_user", "accounts_rolegrant", "accounts_accesslog"])
def test_tables_of_accounts_are_not_emptied(table):
    assert refusal_of(f"TRUNCATE {table} CASCADE") is not None


def test_access_log_expires_after_two_years_and_not_before():
    now = timezone.now()
    AccessLogFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_accesslog (action, username, path, logged_at) VALUES ('read', '', '/', %s)",
            [now - dt.timedelta(days=731)],
        )

    deleted = services.expire_access_log(now=now)

    assert (deleted, AccessLog.objects.count()) == (1, 1)


def test_passwords_are_kept_as_argon2(admin):
    user, _password = services.create_account(username="la.thu", by=admin)

    assert user.password.startswith("argon2$argon2id$")


def test_system_account_is_one_and_nobody_signs_in_to_it(client):
    first, second = services.system_account(), services.system_account()

    assert first == second
    assert not first.has_usable_password()
    assert first not in User.objects.people()
