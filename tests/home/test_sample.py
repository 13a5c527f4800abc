"""The sample book: the facts of the source exactly, everything else marked, and demo accounts that work."""

import datetime as dt
from collections import Counter
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count, F

from accounts.models import Role, User
from evaluations.reports.rates import compare, year_rates
from home.middleware import working_day
from home.sample.facts import COMMUNES
from meetings.models import Meeting, Report
from orgs.models import ARMED_SECTORS, HeadCount, Kind, OrganizationState, Person, Sector
from taskforces.models import Assignment, Charge, Decision, Membership, TaskForce
from taskforces.reports.answers import By, who_answers
from taskforces.reports.coverage import coverage_on
from taskforces.scope import scope_of

TODAY = dt.date(2020, 2, 20)
DAY_706, DAY_997 = dt.date(2018, 10, 10), dt.date(2019, 9, 13)
PASSWORD = "mau-trangdinh"  # public, for the sample alone


def state_of(name: str, day: dt.date = TODAY) -> OrganizationState:
    return OrganizationState.objects.on(day).get(name=name)


@pytest.mark.usefixtures("sample")
def test_sample_has_the_56_organizations_of_the_source():
    rows = OrganizationState.objects.on(TODAY).grassroots()

    sectors = Counter(rows.values_list("sector", flat=True))
    cells_of_agencies = sectors.pop(Sector.AGENCY) + sectors.pop(Sector.SCHOOL)
    assert (rows.count(), sectors, cells_of_agencies) == (
        56,
        {Sector.TOWNSHIP: 1, Sector.COMMUNE: 22, Sector.MILITARY: 1, Sector.POLICE: 1},
        31,
    )
    communes = rows.filter(sector__in=[Sector.TOWNSHIP, Sector.COMMUNE]).customary()
    assert [row.name for row in communes] == [
        "Đảng bộ thị trấn Thất Khê",
        *(f"Đảng bộ xã {name}" for name in COMMUNES),
    ]


@pytest.mark.usefixtures("sample")
def test_sample_has_about_300_cells_and_those_that_the_source_names():
    cells = OrganizationState.objects.on(TODAY).cells()
    in_communes = OrganizationState.objects.on(TODAY).filter(
        sector__in=[Sector.TOWNSHIP, Sector.COMMUNE], kind=Kind.BASE_COMMITTEE
    )
    sizes = Counter(cells.filter(kind=Kind.CELL).values_list("parent_id", flat=True))

    assert cells.count() == 298
    assert {sizes[pk] for pk in in_communes.values_list("organization_id", flat=True)} <= set(range(8, 16))
    for cell, commune in {"Nà Ao 1": "Đề Thám", "Nà Ao 2": "Đề Thám", "Nà Cà": "Hùng Sơn"}.items():
        parent = state_of(f"Đảng bộ xã {commune}").organization_id
        assert state_of(f"Chi bộ thôn {cell}").parent_id == parent


@pytest.mark.usefixtures("sample")
def test_sample_marks_what_is_invented_and_only_that():
    known = {"Đảng bộ huyện Tràng Định", "Đảng bộ Quân sự huyện", "Đảng bộ Công an huyện"}
    known |= {"Đảng bộ thị trấn Thất Khê", *(f"Đảng bộ xã {name}" for name in COMMUNES)}
    known |= {f"Chi bộ thôn {name}" for name in ("Nà Ao 1", "Nà Ao 2", "Nà Cà")}

    unmarked = OrganizationState.objects.exclude(name__endswith=" (mẫu)").values_list("name", flat=True)
    real = {"Nguyễn Văn Sơn", "Ma Văn Nin", "Lý Văn Hơn"}

    assert set(unmarked) == known
    assert all(person.full_name == f"{person.plain_name} (mẫu)" for person in Person.objects.all())
    assert not real & {person.plain_name for person in Person.objects.all()}


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("day", [DAY_706, DAY_997])
def test_sample_has_8_teams_80_to_96_members_and_150_to_180_cells_in_charge(day):
    members = Membership.objects.on(day)
    in_charge = Assignment.objects.on(day).in_charge()
    loads = Counter(in_charge.values_list("person_id", flat=True))

    assert TaskForce.objects.on(day).count() == 8
    assert Charge.objects.on(day).count() == 56
    assert 80 <= members.count() <= 96
    assert 150 <= in_charge.count() <= 180
    assert set(loads.values()) == {1, 2}
    assert members.values("person").distinct().count() == members.count()
    assert set(members.values_list("task_force").annotate(Count("pk")).values_list("pk__count", flat=True)) <= {
        10, 11, 12, 13, 14, 15
    }  # fmt: skip


