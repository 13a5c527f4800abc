"""The rules of a decision: where a draft breaks them, with the numbers."""

import datetime as dt

import pytest

from taskforces import services
from taskforces.models import Decision, DecisionRule
from taskforces.rules import Breach, broken_rules, outcome
from tests.factories import AssignmentFactory, Ledger, MembershipFactory, PersonFactory, TaskForceFactory, make_ledger

pytestmark = pytest.mark.django_db

DAY = dt.date(2019, 9, 13)
Code, Mode = DecisionRule.Code, DecisionRule.Mode


@pytest.fixture
def ledger() -> Ledger:
    return make_ledger(issued=False)


def only(ledger: Ledger, code: str, mode: str, minimum: int | None, maximum: int | None) -> list[Breach]:
    """The breaches when this is the one rule of the draft."""
    DecisionRule.objects.filter(decision=ledger.decision).delete()
    DecisionRule.objects.create(decision=ledger.decision, code=code, mode=mode, minimum=minimum, maximum=maximum)
    return broken_rules(ledger.decision, DAY)


def test_team_too_small(ledger):
    breaches = only(ledger, Code.TEAM_SIZE, Mode.WARN, 3, 15)

    assert [(b.who, b.number, b.limits, b.blocks) for b in breaches] == [
        ("Tổ công tác số 1", 2, "3–15", False),
        ("Tổ công tác số 2", 2, "3–15", False),
    ]
    assert breaches[0].sentence == "Tổ công tác số 1 có 2 thành viên (quy tắc: 3–15)."


def test_bounds_are_included(ledger):
    assert only(ledger, Code.TEAM_SIZE, Mode.WARN, 2, 2) == []


def test_team_without_a_commune_is_not_measured(ledger):
    services.put_charges(
        draft=ledger.decision, version=1, by=ledger.staff, task_force=ledger.team_2,
        organizations=[ledger.district.court],
    )  # fmt: skip

    breaches = only(ledger, Code.TEAM_SIZE, Mode.WARN, 3, 15)

    assert [breach.team_id for breach in breaches] == [ledger.team_1.pk]


def test_team_without_organizations_is_measured(ledger):
    empty = TaskForceFactory(decision=ledger.decision, number=3, name="Tổ công tác số 3")

    breaches = only(ledger, Code.TEAM_SIZE, Mode.WARN, 1, 15)

    assert [(breach.team_id, breach.number) for breach in breaches] == [(empty.pk, 0)]


def test_third_cell_and_no_cell(ledger):
    for cell in (ledger.district.na_ao_2, ledger.district.ban_quyen):
        AssignmentFactory(decision=ledger.decision, task_force=ledger.team_1, person=ledger.lan, cell=cell)

    breaches = only(ledger, Code.CELLS_PER_MEMBER, Mode.WARN, 1, 2)

    assert {(breach.person_id, breach.number) for breach in breaches} == {
        (ledger.lan.pk, 3),
        (ledger.an.pk, 0),
        (ledger.binh.pk, 0),
    }


def test_cells_as_a_substitute_are_not_counted(ledger):
    AssignmentFactory(
        decision=ledger.decision, task_force=ledger.team_1, person=ledger.lan, cell=ledger.district.na_ao_2,
        capacity="substitute",
    )  # fmt: skip

    assert only(ledger, Code.CELLS_PER_MEMBER, Mode.WARN, 0, 1) == []


def test_second_team(ledger):
    MembershipFactory(decision=ledger.decision, task_force=ledger.team_2, person=ledger.lan)

    breaches = only(ledger, Code.TEAMS_PER_PERSON, Mode.BLOCK, None, 1)

    assert [(b.person_id, b.number, b.blocks, b.sentence) for b in breaches] == [
        (ledger.lan.pk, 2, True, "Đồng chí Nông Văn Lan ở trong 2 tổ (quy tắc: nhiều nhất 1).")
    ]


def test_allowed_is_no_breach(ledger):
    assert only(ledger, Code.TEAM_SIZE, Mode.ALLOW, 10, 15) == []


def test_amendment_is_measured_with_what_stays_in_force():
    ledger = make_ledger()
    draft = services.create_draft(
        committee=ledger.district.committee, subject="Sửa đổi", by=ledger.staff, today=DAY,
        nature=Decision.Nature.AMENDING, amends=ledger.decision,
    )  # fmt: skip
    new = PersonFactory(committee=ledger.district.committee)
    services.put_member(draft=draft, version=draft.version, by=ledger.staff, task_force=ledger.team_1, person=new)

    numbers = {b.team_id: b.number for b in broken_rules(draft, DAY) if b.code == Code.TEAM_SIZE}

    assert numbers == {ledger.team_1.pk: 3, ledger.team_2.pk: 2}


def test_outcome_does_not_grow_in_queries(ledger, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        result = outcome(ledger.decision, DAY)
        broken_rules(ledger.decision, DAY, result=result)
    for number in range(3, 9):
        team = TaskForceFactory(decision=ledger.decision, number=number)
        for _ in range(5):
            MembershipFactory(decision=ledger.decision, task_force=team)

    with django_assert_max_num_queries(15):
        result = outcome(ledger.decision, DAY)
        broken_rules(ledger.decision, DAY, result=result)
