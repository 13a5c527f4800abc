"""The pages of ratings: figures in sight, the grid, what is locked, and for whom."""

import datetime as dt
import io

import pytest
from python_calamine import CalamineWorkbook

from accounts.models import AccessLog, Role
from evaluations import services
from evaluations.models import Campaign, PublishedFigure, Rating
from evaluations.services import Line, Outcome
from orgs.models import Committee
from tests.evaluations.years import level, make_bodies, publish, rate_year, unrated
from tests.factories import CommitteeFactory, make_ledger, make_user

pytestmark = pytest.mark.django_db

TODAY = dt.date(2020, 2, 20)
QUERIES_OF_THE_SHELL = 5  # session, account, rights, working day, name of the committee


@pytest.fixture
def committee():
    return CommitteeFactory(is_sample=True, sample_day=TODAY)


@pytest.fixture
def staff(committee):
    return make_user(Role.STAFF, committee)


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def two_years(committee, staff):
    make_bodies(committee, staff, 56)
    years = [
        rate_year(committee, staff, 2016, good=46, rated=55),
        rate_year(committee, staff, 2019, good=43, rated=49),
    ]
    for campaign in years:
        publish(campaign, staff)
    return years


@pytest.fixture
def open_year(committee, staff):
    make_bodies(committee, staff, 3)
    return services.open_campaign(committee=committee, year=2019, by=staff)


def grid_of(client, campaign, **changes):
    """What the grid's form would send, with `changes` (choice of the n-th row)."""
    grid = client.get(f"/ratings/{campaign.pk}/enter/").context["grid"]
    form = {"paper_number": "", "paper_day": ""}
    for place, row in enumerate(grid.rows):
        pk = row.body.rating.pk
        form |= {f"choice-{pk}": row.choice, f"version-{pk}": row.version, f"text-{pk}": row.text}
        if (choice := changes.get(f"row{place}")) is not None:
            form[f"choice-{pk}"] = choice
        if (text := changes.get(f"text{place}")) is not None:
            form[f"text-{pk}"] = text
    return form | {name: value for name, value in changes.items() if name.startswith("paper")}


@pytest.mark.usefixtures("two_years")
def test_campaign_list_gives_the_figures_of_the_source(as_staff):
    page = as_staff.get("/ratings/?later=2019&earlier=2016").content.decode()

    for figure in ("87,8%", "43/49", "83,6%", "46/55", "+4,2 điểm phần trăm", "+4,1187", "+4,1 điểm phần trăm"):
        assert figure in page
    assert "chưa có chỉ tiêu trong nguồn" in page
    assert "chỉ so sánh qua “tốt trở lên”" in page
    assert "<svg" in page


@pytest.mark.usefixtures("two_years")
def test_campaign_list_answers_htmx_with_the_comparison(as_staff):
    page = as_staff.get("/ratings/?later=2019&earlier=2016", headers={"HX-Request": "true"}).content.decode()

    assert "+4,2 điểm phần trăm" in page
    assert "<table" not in page


def test_campaign_list_without_a_year_names_the_next_step(as_staff):
    page = as_staff.get("/ratings/").content.decode()

    assert "Chưa có năm nào được xếp loại trong sổ này." in page
    assert 'href="/ratings/new/"' in page


@pytest.mark.parametrize("years", [1, 3])
def test_campaign_list_asks_a_constant_number_of_queries(as_staff, committee, staff, years, django_assert_num_queries):
    make_bodies(committee, staff, 2)
    for year in range(2017, 2017 + years):
        rate_year(committee, staff, year, good=1, rated=2)

    with django_assert_num_queries(QUERIES_OF_THE_SHELL + 2):
        as_staff.get("/ratings/")


@pytest.mark.parametrize("bodies", [1, 3])
def test_campaign_detail_asks_a_constant_number_of_queries(
    as_staff, committee, staff, bodies, django_assert_num_queries
):
    make_bodies(committee, staff, bodies)
    campaign = rate_year(committee, staff, 2019, good=1, rated=1)

    with django_assert_num_queries(QUERIES_OF_THE_SHELL + 5):
        as_staff.get(f"/ratings/{campaign.pk}/")


def test_campaign_detail_says_provisional_while_one_is_open(as_staff, two_years, committee, staff):
    campaign = rate_year(committee, staff, 2018, good=50, rated=56)
    row = Rating.objects.filter(campaign=campaign).first()
    services.set_ratings(campaign=campaign, lines=[Line(row.pk, row.version, Outcome())], by=staff)

    page = as_staff.get(f"/ratings/{campaign.pk}/").content.decode()

    assert "tạm tính: còn 1 tổ chức chưa xếp loại" in page