@pytest.mark.parametrize("day", [DAY_706, dt.date(2019, 3, 15), DAY_997, TODAY])
def test_sample_forgets_no_cell(sample, day):
    report = coverage_on(sample, day)

    assert (report.cells, report.forgotten, len(report.outside)) == (298, [], 7)


@pytest.mark.usefixtures("sample")
def test_sample_answers_change_on_the_days_of_the_two_decisions():
    cell = state_of("Chi bộ thôn Nà Ao 1").organization_id
    first = Decision.objects.get(number=706)
    second = Decision.objects.get(number=997)

    assert who_answers(cell, dt.date(2018, 10, 9)).by == By.NOBODY
    assert who_answers(cell, dt.date(2019, 9, 12)).decision == first
    assert who_answers(cell, dt.date(2019, 9, 13)).decision == second
    assert (first.signed_on, first.ends_on, first.symbol) == (DAY_706, dt.date(2019, 9, 12), "")
    assert (second.signed_on, second.ends_on, str(second)) == (DAY_997, None, "997-QĐ/HU")
    assert list(second.replaces.all()) == [first]


@pytest.mark.usefixtures("sample")
def test_sample_decisions_differ():
    def on(day):
        people = set(Membership.objects.on(day).values_list("person_id", flat=True))
        cells = dict(Assignment.objects.on(day).in_charge().values_list("cell_id", "person_id"))
        return people, cells

    (old, before), (new, after) = on(dt.date(2019, 9, 12)), on(DAY_997)

    assert (len(old - new), len(new - old)) == (12, 15)
    assert sum(after.get(cell) not in {None, person} for cell, person in before.items()) > 10
    assert len(before.keys() ^ after.keys()) > 5


def test_sample_has_a_small_amendment_between_them(sample):
    amending = Decision.objects.select_related("amends").get(committee=sample, nature=Decision.Nature.AMENDING)

    assert (amending.amends.number, amending.takes_effect_on) == (706, dt.date(2019, 3, 15))
    assert "mẫu" in amending.subject
    assert amending.ends_on == dt.date(2019, 9, 12)


def test_sample_figures_are_those_of_the_source(sample):
    rates = {row.year: row for row in year_rates(scope_of(User.objects.get(username="lanhdao"), TODAY))}
    both = compare(list(rates.values()), 2019)

    assert (rates[2016].good, rates[2016].rated, rates[2016].not_rated) == (46, 55, 1)
    assert (rates[2019].good, rates[2019].rated, rates[2019].not_rated) == (43, 49, 7)
    assert (rates[2016].computed, rates[2016].published) == (Decimal("83.6"), Decimal("83.6"))
    assert (rates[2019].computed, rates[2019].published) == (Decimal("87.8"), Decimal("87.8"))
    assert (both.points, round(both.exact, 1)) == (Decimal("4.2"), Decimal("4.1"))
    assert [rates[year].campaign.target for year in (2016, 2019)] == [None, None]
    assert all("Báo Lạng Sơn" in row.figures[0].source for row in rates.values())


@pytest.mark.usefixtures("sample")
def test_sample_counts_members_of_no_armed_body():
    armed = OrganizationState.objects.on(TODAY).filter(sector__in=ARMED_SECTORS)
    ids = armed.values("organization_id")

    assert HeadCount.objects.exists()
    assert not HeadCount.objects.filter(organization_id__in=ids).exists()
    assert not Report.objects.filter(meeting__cell_id__in=ids, total__isnull=False).exists()
    assert set(HeadCount.objects.values_list("members", flat=True)) <= set(range(3, 36))


