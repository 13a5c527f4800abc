"""Filters of the list that ask higher apps: who covers, which team, rated how. They agree with the one answer."""

import datetime as dt

import pytest

from accounts.models import Role
from home.organizations.forms import CELLS
from home.organizations.listing import listing, read
from orgs.models import OrganizationState
from taskforces.reports.answers import answers_on
from taskforces.scope import scope_of
from tests.factories import FIRST_DAY_706, CampaignFactory, RatingFactory, make_ledger, make_user

pytestmark = pytest.mark.django_db

DAY = dt.date(2019, 6, 1)


@pytest.fixture
def ledger():
    return make_ledger()


def rows_of(ledger, **asked):
    scope = scope_of(ledger.staff, DAY)
    return read(listing(scope=scope, day=DAY, asked=asked))


def names(rows):
    return [row.name for row in rows]


@pytest.mark.parametrize(
    ("covered", "found"),
    [
        ("member", ["Chi bộ thôn Nà Ao 1", "Chi bộ thôn Bản Lặng"]),
        ("team", ["Chi bộ thôn Nà Ao 2"]),
        ("out_of_scope", ["Chi bộ Toà án nhân dân huyện"]),
        ("nobody", ["Chi bộ thôn Bản Quyền"]),  # its team answers, but the decision forgot it
    ],
)
def test_covered_filter(ledger, covered, found):
    assert names(rows_of(ledger, covered=covered)) == found


def test_nobody_before_the_first_decision(ledger):
    day = FIRST_DAY_706 - dt.timedelta(days=1)
    found = listing(scope=scope_of(ledger.staff, day), day=day, asked={"covered": "nobody"})

    assert found.found.count() == 5


def test_rows_say_the_same_as_the_one_answer(ledger):
    rows = {row.pk: row for row in rows_of(ledger, kind=CELLS)}
    cells = dict(OrganizationState.objects.on(DAY).cells().values_list("organization_id", "grassroots_id"))

    for pk, answer in answers_on(DAY, cells).items():
        said = "out_of_scope" if answer.out_of_scope else "nobody" if answer.unsaid else answer.by.value
        assert (rows[pk].covered, rows[pk].team) == (said, str(answer.team))
        if answer.person:
            assert rows[pk].answer == answer.person.full_name


def test_commune_says_how_many_of_its_cells_have_a_member(ledger):
    rows = {row.name: (row.cells, row.named, row.covered) for row in rows_of(ledger)}

    assert rows["Đảng bộ xã Đề Thám"] == (2, 1, "team")


def test_team_filter(ledger):
    found = names(rows_of(ledger, team=str(ledger.team_2.pk)))

    assert found == ["Đảng bộ xã Cao Minh", "Chi bộ Toà án nhân dân huyện"]


@pytest.mark.parametrize(("rated", "number"), [("rated", 1), ("open", 1), ("not_rated", 1)])
def test_rated_filter(ledger, rated, number):
    district = ledger.district
    campaign = CampaignFactory(committee=district.committee, year=2018, list_day=dt.date(2018, 12, 31))
    level = campaign.scheme.levels.first()
    outcomes = [("rated", level, ""), ("open", None, ""), ("not_rated", None, "new")]
    for organization, (outcome, its_level, reason) in zip(
        (district.de_tham, district.cao_minh, district.court), outcomes, strict=True
    ):
        RatingFactory(campaign=campaign, organization=organization, outcome=outcome, level=its_level, reason=reason)

    assert len(rows_of(ledger, rated=rated)) == number
    assert len(rows_of(ledger)) == 3


def test_member_sees_the_organizations_of_his_team_alone(client, ledger):
    account = make_user(None)
    type(ledger.lan).objects.filter(pk=ledger.lan.pk).update(account=account)
    client.force_login(account)

    seen = client.get("/organizations/", {"kind": "all"}).context["rows"]

    assert names(seen) == ["Đảng bộ xã Đề Thám", "Chi bộ thôn Nà Ao 1", "Chi bộ thôn Nà Ao 2"]
    assert client.get(f"/organizations/{ledger.district.na_ao_1.pk}/").status_code == 200
    assert client.get(f"/organizations/{ledger.district.court.pk}/").status_code == 404


def test_leader_reads_but_is_offered_no_event(client, ledger):
    client.force_login(make_user(Role.LEADER, ledger.district.committee))

    page = client.get(f"/organizations/{ledger.district.court.pk}/")

    assert page.context["may_record"] is False
    assert "events/new" not in page.text
