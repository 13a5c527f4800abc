"""The first page begins with what is due from the one who opens it; search over all."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from accounts.scope import Scope
from home.reports.due import due_from
from home.reports.figures import ledger_figures
from orgs.services import Paper, move_organization
from taskforces.scope import scope_of
from taskforces.services import create_draft
from tests.factories import Ledger, MeetingFactory, make_ledger, make_user

DAY = dt.date(2019, 1, 10)
SEARCH = reverse("home:search")


@pytest.fixture
def ledger(db: None) -> Ledger:
    return make_ledger()


@pytest.fixture
def scope(ledger: Ledger) -> Scope:
    return scope_of(ledger.staff, DAY)


def test_ledger_figures_count_each_cell_once(scope: Scope) -> None:
    figures = ledger_figures(day=DAY, scope=scope)

    assert (figures.organizations, figures.communes, figures.others) == (3, 2, 1)
    assert (figures.by_member, figures.by_team, figures.out_of_scope, figures.forgotten) == (2, 1, 1, 1)
    assert (figures.cells, figures.teams, figures.members) == (5, 2, 4)


def test_ledger_figures_before_the_first_decision_leave_all_to_nobody(scope: Scope) -> None:
    figures = ledger_figures(day=dt.date(2018, 10, 9), scope=scope)

    assert (figures.by_member, figures.by_team, figures.forgotten, figures.teams) == (0, 0, 5, 0)


def test_overview_tells_staff_of_cells_with_nobody_and_of_drafts(ledger: Ledger, scope: Scope) -> None:
    create_draft(committee=ledger.district.committee, subject="Dự thảo 815", by=ledger.staff, today=DAY)
    early = dt.date(2018, 10, 9)

    due = due_from(scope, ledger_figures(day=early, scope=scope))

    assert [one.tone for one in due] == ["bad", "info"]
    assert due[0].text.startswith("5 chi bộ chưa phân công người phụ trách")
    assert due[1].text == "Dự thảo chưa ban hành: Dự thảo 815"


def test_overview_tells_a_member_of_meetings_not_reported(ledger: Ledger) -> None:
    member = make_user(role=None)
    ledger.lan.account = member
    ledger.lan.save(update_fields=["account"])
    for month in (1, 2):
        MeetingFactory(cell=ledger.district.na_ao_1, month=dt.date(2019, month, 1), planned_on=dt.date(2019, month, 3))
    scope = scope_of(member, DAY)

    due = due_from(scope, ledger_figures(day=DAY, scope=scope))

    assert [(one.text, one.tone) for one in due] == [
        ("Chưa báo cáo: Chi bộ thôn Nà Ao 1, buổi sinh hoạt ngày 3/1/2019", "bad"),
        ("Sắp tới: Chi bộ thôn Nà Ao 1, buổi sinh hoạt ngày 3/2/2019", "info"),
    ]


def test_overview_tells_staff_of_members_who_attend_another_teams_cells(ledger: Ledger, scope: Scope) -> None:
    district = ledger.district
    move_organization(
        organization=district.na_ao_1,
        parent=district.cao_minh,
        takes_effect_on=dt.date(2019, 1, 5),
        paper=Paper(number="12-QĐ/HU"),
        by=ledger.staff,
    )

    due = due_from(scope, ledger_figures(day=DAY, scope=scope))

    assert "1 chi bộ có người phụ trách thuộc tổ khác" in due[1].text


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEADER, Role.ADMINISTRATOR, Role.INSPECTOR])
def test_overview_opens_for_each_stored_role(ledger: Ledger, client: Client, role: Role) -> None:
    client.force_login(make_user(role, ledger.district.committee))

    page = client.get(reverse("home:overview"))

    assert page.context["figures"].organizations == 3


def test_overview_tells_somebody_without_a_role_whom_to_ask(ledger: Ledger, client: Client) -> None:
    client.force_login(make_user(role=None))

    page = client.get(reverse("home:overview"))

    assert "quản trị hệ thống" in page.text


def test_search_finds_organizations_people_and_decisions(ledger: Ledger, client: Client) -> None:
    client.force_login(ledger.staff)

    names = client.get(SEARCH, {"q": "LAN"}).context["results"]
    number = client.get(SEARCH, {"q": "706 qd"}).context["results"]
    subject = client.get(SEARCH, {"q": "PHAN CÔNG"}).context["results"]

    assert ledger.lan in names.people.rows
    assert [state.organization_id for state in names.organizations.rows] == [ledger.district.ban_lang.pk]
    assert number.decisions.rows == subject.decisions.rows == [ledger.decision]


def test_search_of_signs_that_no_keyboard_gives_finds_nothing(ledger: Ledger, client: Client) -> None:
    client.force_login(ledger.staff)

    page = client.get(SEARCH, {"q": "a\x00zz"})

    assert page.context["results"].empty


def test_search_shows_a_member_nothing_of_other_teams(ledger: Ledger, client: Client) -> None:
    member = make_user(role=None)
    ledger.lan.account = member
    ledger.lan.save(update_fields=["account"])
    client.force_login(member)

    found = client.get(SEARCH, {"q": "ban lang"}).context["results"]
    people = client.get(SEARCH, {"q": "minh"}).context["results"]

    assert found.empty
    assert ledger.minh not in people.people.rows
