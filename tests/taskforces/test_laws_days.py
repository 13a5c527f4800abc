"""One in charge of a cell, one team of an organization, nobody twice in a team; nothing outside a life."""

import datetime as dt

import pytest
from django.utils import timezone

from orgs.models import Organization, Succession
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, TaskForce
from tests.factories import (
    FIRST_DAY_706,
    AssignmentFactory,
    ChargeFactory,
    CoverageFactory,
    DecisionFactory,
    DecisionRuleFactory,
    Ledger,
    MembershipFactory,
    PersonFactory,
    ReleaseFactory,
    SuccessionFactory,
    TaskForceFactory,
    make_district,
    make_ledger,
    make_organization,
)
from tests.taskforces.laws import refused, run

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY = dt.date(2019, 3, 1)


@pytest.fixture
def ledger() -> Ledger:
    return make_ledger()


@pytest.fixture
def draft(ledger) -> Decision:
    """A second decision, not issued; `begin` issues it past all services."""
    return DecisionFactory(committee=ledger.district.committee, created_by=ledger.staff)


def begin(draft: Decision, day: dt.date = DAY) -> None:
    """Issue a decision and begin its rows by raw SQL alone."""
    run(
        "UPDATE taskforces_decision SET state = 'issued', number = 9, signed_on = %s, takes_effect_on = %s,"
        " issued_at = %s, issued_by_id = %s WHERE id = %s",
        day, day, timezone.now(), draft.created_by_id, draft.pk,
    )  # fmt: skip
    for model in (TaskForce, Membership, Charge, Assignment, Coverage):
        run(f"UPDATE {model._meta.db_table} SET starts_on = %s WHERE decision_id = %s", day, draft.pk)


def test_two_in_charge_of_a_cell(ledger, draft):
    AssignmentFactory(task_force__decision=draft, cell=ledger.district.na_ao_1, person=ledger.an)

    with refused() as seen:
        begin(draft)

    assert (seen.state, seen.law) == ("23P01", "one_in_charge")


def test_substitute_beside_the_one_in_charge_is_fine(ledger, draft):
    AssignmentFactory(task_force__decision=draft, cell=ledger.district.na_ao_1, person=ledger.an, capacity="substitute")

    begin(draft)

    assert Assignment.objects.on(DAY).filter(cell=ledger.district.na_ao_1).count() == 2


def test_one_person_twice_on_a_cell(ledger, draft):
    AssignmentFactory(
        task_force__decision=draft, cell=ledger.district.na_ao_1, person=ledger.lan, capacity="substitute"
    )

    with refused() as seen:
        begin(draft)

    assert seen.law == "once_on_a_cell"


def test_two_teams_in_charge_of_an_organization(ledger, draft):
    ChargeFactory(task_force__decision=draft, organization=ledger.district.de_tham)

    with refused() as seen:
        begin(draft)

    assert (seen.state, seen.law) == ("23P01", "one_team_in_charge")


def test_one_person_twice_in_a_team(ledger, draft):
    MembershipFactory(decision=draft, task_force=ledger.team_1, person=ledger.lan)

    with refused() as seen:
        begin(draft)

    assert seen.law == "once_in_a_team"


def test_two_leaders_of_a_team(ledger, draft):
    MembershipFactory(decision=draft, task_force=ledger.team_1, person=ledger.minh, role="leader")

    with refused() as seen:
        begin(draft)

    assert seen.law == "one_leader"


def test_two_things_said_of_a_cell(ledger, draft):
    CoverageFactory(task_force__decision=draft, cell=ledger.district.na_ao_2)

    with refused() as seen:
        begin(draft)

    assert seen.law == "one_coverage"


def test_second_team_of_a_person_is_no_law(ledger, draft):
    MembershipFactory(decision=draft, task_force=ledger.team_2, person=ledger.lan)

    begin(draft)

    assert Membership.objects.on(DAY).filter(person=ledger.lan).count() == 2


