"""Ghi nhận ban hành: what begins, what ends, and what keeps a draft from being issued."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from taskforces import services
from taskforces.models import Assignment, Charge, Coverage, Decision, DecisionRule, EndReason, Membership, TaskForce
from taskforces.reports.answers import By, who_answers
from tests.factories import FIRST_DAY_706, Ledger, PersonFactory, make_ledger
from tramgdinh.database.refusals import Refused

pytestmark = pytest.mark.django_db

DAY_997 = dt.date(2019, 9, 13)
DAY_BEFORE = dt.date(2019, 9, 12)


@pytest.fixture
def ledger() -> Ledger:
    return make_ledger()


def successor(ledger: Ledger, day: dt.date = DAY_997, **facts: object) -> Decision:
    """A draft copied from 706, to be issued."""
    return services.create_draft(
        committee=ledger.district.committee,
        subject="Phân công 997",
        by=ledger.staff,
        today=day - dt.timedelta(days=1),
        copy_from=ledger.decision,
        **facts,
    )


def issue(draft: Decision, ledger: Ledger, day: dt.date = DAY_997, number: int = 997, **facts: object) -> Decision:
    paper = {
        "number": number,
        "symbol": "QĐ/HU",
        "term": "XVIII",
        "signed_on": day,
        "takes_effect_on": day,
        "today": day,
    }
    return services.issue_decision(decision=draft, version=draft.version, by=ledger.staff, **(paper | facts))


def amendment(ledger: Ledger, today: dt.date = DAY_997) -> Decision:
    return services.create_draft(
        committee=ledger.district.committee,
        subject="Sửa đổi, bổ sung 706",
        by=ledger.staff,
        today=today,
        nature=Decision.Nature.AMENDING,
        amends=ledger.decision,
    )


def answer(cell, day: dt.date) -> tuple[By, object, object]:
    found = who_answers(cell.pk, day)
    assert found is not None
    return found.by, found.person, found.decision


def test_issue_lets_every_row_begin_on_the_day(ledger):
    for model, number in ((TaskForce, 2), (Membership, 4), (Charge, 3), (Assignment, 2), (Coverage, 2)):
        rows = model.objects.filter(decision=ledger.decision)
        assert [row.starts_on for row in rows] == [FIRST_DAY_706] * number
        assert [row.ends_on for row in rows] == [None] * number


def test_answer_the_day_before_and_on_the_day(ledger):
    cell = ledger.district.na_ao_1
    new = issue(successor(ledger), ledger)

    assert answer(cell, dt.date(2018, 10, 9)) == (By.NOBODY, None, None)
    assert answer(cell, DAY_BEFORE) == (By.MEMBER, ledger.lan, ledger.decision)
    assert answer(cell, DAY_997) == (By.MEMBER, ledger.lan, new)


def test_issue_ends_what_it_replaces_the_day_before_and_says_why(ledger):
    new = issue(successor(ledger), ledger)

    old = Decision.objects.get(pk=ledger.decision.pk)
    assert (old.state, old.ends_on, old.ended_under_id) == ("issued", DAY_BEFORE, new.pk)
    for model in (TaskForce, Membership, Charge, Assignment, Coverage):
        ends = set(model.objects.filter(decision=old).values_list("ends_on", "end_reason", "ended_under"))
        assert ends == {(DAY_BEFORE, EndReason.REPLACED, new.pk)}


def test_copy_continues_teams_and_takes_everything_over(ledger):
    draft = successor(ledger)

    teams = TaskForce.objects.filter(decision=draft)
    assert [team.continues_id for team in teams] == [ledger.team_1.pk, ledger.team_2.pk]
    assert {model.objects.filter(decision=draft).count() for model in (Membership,)} == {4}
    assert Charge.objects.filter(decision=draft).count() == 3
    assert Assignment.objects.filter(decision=draft).count() == 2
    assert Coverage.objects.filter(decision=draft).count() == 2
    assert list(draft.replaces.all()) == [ledger.decision]


def test_copy_holds_the_effect_of_amendments(ledger):
    draft = amendment(ledger)
    services.assign_cells(
        draft=draft, version=draft.version, by=ledger.staff, task_force=ledger.team_1, cells=[ledger.district.na_ao_1],
        person=ledger.an,
    )  # fmt: skip
    issue(draft, ledger, number=800, day=dt.date(2019, 3, 1))

    copied = successor(ledger)

    assert Assignment.objects.get(decision=copied, cell=ledger.district.na_ao_1).person_id == ledger.an.pk


def test_issued_a_second_time_is_refused(ledger):
    draft = successor(ledger)
    version = draft.version
    issue(draft, ledger)

    with pytest.raises(services.NotADraft):
        services.issue_decision(
            decision=draft, version=version, by=ledger.staff, number=998, signed_on=DAY_997, takes_effect_on=DAY_997,
            today=DAY_997,
        )  # fmt: skip


def test_number_taken_is_a_sentence_and_leaves_the_draft(ledger):
    draft = successor(ledger)

    with pytest.raises(ValidationError) as refused:
        issue(draft, ledger, number=706)

    assert refused.value.messages == ["Đã có văn bản cùng loại, cùng nhiệm kỳ mang số này."]
    assert Decision.objects.get(pk=draft.pk).state == "draft"
    assert Decision.objects.get(pk=ledger.decision.pk).ends_on is None


def test_same_number_in_another_term_is_fine(ledger):
    new = issue(successor(ledger), ledger, number=706, term="XIX")

    assert new.number == 706


def test_signed_on_a_day_to_come_is_refused(ledger):
    with pytest.raises(services.CannotIssue):
        issue(successor(ledger), ledger, today=DAY_BEFORE)


def test_future_day_begins_then(ledger):
    new = issue(successor(ledger), ledger, signed_on=dt.date(2019, 9, 1), today=dt.date(2019, 9, 1))

    assert answer(ledger.district.na_ao_1, DAY_BEFORE)[2] == ledger.decision
    assert answer(ledger.district.na_ao_1, DAY_997)[2] == new


def test_second_decision_with_the_same_organizations_names_the_one_in_the_way(ledger):
    draft = successor(ledger, replaces=())

    with pytest.raises(services.CannotIssue) as refused:
        issue(draft, ledger)

    assert "706-QĐ/HU" in str(refused.value)
    assert "Đảng bộ xã Đề Thám" in str(refused.value)


def test_replacing_what_has_been_replaced_is_refused(ledger):
    first, second = successor(ledger), successor(ledger)
    issue(first, ledger)

    with pytest.raises(services.NotInForce):
        issue(second, ledger, number=998, day=dt.date(2019, 10, 1))


def test_blocking_rule_refuses_and_a_warning_does_not(ledger):
    draft = successor(ledger)
    services.set_rules(
        draft=draft, version=draft.version, by=ledger.staff,
        rules={DecisionRule.Code.TEAM_SIZE: (DecisionRule.Mode.BLOCK, 3, 15)},
    )  # fmt: skip
    with pytest.raises(services.RulesBroken) as refused:
        issue(draft, ledger)
    assert [(breach.who, breach.number) for breach in refused.value.breaches] == [
        ("Tổ công tác số 1", 2),
        ("Tổ công tác số 2", 2),
    ]

    draft.refresh_from_db()
    services.set_rules(
        draft=draft, version=draft.version, by=ledger.staff,
        rules={DecisionRule.Code.TEAM_SIZE: (DecisionRule.Mode.WARN, 3, 15)},
    )  # fmt: skip

    assert issue(draft, ledger).state == "issued"


def test_empty_draft_is_refused(ledger):
    draft = services.create_draft(committee=ledger.district.committee, subject="Trống", by=ledger.staff, today=DAY_997)

    with pytest.raises(services.CannotIssue):
        issue(draft, ledger)


def test_cell_of_somebody_outside_the_team_is_refused(ledger):
    draft = successor(ledger)
    Membership.objects.filter(decision=draft, person=ledger.lan).delete()

    with pytest.raises(services.CannotIssue) as refused:
        issue(draft, ledger)

    assert ledger.lan.full_name in str(refused.value)


def test_backdated_voids_what_never_took_effect_and_brings_ends_forward(ledger):
    second = issue(successor(ledger), ledger)
    earlier = services.create_draft(
        committee=ledger.district.committee, subject="Ghi muộn", by=ledger.staff, today=DAY_997,
        copy_from=ledger.decision, replaces=[ledger.decision, second],
    )  # fmt: skip
    day = dt.date(2019, 5, 1)

    third = issue(earlier, ledger, day=day, number=500, today=dt.date(2020, 1, 1))

    assert Decision.objects.get(pk=ledger.decision.pk).ends_on == dt.date(2019, 4, 30)
    assert Decision.objects.get(pk=second.pk).state == "revoked"
    voided = Assignment.objects.filter(decision=second)
    assert {row.void_reason for row in voided} == {"chưa từng có hiệu lực: 500-QĐ/HU"}
    assert answer(ledger.district.na_ao_1, dt.date(2019, 4, 30))[2] == ledger.decision
    assert answer(ledger.district.na_ao_1, DAY_997)[2] == third


def test_amendment_takes_a_cell_over_and_leaves_the_rest(ledger):
    draft = amendment(ledger)
    services.assign_cells(
        draft=draft, version=draft.version, by=ledger.staff, task_force=ledger.team_1, cells=[ledger.district.na_ao_1],
        person=ledger.an,
    )  # fmt: skip

    amended = issue(draft, ledger, number=800)

    assert answer(ledger.district.na_ao_1, DAY_BEFORE) == (By.MEMBER, ledger.lan, ledger.decision)
    assert answer(ledger.district.na_ao_1, DAY_997) == (By.MEMBER, ledger.an, amended)
    assert answer(ledger.district.ban_lang, DAY_997) == (By.MEMBER, ledger.minh, ledger.decision)
    assert Decision.objects.get(pk=ledger.decision.pk).ends_on is None


def test_amendment_ends_with_its_base(ledger):
    draft = amendment(ledger)
    services.assign_cells(
        draft=draft, version=draft.version, by=ledger.staff, task_force=ledger.team_1, cells=[ledger.district.na_ao_1],
        person=ledger.an,
    )  # fmt: skip
    amended = issue(draft, ledger, number=800, day=dt.date(2019, 3, 1))

    issue(successor(ledger), ledger)

    assert Decision.objects.get(pk=amended.pk).ends_on == DAY_BEFORE


def test_backdated_amendment_of_an_ended_base_ends_with_it(ledger):
    new = issue(successor(ledger), ledger)
    draft = amendment(ledger)
    services.assign_cells(
        draft=draft, version=draft.version, by=ledger.staff, task_force=ledger.team_1, cells=[ledger.district.na_ao_1],
        person=ledger.an,
    )  # fmt: skip

    amended = issue(draft, ledger, number=800, day=dt.date(2019, 3, 1), today=dt.date(2020, 1, 1))

    assert Decision.objects.get(pk=amended.pk).ends_on == DAY_BEFORE
    assert answer(ledger.district.na_ao_1, DAY_BEFORE) == (By.MEMBER, ledger.an, amended)
    assert answer(ledger.district.na_ao_1, DAY_997) == (By.MEMBER, ledger.lan, new)


def test_released_member_gives_up_his_cells_to_the_team(ledger):
    draft = amendment(ledger)
    row = Membership.objects.get(person=ledger.lan)
    services.release(draft=draft, version=draft.version, by=ledger.staff, row=row)

    amended = issue(draft, ledger, number=800)

    row.refresh_from_db()
    assert (row.ends_on, row.end_reason, row.ended_under_id) == (DAY_BEFORE, EndReason.AMENDED, amended.pk)
    assert answer(ledger.district.na_ao_1, DAY_997) == (By.TEAM, None, ledger.decision)


def test_new_role_in_the_same_team_keeps_the_cells(ledger):
    draft = amendment(ledger)
    services.put_member(
        draft=draft, version=draft.version, by=ledger.staff, task_force=ledger.team_1, person=ledger.lan,
        role=Membership.Role.DEPUTY,
    )  # fmt: skip

    issue(draft, ledger, number=800)

    assert Membership.objects.on(DAY_997).get(person=ledger.lan).role == Membership.Role.DEPUTY
    assert answer(ledger.district.na_ao_1, DAY_997) == (By.MEMBER, ledger.lan, ledger.decision)


def test_second_leader_is_refused_with_both_names(ledger):
    draft = amendment(ledger)
    services.put_member(
        draft=draft, version=draft.version, by=ledger.staff, task_force=ledger.team_1,
        person=PersonFactory(committee=ledger.district.committee, given_name="Sơn"), role=Membership.Role.LEADER,
    )  # fmt: skip

    with pytest.raises(services.CannotIssue) as refused:
        issue(draft, ledger, number=800)

    assert "Nông Văn An, Nông Văn Sơn" in str(refused.value)


def test_organization_that_changes_teams_takes_its_cells_along(ledger):
    draft = amendment(ledger)
    services.put_charges(
        draft=draft, version=draft.version, by=ledger.staff, task_force=ledger.team_2,
        organizations=[ledger.district.de_tham],
    )  # fmt: skip

    amended = issue(draft, ledger, number=800)

    found = who_answers(ledger.district.na_ao_1.pk, DAY_997)
    assert (found.by, found.team, found.decision) == (By.TEAM, ledger.team_2, amended)
    assert not Coverage.objects.on(DAY_997).filter(cell=ledger.district.na_ao_2).exists()


def test_amendment_before_its_base_is_refused(ledger):
    draft = amendment(ledger)
    services.release(draft=draft, version=draft.version, by=ledger.staff, row=Membership.objects.get(person=ledger.lan))

    with pytest.raises(services.CannotIssue):
        issue(draft, ledger, number=800, day=dt.date(2018, 10, 1))


def test_revoked_from_a_day_leaves_nobody_after_it(ledger):
    paper = services.revoke_decision(
        decision=ledger.decision, last_day=DAY_BEFORE, subject="Bãi bỏ", number=900, signed_on=DAY_BEFORE,
        by=ledger.staff, today=DAY_997,
    )  # fmt: skip

    assert answer(ledger.district.na_ao_1, DAY_BEFORE)[2] == ledger.decision
    assert answer(ledger.district.na_ao_1, DAY_997) == (By.NOBODY, None, None)
    row = Assignment.objects.get(cell=ledger.district.na_ao_1)
    assert (row.end_reason, row.ended_under_id) == (EndReason.REVOKED, paper.pk)


def test_revoked_from_the_beginning_never_took_effect(ledger):
    services.revoke_decision(
        decision=ledger.decision, last_day=None, subject="Huỷ bỏ", number=900, signed_on=DAY_BEFORE, by=ledger.staff,
        today=DAY_997,
    )  # fmt: skip

    assert Decision.objects.get(pk=ledger.decision.pk).state == "revoked"
    assert not Assignment.objects.live().exists()
    assert answer(ledger.district.na_ao_1, DAY_BEFORE) == (By.NOBODY, None, None)


def test_stale_version_names_who_changed_the_draft(ledger):
    draft = successor(ledger)
    services.change_draft(draft=draft, version=draft.version, by=ledger.staff, subject="Khác")

    with pytest.raises(services.StaleDraft) as refused:
        services.change_draft(draft=draft, version=1, by=ledger.staff, subject="Nữa")

    assert refused.value.who == ledger.staff.username
    assert Decision.objects.get(pk=draft.pk).subject == "Khác"
    assert isinstance(refused.value, Refused)
