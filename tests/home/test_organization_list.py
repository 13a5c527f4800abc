"""The list of organizations: what it finds, in which order, on which day, for whom, at what cost."""

import datetime as dt
import io
import unicodedata

import pytest
from python_calamine import CalamineWorkbook

from accounts.models import AccessLog, Role
from orgs import services
from orgs.models import Kind, Sector
from tests.factories import FOUNDED, UserFactory, make_district, make_organization, make_user

pytestmark = pytest.mark.django_db

URL = "/organizations/"


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def staff(client, district):
    user = make_user(Role.STAFF, district.committee)
    client.force_login(user)
    return user


def names(response):
    return [row.name for row in response.context["rows"]]


@pytest.mark.usefixtures("staff")
def test_organization_list_shows_the_grassroots_in_customary_order(client):
    response = client.get(URL)

    assert names(response) == ["Đảng bộ xã Đề Thám", "Đảng bộ xã Cao Minh", "Chi bộ Toà án nhân dân huyện"]


@pytest.mark.usefixtures("staff")
def test_organization_list_in_alphabetical_order(client):
    response = client.get(URL, {"order": "name", "kind": "cell"})

    assert names(response) == [
        "Chi bộ thôn Bản Lặng",
        "Chi bộ thôn Bản Quyền",
        "Chi bộ thôn Nà Ao 1",
        "Chi bộ thôn Nà Ao 2",
    ]


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    "typed",
    ["de tham", "ĐỀ THÁM", "\u00d0ề Thám", unicodedata.normalize("NFD", "Đề Thám"), "  đề\u00a0thám\u200b "],
)
def test_organization_list_search_folds(client, typed):
    assert names(client.get(URL, {"q": typed})) == ["Đảng bộ xã Đề Thám"]


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("typed", ["toà án", "tòa án", "TOA AN"])
def test_organization_list_search_reads_both_tone_placements(client, typed):
    assert names(client.get(URL, {"q": typed})) == ["Chi bộ Toà án nhân dân huyện"]


@pytest.mark.usefixtures("staff")
def test_organization_list_search_goes_through_all_levels(client):
    assert names(client.get(URL, {"q": "na ao"})) == ["Chi bộ thôn Nà Ao 1", "Chi bộ thôn Nà Ao 2"]


@pytest.mark.usefixtures("staff")
def test_organization_list_filters_by_kind_and_sector(client):
    assert names(client.get(URL, {"kind": "base_committee"})) == ["Đảng bộ xã Đề Thám", "Đảng bộ xã Cao Minh"]
    assert names(client.get(URL, {"sector": "agency"})) == ["Chi bộ Toà án nhân dân huyện"]
    assert len(names(client.get(URL, {"kind": "cells"}))) == 5


@pytest.mark.usefixtures("staff")
def test_organization_list_says_of_a_commune_how_many_cells_it_has(client):
    rows = {row.name: (row.cells, row.named) for row in client.get(URL).context["rows"]}

    assert rows["Đảng bộ xã Đề Thám"] == (2, 0)
    assert rows["Chi bộ Toà án nhân dân huyện"] == (None, None)


@pytest.mark.usefixtures("staff")
def test_organization_list_as_of_a_day_shows_names_of_that_day(client, district):
    services.rename_organization(
        organization=district.de_tham,
        name="Đảng bộ xã mới",
        takes_effect_on=dt.date(2020, 1, 1),
        paper=services.Paper("1-QĐ/HU"),
        by=UserFactory(),
    )

    assert "Đảng bộ xã mới" in names(client.get(URL))
    before = client.get(URL, {"on": "2019-12-31"})
    assert "Đảng bộ xã Đề Thám" in names(before)
    assert before.context["rows"][0].url.endswith("?on=2019-12-31")
    assert names(client.get(URL, {"on": "2014-12-31"})) == []


@pytest.mark.usefixtures("staff")
def test_organization_list_on_a_day_that_does_not_exist_says_so(client):
    response = client.get(URL, {"on": "31/9/2019"})

    assert response.status_code == 400
    assert "31/9/2019" in response.text


@pytest.mark.usefixtures("staff")
def test_organization_list_answers_htmx_with_the_rows_alone(client):
    response = client.get(URL, {"q": "cao minh"}, headers={"HX-Request": "true"})

    assert "<html" not in response.text
    assert "Cao Minh" in response.text


@pytest.mark.usefixtures("staff")
def test_organization_list_costs_the_same_for_three_rows_and_for_many(client, district, django_assert_num_queries):
    def ask(wanted):
        with django_assert_num_queries(10):
            assert len(names(client.get(URL))) == wanted

    client.get(URL)
    ask(3)
    for n in range(20):
        make_organization(name=f"Chi bộ Trường {n}", kind=Kind.BASE_CELL, parent=district.root, sector=Sector.SCHOOL)
    ask(23)


def test_organization_list_is_not_there_for_a_stranger(client, district):
    client.force_login(make_user(None))

    assert client.get(URL).status_code == 404
    assert client.get(f"{URL}export/").status_code == 404


def test_organization_list_of_another_committee_is_empty(client, district):
    client.force_login(make_user(Role.STAFF))

    assert names(client.get(URL, {"kind": "all"})) == []


def test_organization_export_is_what_the_screen_shows_and_is_logged(client, staff, district):
    make_organization(name="=cmd|' /C calc'!A0", kind=Kind.BASE_CELL, parent=district.root)

    response = client.get(f"{URL}export/", {"kind": "base_cell", "order": "name"})

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    assert [row[1] for row in rows if isinstance(row[0], float)] == [
        "Chi bộ Toà án nhân dân huyện",
        "=cmd|' /C calc'!A0",
    ]
    log = AccessLog.objects.get(action=AccessLog.Action.EXPORT)
    assert (log.user_id, log.path) == (staff.pk, "/organizations/export/?kind=base_cell&order=name")


def test_sorting_key_day_is_included_at_both_ends(client, staff, district):
    services.end_organization(
        organization=district.court,
        takes_effect_on=dt.date(2020, 1, 1),
        paper=services.Paper("1-QĐ/HU"),
        by=staff,
    )

    assert len(names(client.get(URL, {"on": "2019-12-31"}))) == 3
    assert len(names(client.get(URL, {"on": "2020-01-01"}))) == 2
    assert len(names(client.get(URL, {"on": FOUNDED.isoformat()}))) == 3