@pytest.mark.usefixtures("sample")
def test_sample_meetings_run_from_october_2018_past_the_working_day():
    months = Meeting.objects.regular().values_list("month").annotate(Count("pk")).order_by("month")

    assert months.first() == (dt.date(2018, 10, 1), 298)
    assert months.last() == (dt.date(2020, 3, 1), 298)
    assert {count for _month, count in months} == {298}
    assert not Report.objects.filter(held_on__gt=TODAY).exists()
    assert not Report.objects.filter(held_on__lt=DAY_706).exists()


@pytest.mark.usefixtures("sample")
def test_sample_moves_nearly_all_of_february_2019_out_of_tet():
    month = Meeting.objects.regular().of_month(dt.date(2019, 2, 1))
    in_tet = month.filter(planned_on__range=("2019-02-01", "2019-02-10"))

    assert 0 < in_tet.count() < 20
    assert month.filter(planned_on__range=("2019-02-11", "2019-02-15")).count() > 150


@pytest.mark.usefixtures("sample")
def test_sample_february_2020_is_part_held_part_due_part_unreported():
    month = Meeting.objects.regular().of_month(dt.date(2020, 2, 1))
    past = month.filter(planned_on__lt=TODAY)

    assert past.filter(reports__held=True).count() > 150
    assert past.filter(reports__isnull=True).count() > 20
    assert month.filter(planned_on__gt=TODAY).count() > 20
    held = Report.objects.filter(held=True)
    presences = set(held.values_list("presence", flat=True))
    assert presences == {"attended", "absent_excused", "absent_unexcused"}
    assert Report.objects.filter(held=False).exclude(not_held_reason="").exists()
    assert (
        held.attended()
        .filter(meeting__cell__assignments__starts_on__lte=F("held_on"))
        .exclude(meeting__cell__assignments__person=F("person"))
        .exists()
    )


@pytest.mark.usefixtures("sample")
def test_sample_tells_of_the_murals_with_the_figures_of_the_source():
    of_june = Report.objects.filter(month="2019-06-01", meeting__kind="regular")
    report = of_june.get(meeting__cell=state_of("Chi bộ thôn Nà Ao 1").organization_id)

    assert "gần 1.000 m" in report.discussed
    assert "hơn 1.600 m²" in report.discussed
    assert "Báo Lạng Sơn" in report.discussed
    assert Meeting.objects.get(is_model=True).cell_id == state_of("Chi bộ thôn Nà Cà").organization_id


@pytest.mark.usefixtures("sample")
def test_sample_accounts_have_their_roles_and_the_known_password(client):
    roles = {name: scope_of(User.objects.get(username=name), TODAY).roles for name in
             ("quantri", "chuyenvien", "lanhdao", "totruong1", "thanhvien1")}  # fmt: skip

    assert roles == {
        "quantri": {Role.ADMINISTRATOR},
        "chuyenvien": {Role.STAFF},
        "lanhdao": {Role.LEADER},
        "totruong1": {Role.TEAM_LEADER, Role.MEMBER},
        "thanhvien1": {Role.MEMBER},
    }
    for name in roles:
        user = User.objects.get(username=name)
        assert (user.check_password(PASSWORD), user.must_change_password) == (True, False)


@pytest.mark.usefixtures("sample")
def test_sample_member_has_two_cells_one_of_which_waits_for_him():
    member = Person.objects.get(account__username="thanhvien1")
    cells = Assignment.objects.on(TODAY).in_charge().filter(person=member)
    february = Meeting.objects.regular().of_month(dt.date(2020, 2, 1)).filter(cell__in=cells.values("cell"))

    assert cells.count() == 2
    assert TaskForce.objects.on(TODAY).get(memberships__person=member).number == 1
    assert sorted(february.values_list("reports__person", flat=True), key=bool) == [None, member.pk]


@pytest.mark.usefixtures("sample")
def test_sample_today_is_its_working_day():
    assert working_day() == (TODAY, TODAY)


@pytest.mark.usefixtures("sample")
def test_load_trangdinh_the_second_time_changes_nothing_and_says_so(everything):
    before = everything()
    said = StringIO()

    call_command("load_trangdinh", stdout=said)

    assert said.getvalue() == "Dữ liệu mẫu đã có sẵn; không thay đổi gì.\n"
    assert everything() == before
    assert sum(before.values()) > 20_000