def test_row_of_a_draft_does_not_begin(draft, ledger):
    row = AssignmentFactory(task_force__decision=draft, cell=ledger.district.na_ao_2, person=ledger.an)

    with refused() as seen:
        Assignment.objects.filter(pk=row.pk).update(starts_on=DAY)

    assert seen.law == "decision_not_issued"


def test_drafts_meet_no_constraint(ledger, draft):
    AssignmentFactory(task_force__decision=draft, cell=ledger.district.na_ao_1, person=ledger.an)
    AssignmentFactory(task_force__decision=draft, cell=ledger.district.na_ao_1, person=ledger.lan)

    assert Assignment.objects.on(DAY).filter(cell=ledger.district.na_ao_1).count() == 1


@pytest.mark.parametrize("make", [ChargeFactory, AssignmentFactory, CoverageFactory])
def test_row_before_the_organization_was_founded(make, ledger, draft):
    late = make_organization(name="Chi bộ mới", parent=ledger.district.de_tham, founded_on=dt.date(2019, 6, 1))
    make(task_force__decision=draft, **{"organization" if make is ChargeFactory else "cell": late})

    with refused() as seen:
        begin(draft)

    assert seen.law == "outside_organization"


def test_organization_does_not_end_under_what_stands_on_it(ledger):
    end = SuccessionFactory(committee=ledger.district.committee, event=Succession.Event.END, takes_effect_on=DAY)

    with refused() as seen:
        run("UPDATE orgs_organizationstate SET ends_on = %s, ended_under_id = %s WHERE organization_id = %s",
            DAY, end.pk, ledger.district.na_ao_1.pk)  # fmt: skip
        Organization.objects.filter(pk=ledger.district.na_ao_1.pk).update(ended_on=DAY, ended_under=end)

    assert seen.law == "organization_in_use"


def test_row_after_its_decision_has_ended(ledger):
    with refused() as seen:
        Decision.objects.filter(pk=ledger.decision.pk).update(ends_on=DAY, ended_under=ledger.decision)

    assert seen.law == "outside_decision"


def test_row_of_a_revoked_decision(ledger):
    with refused() as seen:
        Decision.objects.filter(pk=ledger.decision.pk).update(state="revoked")

    assert seen.law == "outside_decision"


def test_row_after_its_team_has_ended(ledger):
    with refused() as seen:
        TaskForce.objects.filter(pk=ledger.team_1.pk).update(
            ends_on=DAY, end_reason="amended", ended_under=ledger.decision
        )

    assert seen.law == "outside_team"


def test_row_under_a_team_of_a_draft(ledger, draft):
    other = DecisionFactory(committee=ledger.district.committee, created_by=ledger.staff)
    MembershipFactory(decision=draft, task_force=TaskForceFactory(decision=other), person=ledger.an)

    with refused() as seen:
        begin(draft)

    assert seen.law == "outside_team"


@pytest.mark.parametrize(
    "facts",
    [
        {"number": 1},
        {"subject": "khác"},
        {"takes_effect_on": DAY},
        {"signer_name": "khác"},
        {"state": "draft"},
        {"basis": "khác"},
        {"version": 7},
    ],
)
def test_issued_decision_is_not_edited(facts, ledger):
    with refused() as seen:
        Decision.objects.filter(pk=ledger.decision.pk).update(**facts)

    assert seen.law == "decision_frozen"


def test_issued_decision_is_not_deleted(ledger):
    with refused() as seen:
        run("DELETE FROM taskforces_decision WHERE id = %s", ledger.decision.pk)

    assert seen.law == "decision_frozen"


def test_scan_is_added_once(ledger):
    rows = Decision.objects.filter(pk=ledger.decision.pk)
    rows.update(scan="decisions/1/1.pdf")

    with refused() as seen:
        rows.update(scan="decisions/1/2.pdf")

    assert seen.law == "decision_frozen"


def test_parts_of_an_issued_decision_stand_still(ledger):
    for write in (
        lambda: DecisionRuleFactory(decision=ledger.decision, code="team_size"),
        lambda: run("UPDATE taskforces_decisionrule SET mode = 'block' WHERE decision_id = %s", ledger.decision.pk),
        lambda: run("DELETE FROM taskforces_decisionrule WHERE decision_id = %s", ledger.decision.pk),
        lambda: ledger.decision.replaces.add(DecisionFactory(committee=ledger.district.committee)),
        lambda: ReleaseFactory(decision=ledger.decision, membership=Membership.objects.first()),
    ):
        with refused() as seen:
            write()
        assert seen.law == "decision_frozen"