def test_campaign_detail_filters_by_level_and_name(as_staff, two_years):
    campaign = two_years[1]
    url = f"/ratings/{campaign.pk}/"

    assert len(as_staff.get(url, {"outcome": "not_rated"}).context["rows"]) == 7
    assert len(as_staff.get(url, {"outcome": f"level-{level(campaign, 3).pk}"}).context["rows"]) == 6
    assert len(as_staff.get(url, {"q": "CO QUAN 56"}).context["rows"]) == 1
    assert "<html" not in as_staff.get(url, headers={"HX-Request": "true"}).content.decode()


def test_campaign_export_has_the_rows_of_the_screen(as_staff, two_years, staff):
    response = as_staff.get(f"/ratings/{two_years[1].pk}/export/?outcome=not_rated")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Xếp loại năm 2019"
    assert rows[3][0] == "Xếp loại tốt trở lên: 87,8% (43/49)"
    assert len([row for row in rows if row[2] == "không xếp loại"]) == 7
    assert AccessLog.objects.filter(action="export", user=staff).count() == 1


def test_campaign_new_opens_a_year_once(as_staff, committee, staff):
    make_bodies(committee, staff, 2)

    as_staff.post("/ratings/new/", {"year": "2019"})
    again = as_staff.post("/ratings/new/", {"year": "2019"})
    early = as_staff.post("/ratings/new/", {"year": "2013"})

    assert Campaign.objects.get().year == 2019
    assert again.context["form"].errors == {"year": ["Đợt xếp loại năm 2019 đã được mở."]}
    assert "year" in early.context["form"].errors


def test_rating_grid_saves_levels_reasons_and_the_paper(as_staff, open_year):
    good = f"level-{level(open_year, 2).pk}"
    form = grid_of(
        as_staff,
        open_year,
        row0=good,
        row1="none-other",
        text1="Đang kiểm tra",
        paper_number="12-QĐ/HU",
        paper_day="15/1/2020",
    )

    response = as_staff.post(f"/ratings/{open_year.pk}/enter/", form, follow=True)

    assert "Đã ghi 2 dòng." in response.content.decode()
    rows = list(Rating.objects.order_by("pk").values_list("outcome", "reason", "reason_text", "paper_number"))
    assert rows == [
        ("rated", "", "", "12-QĐ/HU"),
        ("not_rated", "other", "Đang kiểm tra", "12-QĐ/HU"),
        ("open", "", "", ""),
    ]


def test_rating_grid_sent_twice_changes_nothing_more(as_staff, open_year):
    form = grid_of(as_staff, open_year, row0=f"level-{level(open_year, 2).pk}")

    as_staff.post(f"/ratings/{open_year.pk}/enter/", form)
    again = as_staff.post(f"/ratings/{open_year.pk}/enter/", form, follow=True)

    assert "Đã ghi 0 dòng." in again.content.decode()
    assert Rating.objects.order_by("pk").first().version == 2


def test_rating_grid_of_two_marks_the_rows_and_saves_none(as_staff, open_year, staff):
    form = grid_of(as_staff, open_year, row0="none-new", row1="none-new")
    row = Rating.objects.order_by("pk").first()
    services.set_ratings(campaign=open_year, lines=[Line(row.pk, 1, Outcome("rated", level(open_year, 1)))], by=staff)

    page = as_staff.post(f"/ratings/{open_year.pk}/enter/", form)

    assert [line.error for line in page.context["grid"].rows] == ["đã có người khác sửa", "", ""]
    assert Rating.objects.filter(outcome="not_rated").count() == 0


@pytest.mark.parametrize(
    ("changes", "row_error"),
    [
        ({"row0": "none-other"}, "Lý do khác phải ghi rõ bằng lời."),
        ({"row0": "level-999999"}, "Cần chọn một mức có trong danh sách."),
        ({"row0": "none-new", "text0": "x" * 301}, "Lý do quá dài."),
    ],
)
def test_rating_grid_says_at_the_row_what_is_wrong(as_staff, open_year, changes, row_error):
    page = as_staff.post(f"/ratings/{open_year.pk}/enter/", grid_of(as_staff, open_year, row1="none-new", **changes))

    assert page.context["grid"].rows[0].error == row_error
    assert row_error in page.content.decode()
    assert Rating.objects.exclude(outcome="open").count() == 0


def test_rating_grid_wants_number_and_day_together(as_staff, open_year):
    page = as_staff.post(f"/ratings/{open_year.pk}/enter/", grid_of(as_staff, open_year, paper_number="12"))

    assert page.context["grid"].paper.errors == {"paper_day": ["Cần ghi cả số và ngày của quyết định."]}


