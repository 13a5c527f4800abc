"""Opened, entered together, published, corrected: and what the second time does."""

import datetime as dt
from decimal import Decimal

import pytest

from accounts.models import Role
from evaluations import services
from evaluations.models import Campaign, PublishedFigure, Rating
from evaluations.services import Line, Outcome
from orgs.models import Kind
from tests.evaluations.years import PAPER, level, make_bodies, publish, rate_year, unrated
from tests.factories import CommitteeFactory, make_district, make_organization, make_user
from tramgdinh.database.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def committee():
    return CommitteeFactory()


@pytest.fixture
def staff(committee):
    return make_user(Role.STAFF, committee)


@pytest.fixture
def campaign(committee, staff):
    make_bodies(committee, staff, 3)
    return services.open_campaign(committee=committee, year=2019, by=staff)


def rows_of(campaign):
    return list(Rating.objects.live().filter(campaign=campaign).order_by("pk"))


def good(campaign):
    return Outcome(Rating.Outcome.RATED, level(campaign, 2))


def test_open_campaign_makes_a_row_for_each_grassroots_organization_of_the_day():
    district = make_district()
    staff = make_user(Role.STAFF, district.committee)
    make_organization(name="Chi bộ mới", kind=Kind.BASE_CELL, parent=district.root, founded_on=dt.date(2020, 1, 1))

    campaign = services.open_campaign(committee=district.committee, year=2019, by=staff)

    assert campaign.list_day == dt.date(2019, 12, 31)
    assert [row.organization_id for row in rows_of(campaign)] == [
        district.de_tham.pk,
        district.cao_minh.pk,
        district.court.pk,
    ]
    assert {row.outcome for row in rows_of(campaign)} == {"open"}


@pytest.mark.parametrize(
    ("year", "code"),
    [(2016, "hd27-2014"), (2017, "hd27-2014"), (2018, "hd21-2019"), (2024, "hd21-2019"), (2025, "qd366-2025")],
)
def test_open_campaign_takes_the_scale_of_its_year(committee, staff, year, code):
    campaign = services.open_campaign(committee=committee, year=year, by=staff)

    assert Campaign.objects.select_related("scheme").get(pk=campaign.pk).scheme.code == code


def test_open_campaign_of_a_year_twice_or_without_a_scale(campaign, committee, staff):
    with pytest.raises(services.AlreadyOpened):
        services.open_campaign(committee=committee, year=2019, by=staff)
    with pytest.raises(services.NoScale):
        services.open_campaign(committee=committee, year=2010, by=staff)


def test_set_ratings_saves_what_differs_and_counts_it(campaign, staff):
    first, second, _third = rows_of(campaign)
    lines = [Line(first.pk, 1, good(campaign)), Line(second.pk, 1, Outcome())]

    assert services.set_ratings(campaign=campaign, lines=lines, by=staff, **PAPER) == 1

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, first.version, first.paper_number) == ("rated", 2, "1203-QĐ/HU")
    assert (second.version, second.paper_number) == (1, "")


def test_set_ratings_is_all_or_nothing_when_somebody_else_was_there(campaign, staff):
    first, second, _third = rows_of(campaign)
    services.set_ratings(campaign=campaign, lines=[Line(first.pk, 1, good(campaign))], by=staff)

    with pytest.raises(services.RowsChanged) as caught:
        services.set_ratings(
            campaign=campaign, lines=[Line(first.pk, 1, unrated()), Line(second.pk, 1, unrated())], by=staff
        )

    assert caught.value.rating_ids == [first.pk]
    second.refresh_from_db()
    assert second.outcome == "open"


def test_set_ratings_refuses_a_level_of_another_scale(campaign, committee, staff):
    other = services.open_campaign(committee=committee, year=2016, by=staff)
    row = rows_of(campaign)[0]

    with pytest.raises(Refused, match="thang xếp loại khác"):
        services.set_ratings(campaign=campaign, lines=[Line(row.pk, 1, good(other))], by=staff)


