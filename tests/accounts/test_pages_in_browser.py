"""Slips, the guided step and the admin's steps in a real browser: nothing refused by the CSP, nothing wrong for axe."""

import datetime as dt

import pytest

from accounts.models import Role, User
from tests.factories import CommitteeFactory, CommitteeNameFactory, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [{"viewport": {"width": width, "height": 900}} for width in (390, 768, 1366)]


@pytest.fixture
def admin(sign_in) -> User:
    committee = CommitteeFactory(is_sample=True, sample_day=dt.date(2020, 2, 20))
    CommitteeNameFactory(committee=committee)
    user = make_user(Role.ADMINISTRATOR, committee, username="quantri")
    sign_in(user)
    return user


@pytest.mark.parametrize("page", WIDTHS, indirect=True, ids=["390", "768", "1366"])
def test_slips_and_guided_step_have_nothing_wrong_for_axe(page, admin, axe):
    wrong = {}
    page.goto("/setup/own-book/")
    wrong["setup"] = axe(page)
    page.goto("/admin/accounts/user/bulk/")
    page.get_by_label("Tên đăng nhập, mỗi dòng một tên").fill("nguyen.a\nnguyen.b")
    page.get_by_role("button", name="Tạo các tài khoản").click()
    page.get_by_role("heading", name="Phiếu mật khẩu lần đầu").wait_for()
    wrong["slips"] = axe(page)

    assert wrong == {"setup": [], "slips": []}
    assert User.objects.filter(username__startswith="nguyen").count() == 2


def test_administrator_closes_an_account_and_reads_who_did_it(page, admin):
    user = make_user(Role.STAFF, admin.grants.select_related("committee").get().committee, username="la.thu")

    page.goto(f"/admin/accounts/user/{user.pk}/change/")
    page.get_by_role("link", name="Khoá tài khoản").click()
    page.get_by_label("Lý do").fill("nghỉ hưu")
    page.get_by_role("button", name="Khoá tài khoản").click()
    page.get_by_role("link", name="Lịch sử").click()

    page.get_by_text("khoá tài khoản", exact=True).wait_for()
    page.get_by_text("nghỉ hưu").wait_for()
