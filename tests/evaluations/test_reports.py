"""The figures of the source: 87,8, 83,6, and the two differences that must not be taken for each other."""

import datetime as dt
from decimal import Decimal

import pytest

from accounts.models import Role
from evaluations import services
from evaluations.models import Rating
from evaluations.reports.listing import bodies_of, counts_of, ratings_through_the_years
from evaluations.reports.rates import compare, year_rate, year_rates
from evaluations.reports.trend import trend_of
from evaluations.services import Line, Outcome
from taskforces.scope import scope_of
from tests.evaluations.years import PAPER, level, make_bodies, publish, rate_year
from tests.factories import CommitteeFactory, make_ledger, make_user

pytestmark = pytest.mark.django_db

TODAY = dt.date(2020, 2, 20)


@pytest.fixture
def committee():
    return CommitteeFactory()


@pytest.fixture
def staff(committee):
    return make_user(Role.STAFF, committee)


@pytest.fixture
def scope(staff):
    return scope_of(staff, TODAY)


@pytest.fixture
def two_years(committee, staff):
    make_bodies(committee, staff, 56)
    return [
        rate_year(committee, staff, 2016, good=46, rated=55),
        rate_year(committee, staff, 2019, good=43, rated=49),
    ]


@pytest.mark.usefixtures("two_years")
def test_year_rates_are_those_of_the_source(scope):
    later, earlier = year_rates(scope)

    assert (later.good, later.rated, later.not_rated, later.computed) == (43, 49, 7, Decimal("87.8"))
    assert (earlier.good, earlier.rated, earlier.not_rated, earlier.computed) == (46, 55, 1, Decimal("83.6"))
    assert later.total == earlier.total == 56


@pytest.mark.usefixtures("two_years")
def test_compare_takes_the_rounded_rates_and_keeps_the_exact_difference(scope):
    found = compare(year_rates(scope), 2019, 2016)

    assert found.points == Decimal("4.2")
    assert found.exact == Decimal("4.1187")
    assert not found.same_scale


@pytest.mark.usefixtures("two_years")
def test_compare_takes_the_year_before_unless_told(scope):
    rates = year_rates(scope)

    assert compare(rates, 2019).earlier.year == 2016
    assert compare(rates, 2016) is None
    assert compare(rates, 2019, 2019) is None
    assert compare(rates, 2018, 2016) is None


def test_a_published_figure_stands_beside_the_computed_one(two_years, staff):
    campaign = two_years[1]
    services.record_published_figure(campaign=campaign, value=Decimal("87.9"), source="Báo cáo", by=staff)

    found = year_rate(campaign)

    assert (found.published, found.computed, found.said) == (Decimal("87.9"), Decimal("87.8"), Decimal("87.9"))
    assert found.disagrees


def test_the_rate_is_provisional_while_one_is_open(two_years, staff):
    campaign = two_years[1]
    row = Rating.objects.filter(campaign=campaign, level__is_good=True).first()
    services.set_ratings(campaign=campaign, lines=[Line(row.pk, row.version, Outcome())], by=staff)

    found = year_rate(campaign)

    assert (found.good, found.rated, found.still_open, found.is_provisional) == (42, 48, 1, True)
    assert found.computed == Decimal("87.5")


def test_no_rate_without_a_rated_organization(committee, staff):
    make_bodies(committee, staff, 2)
    campaign = services.open_campaign(committee=committee, year=2019, by=staff)

    found = year_rate(campaign)

    assert (found.computed, found.said, found.total) == (None, None, 2)


def test_a_correction_changes_the_rate_but_not_what_was_frozen(two_years, staff):
    campaign = two_years[1]
    publish(campaign, staff)
    row = Rating.objects.live().filter(campaign=campaign, outcome="not_rated").first()
    services.correct_rating(
        rating=row,
        outcome=Outcome(Rating.Outcome.RATED, level(campaign, 1)),
        reason="Xếp loại bổ sung",
        by=staff,
        **PAPER,
    )
    campaign.refresh_from_db()

    found = year_rate(campaign)

    assert (found.good, found.rated) == (44, 50)
    assert (campaign.good_count, campaign.rated_count) == (43, 49)
    assert found.was_corrected


def test_bodies_are_named_as_on_the_list_day_in_customary_order(scope, two_years):
    bodies = bodies_of(two_years[1], scope)

    assert [body.number for body in bodies] == list(range(1, 57))
    assert bodies[0].state.name == "Chi bộ cơ quan 1"


@pytest.mark.usefixtures("two_years")
def test_counts_name_every_level_and_both_kinds_of_none(scope, two_years):
    campaign = two_years[1]

    counts = counts_of(list(campaign.scheme.levels.order_by("rank")), bodies_of(campaign, scope))

    assert [(row.level.short if row.level else row.outcome, row.count) for row in counts] == [
        ("HTXSNV", 0),
        ("HTTNV", 43),
        ("HTNV", 6),
        ("KHTNV", 0),
        ("not_rated", 7),
        ("open", 0),
    ]


@pytest.mark.usefixtures("two_years")
def test_ratings_through_the_years_begin_with_the_latest(scope, two_years):
    organization = Rating.objects.filter(campaign=two_years[0]).select_related("organization").first().organization

    assert [str(row.campaign) for row in ratings_through_the_years(organization, scope)] == ["2019", "2016"]


def test_the_trend_leaves_gaps_for_years_without_a_rate(scope, two_years):
    chart = trend_of(year_rates(scope))

    assert [(point.label, point.value) for point in chart.points] == [
        ("2016", "83,6%"),
        ("2017", ""),
        ("2018", ""),
        ("2019", "87,8%"),
    ]
    assert chart.paths == []


def test_a_member_sees_his_organizations_and_the_rate_of_all(django_assert_num_queries):
    ledger = make_ledger()
    member = make_user(None)
    ledger.lan.account = member
    ledger.lan.save()
    campaign = rate_year(ledger.district.committee, ledger.staff, 2019, good=2, rated=3)
    scope = scope_of(member, TODAY)
    assert ledger.district.de_tham.pk in scope.organization_ids

    with django_assert_num_queries(3):
        bodies = bodies_of(campaign, scope)

    assert [body.state.name for body in bodies] == ["Đảng bộ xã Đề Thám"]
    assert year_rates(scope)[0].rated == 3
