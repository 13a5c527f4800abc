"""Who answers, for any cell and day, on one page."""

import datetime as dt
import unicodedata

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role
from taskforces.services import create_draft, issue_decision
from tests.factories import Ledger, make_ledger, make_user

PAGE = reverse("home:who_answers")
EVE, DAY_997 = dt.date(2019, 9, 12), dt.date(2019, 9, 13)


@pytest.fixture
def ledger(db: None) -> Ledger:
    return make_ledger()


@pytest.fixture
def staff(ledger: Ledger, client: Client) -> Client:
    client.force_login(ledger.staff)
    return client


def replace_by_997(ledger: Ledger) -> None:
    committee = ledger.district.committee
    draft = create_draft(
        committee=committee, subject="Phân công 997", by=ledger.staff, replaces=[ledger.decision],
        copy_from=ledger.decision, today=DAY_997,
    )  # fmt: skip
    draft.assignments.filter(cell=ledger.district.na_ao_1).update(person=ledger.an)
    issue_decision(
        decision=draft, version=draft.version, number=997, symbol="QĐ/HU", term="XVIII", signed_on=DAY_997,
        takes_effect_on=DAY_997, by=ledger.staff, today=DAY_997,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2018-10-09", ("chưa có quyết định phân công", None)),
        ("2018-10-10", ("Lan", "706-QĐ/HU")),
        ("12/9/2019", ("Lan", "706-QĐ/HU")),
        ("2019-09-13", ("An", "997-QĐ/HU")),
    ],
)
def test_who_answers_each_day_has_its_decision(
    ledger: Ledger, staff: Client, day: str, said: tuple[str, str | None]
) -> None:
    replace_by_997(ledger)

    page = staff.get(PAGE, {"q": "na ao 1", "on": day})

    answer = page.context["one"].answer
    assert (answer.person.given_name if answer.person else said[0]) == said[0]
    assert (str(answer.decision) if answer.decision else None) == said[1]
    assert said[0] in page.text


@pytest.mark.parametrize(
    "typed",
    ["Nà Ao 1", "na ao 1", "NÀ AO 1", unicodedata.normalize("NFD", "Nà Ao 1"), "1 na\u00a0ao"],
)
def test_who_answers_finds_a_name_however_typed(staff: Client, typed: str) -> None:
    page = staff.get(PAGE, {"q": typed})

    assert [row.state.name for row in page.context["rows"]] == ["Chi bộ thôn Nà Ao 1"]


def test_who_answers_reads_the_wrong_capital_d_as_the_right_one(staff: Client) -> None:
    page = staff.get(PAGE, {"q": "Ðề Thám"})

    assert [row.state.name for row in page.context["rows"]] == ["Đảng bộ xã Đề Thám"]


def test_who_answers_names_the_team_where_no_member_is(ledger: Ledger, staff: Client) -> None:
    left, out = (
        staff.get(PAGE, {"cell": cell.pk}).context["one"].answer
        for cell in (ledger.district.na_ao_2, ledger.district.court)
    )

    assert (left.by, left.leader, left.out_of_scope, left.unsaid) == ("team", ledger.an, False, False)
    assert (out.by, out.leader, out.out_of_scope) == ("team", ledger.binh, True)


def test_who_answers_says_when_the_decision_forgot_a_cell(ledger: Ledger, staff: Client) -> None:
    page = staff.get(PAGE, {"cell": ledger.district.ban_quyen.pk})

    assert page.context["one"].forgotten
    assert page.context["one"].answer.leader == ledger.binh
    assert "Chưa phân công người phụ trách" in page.text


def test_who_answers_a_day_that_does_not_exist_is_a_sentence(staff: Client) -> None:
    page = staff.get(PAGE, {"q": "na ao", "on": "31/9/2019"})

    assert page.status_code == 400
    assert "31/9/2019" in page.text


def test_who_answers_before_the_founding_says_so(ledger: Ledger, staff: Client) -> None:
    page = staff.get(PAGE, {"cell": ledger.district.na_ao_1.pk, "on": "1999-01-01"})

    assert page.context["rows"] == []
    assert "chưa thành lập" in page.text


def test_who_answers_hides_what_lies_outside_the_scope(ledger: Ledger, client: Client) -> None:
    member = make_user(role=None)
    ledger.lan.account = member
    ledger.lan.save(update_fields=["account"])
    client.force_login(member)

    found = client.get(PAGE, {"q": "chi bo"})
    stranger = client.get(PAGE, {"cell": ledger.district.ban_lang.pk})

    assert {row.state.organization for row in found.context["rows"]} == {
        ledger.district.na_ao_1,
        ledger.district.na_ao_2,
    }
    assert stranger.status_code == 404


@pytest.mark.parametrize("cell", ["x", "0", "9" * 40, "-1", "１"])
def test_who_answers_an_impossible_cell_is_not_found(staff: Client, cell: str) -> None:
    assert staff.get(PAGE, {"cell": cell}).status_code == 404


def test_who_answers_takes_the_same_queries_for_one_cell_and_for_all(
    staff: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(10):
        staff.get(PAGE, {"q": "na ao"})
    with django_assert_num_queries(10):
        staff.get(PAGE, {"q": "b"})


def test_who_answers_is_closed_to_somebody_without_a_role(ledger: Ledger, client: Client) -> None:
    client.force_login(make_user(role=None))

    assert client.get(PAGE).status_code == 404


def test_who_answers_is_open_to_a_leader(ledger: Ledger, client: Client) -> None:
    client.force_login(make_user(Role.LEADER, ledger.district.committee))

    assert client.get(PAGE, {"q": "toa an"}).context["one"].state.organization == ledger.district.court