def test_campaign_publish_waits_then_locks(as_staff, open_year, staff):
    url = f"/ratings/{open_year.pk}/publish/"
    paper = {"paper_number": "12-QĐ/HU", "paper_day": "15/1/2020"}
    waiting = as_staff.post(url, paper)
    lines = [Line(row.pk, row.version, unrated()) for row in Rating.objects.all()]
    services.set_ratings(campaign=open_year, lines=lines, by=staff)
    future = as_staff.post(url, paper | {"paper_day": "21/2/2020"})

    done = as_staff.post(url, paper, follow=True)
    again = as_staff.get(url, follow=True)

    assert "Còn 3 tổ chức chưa xếp loại." in str(waiting.context["form"].errors)
    assert future.context["form"].errors == {"paper_day": ["Ngày này chưa đến."]}
    assert "Đã ghi công bố và khoá xếp loại năm 2019." in done.content.decode()
    assert "Xếp loại đã công bố và khoá." in again.content.decode()
    locked = as_staff.get(f"/ratings/{open_year.pk}/enter/", follow=True)
    assert "Xếp loại đã công bố và khoá." in locked.content.decode()


def test_rating_correct_needs_a_new_decision_and_keeps_the_old_in_sight(as_staff, two_years):
    campaign = two_years[1]
    row = Rating.objects.filter(campaign=campaign, outcome="not_rated").first()
    url = f"/ratings/rows/{row.pk}/correct/"
    form = {"choice": f"level-{level(campaign, 2).pk}", "text": "", "reason": "Xét lại"}

    without = as_staff.post(url, form)
    same = as_staff.post(url, form | {"choice": "none-new", "paper_number": "5", "paper_day": "1/2/2020"})
    page = as_staff.post(url, form | {"paper_number": "15-QĐ/HU", "paper_day": "1/2/2020"}, follow=True)

    assert sorted(without.context["form"].errors) == ["paper_day", "paper_number"]
    assert "choice" in same.context["form"].errors
    assert "Khi công bố: 43/49." in page.content.decode()
    assert "44 / 50" in page.content.decode()
    assert as_staff.get(url).status_code == 404


def test_target_change_and_figure_new(as_staff, open_year):
    url = f"/ratings/{open_year.pk}"
    without = as_staff.post(f"{url}/target/", {"target": "85", "source": ""})
    as_staff.post(f"{url}/target/", {"target": "85,5", "source": "Nghị quyết Đại hội"})
    as_staff.post(f"{url}/figures/new/", {"value": "87,8%", "source": "Báo Lạng Sơn", "published_on": "22/1/2021"})
    twice = as_staff.post(f"{url}/figures/new/", {"value": "87,9", "source": "Báo Lạng Sơn"})

    page = as_staff.get(f"{url}/").content.decode()

    assert without.context["form"].errors == {"source": ["Chỉ tiêu phải ghi nguồn."]}
    assert "source" in twice.context["form"].errors
    assert "85,5%" in page
    assert "87,8%" in page
    assert PublishedFigure.objects.count() == 1


def test_organization_panel_shows_corrections_too(as_staff, two_years, staff):
    campaign = two_years[1]
    row = Rating.objects.filter(campaign=campaign, outcome="not_rated").first()
    services.correct_rating(
        rating=row,
        outcome=Outcome("rated", level(campaign, 2)),
        paper_number="15-QĐ/HU",
        paper_day=dt.date(2020, 2, 1),
        reason="Xét lại",
        by=staff,
    )

    page = as_staff.get(f"/organizations/{row.organization_id}/ratings/", headers={"HX-Request": "true"})

    assert "đã đính chính: Xét lại" in page.content.decode()
    assert "15-QĐ/HU" in page.content.decode()
    assert "<html" not in page.content.decode()


def test_a_member_reads_his_organizations_and_writes_nothing(client):
    ledger = make_ledger()
    Committee.objects.filter(pk=ledger.district.committee.pk).update(is_sample=True, sample_day=TODAY)
    ledger.lan.account = make_user(None)
    ledger.lan.save()
    campaign = rate_year(ledger.district.committee, ledger.staff, 2019, good=2, rated=3)
    client.force_login(ledger.lan.account)

    page = client.get(f"/ratings/{campaign.pk}/")

    assert [body.state.name for body in page.context["rows"]] == ["Đảng bộ xã Đề Thám"]
    assert "2 / 3" in page.content.decode()
    assert "Đảng bộ xã Cao Minh" not in page.content.decode()
    for path in ("enter", "publish", "target", "figures/new"):
        assert client.post(f"/ratings/{campaign.pk}/{path}/", {}).status_code == 404
    assert client.get(f"/organizations/{ledger.district.cao_minh.pk}/ratings/").status_code == 404


def test_another_committee_does_not_find_the_year(client, open_year):
    client.force_login(make_user(Role.STAFF, CommitteeFactory()))

    assert client.get(f"/ratings/{open_year.pk}/").status_code == 404
    assert client.get(f"/ratings/{open_year.pk}/enter/").status_code == 404
    assert client.get(f"/ratings/{open_year.pk}/export/").status_code == 404
