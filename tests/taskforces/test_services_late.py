"""Decisions recorded late, out of their order: the one signed later is the later word, whenever it was typed in."""

import datetime as dt

import pytest

from taskforces import services
from taskforces.models import Assignment, Decision, Membership
from taskforces.reports.answers import By, who_answers
from tests.factories import Ledger, PersonFactory, make_ledger

pytestmark = pytest.mark.django_db

TODAY = dt.date(2020, 2, 20)
FEBRUARY, MARCH, APRIL = dt.date(2019, 2, 1), dt.date(2019, 3, 1), dt.date(2019, 4, 1)
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def ledger() -> Ledger:
    return make_ledger()


def amendment(ledger: Ledger) -> Decision:
    return services.create_draft(
        committee=ledger.district.committee, subject="Sửa đổi", by=ledger.staff, today=TODAY, nature="amending",
        amends=ledger.decision,
    )  # fmt: skip


def does(draft: Decision, ledger: Ledger, verb, **facts) -> None:  # type: ignore[no-untyped-def]
    draft.refresh_from_db()
    verb(draft=draft, version=draft.version, by=ledger.staff, **facts)


def issue(draft: Decision, ledger: Ledger, number: int, day: dt.date, signed_on: dt.date | None = None) -> Decision:
    draft.refresh_from_db()
    return services.issue_decision(
        decision=draft, version=draft.version, number=number, signed_on=signed_on or day, takes_effect_on=day,
        by=ledger.staff, today=TODAY,
    )  # fmt: skip


def assign(ledger: Ledger, number: int, day: dt.date, person=None, signed_on: dt.date | None = None) -> Decision:  # type: ignore[no-untyped-def]
    """An amending decision that gives Nà Ao 1 to `person`, or leaves it to the team."""
    draft = amendment(ledger)
    said = {"person": person} if person else {"coverage": "team"}
    does(draft, ledger, services.assign_cells, task_force=ledger.team_1, cells=[ledger.district.na_ao_1], **said)
    return issue(draft, ledger, number, day, signed_on)


def answer(ledger: Ledger, day: dt.date) -> tuple[By, object, Decision | None]:
    found = who_answers(ledger.district.na_ao_1.pk, day)
    assert found is not None
    return found.by, found.person, found.decision


def test_earlier_paper_recorded_late_holds_until_the_later_one(ledger):
    later = assign(ledger, 801, MARCH)

    late = assign(ledger, 800, FEBRUARY, ledger.an)

    assert answer(ledger, FEBRUARY - ONE_DAY) == (By.MEMBER, ledger.lan, ledger.decision)
    assert answer(ledger, FEBRUARY) == (By.MEMBER, ledger.an, late)
    assert answer(ledger, MARCH - ONE_DAY) == (By.MEMBER, ledger.an, late)
    assert answer(ledger, MARCH) == (By.TEAM, None, ledger.decision)
    row = Assignment.objects.get(decision=late)
    assert (row.ends_on, row.end_reason, row.ended_under_id) == (MARCH - ONE_DAY, "amended", later.pk)


def test_paper_signed_later_is_the_last_word_even_for_an_earlier_day(ledger):
    planned = assign(ledger, 800, APRIL, ledger.an, signed_on=FEBRUARY)

    late = assign(ledger, 801, MARCH, signed_on=MARCH)

    assert answer(ledger, MARCH)[0] == By.TEAM
    assert answer(ledger, APRIL)[0] == By.TEAM
    assert Assignment.objects.get(decision=planned).void_reason == f"chưa từng có hiệu lực: {late}"


def test_earlier_paper_for_the_same_day_never_took_effect(ledger):
    later = assign(ledger, 801, MARCH, ledger.an, signed_on=MARCH)

    late = assign(ledger, 800, MARCH, signed_on=FEBRUARY)

    assert answer(ledger, MARCH) == (By.MEMBER, ledger.an, later)
    assert late.coverages.get().voided_at is not None


def test_cell_given_late_ends_with_the_membership(ledger):
    draft = amendment(ledger)
    does(draft, ledger, services.release, row=Membership.objects.get(person=ledger.an))
    gone = issue(draft, ledger, 801, MARCH)

    late = assign(ledger, 800, FEBRUARY, ledger.an)

    assert answer(ledger, MARCH - ONE_DAY) == (By.MEMBER, ledger.an, late)
    assert answer(ledger, MARCH)[0] == By.TEAM
    row = Assignment.objects.get(decision=late)
    assert (row.ends_on, row.ended_under_id) == (MARCH - ONE_DAY, gone.pk)


def test_new_role_of_the_member_is_no_end_of_his_cells(ledger):
    draft = amendment(ledger)
    does(draft, ledger, services.put_member, task_force=ledger.team_1, person=ledger.lan, role="deputy")
    issue(draft, ledger, 801, MARCH)

    late = assign(ledger, 800, FEBRUARY, ledger.lan)

    assert Assignment.objects.get(decision=late).ends_on is None


def test_cell_given_late_ends_with_the_charge_of_its_organization(ledger):
    draft = amendment(ledger)
    does(draft, ledger, services.put_charges, task_force=ledger.team_2, organizations=[ledger.district.de_tham])
    moved = issue(draft, ledger, 801, MARCH)

    late = assign(ledger, 800, FEBRUARY, ledger.an)

    row = Assignment.objects.get(decision=late)
    assert (row.ends_on, row.ended_under_id) == (MARCH - ONE_DAY, moved.pk)
    assert who_answers(ledger.district.na_ao_1.pk, MARCH).team == ledger.team_2


def test_leader_to_come_does_not_keep_another_amendment_from_being_issued(ledger):
    draft = amendment(ledger)
    does(draft, ledger, services.put_member, task_force=ledger.team_1, person=ledger.lan, role="leader")
    does(draft, ledger, services.put_member, task_force=ledger.team_1, person=ledger.an, role="member")
    issue(draft, ledger, 801, MARCH)
    new = PersonFactory(committee=ledger.district.committee)
    late = amendment(ledger)
    does(late, ledger, services.put_member, task_force=ledger.team_1, person=new)

    issue(late, ledger, 800, FEBRUARY)

    assert Membership.objects.on(FEBRUARY).get(role="leader", task_force=ledger.team_1).person_id == ledger.an.pk
    assert Membership.objects.on(MARCH).get(role="leader", task_force=ledger.team_1).person_id == ledger.lan.pk


def successor(ledger: Ledger) -> Decision:
    return services.create_draft(
        committee=ledger.district.committee, subject="Mới", by=ledger.staff, today=FEBRUARY,
        copy_from=ledger.decision,
    )  # fmt: skip


def test_new_assignment_recorded_late_holds_until_the_one_that_came_after(ledger):
    between = successor(ledger)
    last = issue(successor(ledger), ledger, 801, APRIL)

    late = issue(between, ledger, 800, MARCH)

    assert [answer(ledger, day)[2] for day in (MARCH - ONE_DAY, MARCH, APRIL - ONE_DAY, APRIL)] == [
        ledger.decision,
        late,
        late,
        last,
    ]
    late.refresh_from_db()
    assert (late.ends_on, late.ended_under_id) == (APRIL - ONE_DAY, last.pk)
    assert Decision.objects.get(pk=ledger.decision.pk).ends_on == MARCH - ONE_DAY


def test_new_assignment_signed_later_meets_the_one_that_came_after(ledger):
    between = successor(ledger)
    issue(successor(ledger), ledger, 801, APRIL)

    with pytest.raises(services.CannotIssue, match="801"):
        issue(between, ledger, 802, MARCH, signed_on=TODAY)
