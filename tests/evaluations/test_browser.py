"""The grid of a year in a real browser: from the keyboard alone, and readable for everybody."""

import datetime as dt

import pytest

from accounts.models import Role
from evaluations import services
from evaluations.models import Rating
from tests.evaluations.years import level, make_bodies
from tests.factories import CommitteeFactory, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_ratings_are_entered_from_the_keyboard(page, sign_in, axe):
    committee = CommitteeFactory(is_sample=True, sample_day=dt.date(2020, 2, 20))
    staff = make_user(Role.STAFF, committee)
    make_bodies(committee, staff, 3)
    campaign = services.open_campaign(committee=committee, year=2019, by=staff)
    sign_in(staff)
    page.goto(f"/ratings/{campaign.pk}/enter/")

    page.locator("[data-grid] select").first.focus()
    page.keyboard.press("2")
    page.keyboard.press("Tab")
    page.keyboard.press("3")
    page.keyboard.press("Tab")
    page.keyboard.press("K")
    page.keyboard.press("Tab")
    page.keyboard.type("Đang hợp nhất")
    wrong = axe(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ratings/{campaign.pk}/")

    assert wrong == []
    assert axe(page) == []
    assert list(Rating.objects.order_by("pk").values_list("level", "reason", "reason_text")) == [
        (level(campaign, 2).pk, "", ""),
        (level(campaign, 3).pk, "", ""),
        (None, "new", "Đang hợp nhất"),
    ]