def test_set_ratings_asks_for_another_reason_in_words(campaign, staff):
    row = rows_of(campaign)[0]
    outcome = Outcome(Rating.Outcome.NOT_RATED, None, Rating.Reason.OTHER)

    with pytest.raises(Refused, match="Lý do khác phải ghi rõ bằng lời"):
        services.set_ratings(campaign=campaign, lines=[Line(row.pk, 1, outcome)], by=staff)


def test_publish_campaign_waits_for_the_last_one(campaign, staff):
    with pytest.raises(services.StillOpen) as caught:
        publish(campaign, staff)

    assert str(caught.value) == "Còn 3 tổ chức chưa xếp loại."


def test_publish_campaign_locks_and_freezes(committee, staff):
    make_bodies(committee, staff, 56)
    campaign = rate_year(committee, staff, 2019, good=43, rated=49)

    publish(campaign, staff)

    campaign.refresh_from_db()
    assert (campaign.state, campaign.good_count, campaign.rated_count) == ("published", 43, 49)
    assert Rating.objects.filter(**PAPER).count() == 56
    with pytest.raises(services.AlreadyPublished):
        publish(campaign, staff)
    with pytest.raises(services.AlreadyPublished):
        services.set_ratings(campaign=campaign, lines=[], by=staff)


def test_correct_rating_keeps_the_old_one_beside_the_new_decision(campaign, staff):
    lines = [Line(row.pk, row.version, good(campaign)) for row in rows_of(campaign)]
    services.set_ratings(campaign=campaign, lines=lines, by=staff)
    row = rows_of(campaign)[0]
    paper = {"paper_number": "15-QĐ/HU", "paper_day": dt.date(2020, 2, 10)}
    facts = {"rating": row, "outcome": unrated(), "reason": "Xét lại", "by": staff, **paper}

    with pytest.raises(services.NotPublished):
        services.correct_rating(**facts)
    publish(campaign, staff)
    corrected = services.correct_rating(**facts)

    row.refresh_from_db()
    assert (row.voided_by_id, row.void_reason) == (staff.pk, "Xét lại")
    assert (corrected.corrects_id, corrected.outcome, corrected.paper_number) == (row.pk, "not_rated", "15-QĐ/HU")
    with pytest.raises(services.AlreadyCorrected):
        services.correct_rating(**facts)


def test_record_published_figure_once_for_each_source(campaign, staff):
    facts = {"campaign": campaign, "source": "Báo Lạng Sơn", "by": staff}
    services.record_published_figure(value=Decimal("87.8"), **facts)

    with pytest.raises(Refused, match="nguồn này đã được ghi"):
        services.record_published_figure(value=Decimal("87.9"), **facts)
    assert PublishedFigure.objects.count() == 1


def test_set_target_names_its_source_even_after_publication(campaign, staff):
    with pytest.raises(Refused, match="phải ghi nguồn"):
        services.set_target(campaign=campaign, target=Decimal(85), source="", by=staff)
    lines = [Line(row.pk, row.version, good(campaign)) for row in rows_of(campaign)]
    services.set_ratings(campaign=campaign, lines=lines, by=staff)
    publish(campaign, staff)

    services.set_target(campaign=campaign, target=Decimal(85), source="Nghị quyết Đại hội", by=staff)

    campaign.refresh_from_db()
    assert (campaign.target, campaign.target_source) == (Decimal("85.0"), "Nghị quyết Đại hội")


def test_every_write_is_in_the_history_with_its_verb(campaign, staff):
    row = rows_of(campaign)[0]
    services.set_ratings(campaign=campaign, lines=[Line(row.pk, 1, good(campaign))], by=staff)

    events = Rating.pgh_event_model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")
    assert [event.pgh_context["verb"] for event in events] == ["open_campaign", "set_ratings"]