def test_rule_does_not_leave_its_issued_decision(ledger, draft):
    with refused() as seen:
        run("UPDATE taskforces_decisionrule SET decision_id = %s WHERE decision_id = %s AND code = 'team_size'",
            draft.pk, ledger.decision.pk)  # fmt: skip

    assert seen.law == "decision_frozen"


def test_number_is_taken_once_in_a_term(ledger, draft):
    with refused() as seen:
        run("UPDATE taskforces_decision SET term = 'XVIII', number = 706, state = 'issued', signed_on = %s,"
            " takes_effect_on = %s, issued_at = now(), issued_by_id = %s WHERE id = %s",
            DAY, DAY, ledger.staff.pk, draft.pk)  # fmt: skip

    assert (seen.state, seen.law) == ("23505", "one_number")


def test_days_are_both_included(ledger, draft):
    """The last day of one and the first of the next are two days; sharing one is an overlap."""
    row = ledger.assignment(ledger.district.na_ao_1)
    AssignmentFactory(task_force__decision=draft, cell=ledger.district.na_ao_1, person=ledger.an)
    Assignment.objects.filter(pk=row.pk).update(ends_on=DAY, end_reason="amended", ended_under=ledger.decision)

    with refused() as seen:
        begin(draft, DAY)
    assert seen.law == "one_in_charge"

    begin(draft, DAY + dt.timedelta(days=1))
    assert Assignment.objects.on(DAY).get(cell=ledger.district.na_ao_1).person_id == ledger.lan.pk
    assert FIRST_DAY_706 < DAY


def test_rule_of_a_draft_does_not_slip_into_an_issued_decision(ledger, draft):
    DecisionRuleFactory(decision=draft, code="team_size")

    with refused() as seen:
        run("UPDATE taskforces_decisionrule SET decision_id = %s WHERE decision_id = %s", ledger.decision.pk, draft.pk)

    assert seen.law == "decision_frozen"


@pytest.mark.parametrize("day", [None, DAY])
def test_row_of_a_draft_does_not_slip_into_an_issued_decision(day, ledger, draft):
    row = MembershipFactory(task_force__decision=draft, person=ledger.an)

    with refused() as seen:
        Membership.objects.filter(pk=row.pk).update(decision=ledger.decision, task_force=ledger.team_2, starts_on=day)

    assert seen.law == "row_frozen"


def test_correction_puts_a_voided_row_right_and_once(ledger):
    row = ledger.assignment(ledger.district.na_ao_1)
    right = Assignment.objects.get(pk=row.pk)
    right.pk, right.corrects_id, right.person = None, row.pk, ledger.an
    with refused() as seen:
        Assignment.objects.bulk_create([right])
    assert seen.law == "only_by_correction"

    Assignment.objects.filter(pk=row.pk).update(
        voided_at=timezone.now(), voided_by=ledger.staff, void_reason="ghi nhầm người"
    )
    Assignment.objects.bulk_create([right])
    second = Assignment.objects.get(pk=right.pk)
    second.pk, second.cell_id = None, ledger.district.na_ao_2.pk

    with refused() as seen:
        Assignment.objects.bulk_create([second])
    assert seen.law == "one_correction_assignment"


def test_decision_lays_down_nothing_of_another_committee(ledger, draft):
    other = make_district()
    for make, facts in (
        (ChargeFactory, {"organization": other.de_tham}),
        (CoverageFactory, {"cell": other.na_ao_1}),
        (AssignmentFactory, {"cell": other.na_ao_1, "person": ledger.an}),
        (MembershipFactory, {"person": PersonFactory()}),
    ):
        with refused() as seen:
            make(task_force__decision=draft, **facts)
            begin(draft)
        assert seen.law == "other_committee"
