"""Work on a draft: teams, members, organizations, cells, releases, rules; two who work on it at once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from taskforces import services
from taskforces.models import (
    Assignment,
    Charge,
    Coverage,
    Decision,
    DecisionRule,
    Membership,
    Release,
    TaskForce,
)
from tests.factories import Ledger, PersonFactory, make_district, make_ledger

pytestmark = pytest.mark.django_db

TODAY = dt.date(2019, 9, 1)


@pytest.fixture
def ledger() -> Ledger:
    """706 as a draft still."""
    return make_ledger(issued=False)


def does(ledger: Ledger, verb, **facts):  # type: ignore[no-untyped-def]
    """Carry out one step on the draft as it is now."""
    draft = Decision.objects.get(pk=ledger.decision.pk)
    return verb(draft=draft, version=draft.version, by=ledger.staff, **facts)


def test_new_draft_has_the_thresholds_of_the_model_as_warnings():
    district = make_district()
    ledger = make_ledger(district, issued=False)

    rules = DecisionRule.objects.filter(decision=ledger.decision).order_by("code")

    assert list(rules.values_list("code", "mode", "minimum", "maximum")) == [
        ("cells_per_member", "warn", 1, 2),
        ("team_size", "warn", 10, 15),
        ("teams_per_person", "warn", None, 1),
    ]


def test_facts_change_and_the_version_goes_up(ledger):
    does(ledger, services.change_draft, subject="Trích yếu mới", takes_effect_on=TODAY)

    draft = Decision.objects.get(pk=ledger.decision.pk)
    assert (draft.subject, draft.takes_effect_on, draft.version) == ("Trích yếu mới", TODAY, 2)


@pytest.mark.parametrize("fact", ["state", "number", "nature", "committee"])
def test_what_only_the_issue_sets_is_no_fact_of_a_draft(fact, ledger):
    with pytest.raises(TypeError):
        does(ledger, services.change_draft, **{fact: 1})


def test_every_verb_refuses_a_stale_version(ledger):
    draft, by, old = ledger.decision, ledger.staff, 1
    row = Membership.objects.get(person=ledger.lan)
    does(ledger, services.change_draft, subject="Khác")
    steps = [
        lambda: services.change_draft(draft=draft, version=old, by=by, subject="x"),
        lambda: services.put_team(draft=draft, version=old, by=by, number=3),
        lambda: services.remove_team(draft=draft, version=old, by=by, team=ledger.team_1),
        lambda: services.put_member(draft=draft, version=old, by=by, task_force=ledger.team_1, person=ledger.minh),
        lambda: services.remove_member(draft=draft, version=old, by=by, membership=row),
        lambda: services.put_charges(draft=draft, version=old, by=by, task_force=ledger.team_1, organizations=[]),
        lambda: services.assign_cells(
            draft=draft, version=old, by=by, task_force=ledger.team_1, cells=[], person=ledger.an
        ),
        lambda: services.unassign_cells(draft=draft, version=old, by=by, cells=[]),
        lambda: services.release(draft=draft, version=old, by=by, row=row),
        lambda: services.unrelease(draft=draft, version=old, by=by, row=row),
        lambda: services.set_rules(draft=draft, version=old, by=by, rules={}),
        lambda: services.discard_draft(draft=draft, version=old, by=by),
    ]

    for step in steps:
        with pytest.raises(services.StaleDraft):
            step()


def test_team_is_put_changed_and_removed_with_all_it_has(ledger):
    team = does(ledger, services.put_team, number=3, name="Tổ công tác số 3")
    does(ledger, services.put_team, number=4, name="Tổ công tác số 4", team=team)
    assert list(TaskForce.objects.values_list("number", flat=True)) == [1, 2, 4]

    does(ledger, services.remove_team, team=ledger.team_1)

    assert [
        model.objects.filter(task_force=ledger.team_1.pk).count() for model in (Membership, Charge, Assignment)
    ] == [0, 0, 0]
    assert list(TaskForce.objects.values_list("number", flat=True)) == [2, 4]


def test_team_number_is_taken_once(ledger):
    with pytest.raises(ValidationError) as refused:
        does(ledger, services.put_team, number=1)

    assert refused.value.messages == ["Quyết định đã có tổ mang số này."]


def test_member_comes_last_and_is_changed_in_place(ledger):
    son = PersonFactory(committee=ledger.district.committee, given_name="Sơn")
    does(ledger, services.put_member, task_force=ledger.team_1, person=son)
    row = does(
        ledger, services.put_member, task_force=ledger.team_1, person=son, role="deputy", printed_title="Phó Bí thư"
    )

    assert (row.rank_order, row.role, row.printed_title) == (3, "deputy", "Phó Bí thư")
    assert Membership.objects.filter(person=son).count() == 1


def test_new_leader_takes_the_place_of_the_draft_s_leader(ledger):
    does(ledger, services.put_member, task_force=ledger.team_1, person=ledger.lan, role="leader")

    roles = dict(Membership.objects.filter(task_force=ledger.team_1).values_list("person_id", "role"))
    assert roles == {ledger.lan.pk: "leader", ledger.an.pk: "member"}


def test_member_removed_leaves_his_cells_unsaid(ledger):
    does(ledger, services.remove_member, membership=Membership.objects.get(person=ledger.lan))

    assert not Assignment.objects.filter(person=ledger.lan).exists()


def test_organizations_are_exactly_those_named(ledger):
    d = ledger.district
    does(ledger, services.put_charges, task_force=ledger.team_1, organizations=[d.de_tham, d.court])

    charges = dict(Charge.objects.values_list("organization_id", "task_force_id"))
    assert charges == {
        d.de_tham.pk: ledger.team_1.pk,
        d.court.pk: ledger.team_1.pk,
        d.cao_minh.pk: ledger.team_2.pk,
    }
    assert not Coverage.objects.filter(cell=d.court).exists()  # said under team 2, which has lost it


def test_organization_taken_away_takes_its_cells_along(ledger):
    does(ledger, services.put_charges, task_force=ledger.team_1, organizations=[])

    assert not Assignment.objects.filter(task_force=ledger.team_1).exists()
    assert not Coverage.objects.filter(task_force=ledger.team_1).exists()
    assert Assignment.objects.filter(task_force=ledger.team_2).count() == 1


def test_many_cells_at_once_replace_what_was_said(ledger):
    d = ledger.district
    does(
        ledger, services.assign_cells, task_force=ledger.team_1, cells=[d.na_ao_1, d.na_ao_2], person=ledger.an,
        visits=2, visits_per="quarter",
    )  # fmt: skip

    rows = Assignment.objects.filter(task_force=ledger.team_1)
    assert set(rows.values_list("cell_id", "person_id", "visits", "visits_per")) == {
        (d.na_ao_1.pk, ledger.an.pk, 2, "quarter"),
        (d.na_ao_2.pk, ledger.an.pk, 2, "quarter"),
    }
    assert not Coverage.objects.filter(task_force=ledger.team_1).exists()


def test_substitute_stands_beside_the_one_in_charge(ledger):
    cell = ledger.district.na_ao_1
    does(ledger, services.assign_cells, task_force=ledger.team_1, cells=[cell], person=ledger.an, capacity="substitute")
    does(ledger, services.assign_cells, task_force=ledger.team_1, cells=[cell], person=ledger.lan, visits=3)

    rows = Assignment.objects.filter(cell=cell).values_list("person_id", "capacity", "visits")
    assert set(rows) == {(ledger.an.pk, "substitute", 1), (ledger.lan.pk, "in_charge", 3)}


def test_cell_left_to_the_team_keeps_its_substitutes_and_out_of_scope_does_not(ledger):
    cell = ledger.district.na_ao_1
    does(ledger, services.assign_cells, task_force=ledger.team_1, cells=[cell], person=ledger.an, capacity="substitute")

    does(ledger, services.assign_cells, task_force=ledger.team_1, cells=[cell], coverage="team")
    assert list(Assignment.objects.filter(cell=cell).values_list("person_id", flat=True)) == [ledger.an.pk]

    does(ledger, services.assign_cells, task_force=ledger.team_1, cells=[cell], coverage="out_of_scope")
    assert not Assignment.objects.filter(cell=cell).exists()
    assert Coverage.objects.get(cell=cell).kind == "out_of_scope"


def test_cells_are_given_to_members_alone(ledger):
    with pytest.raises(services.NotAMember):
        does(
            ledger, services.assign_cells, task_force=ledger.team_1, cells=[ledger.district.na_ao_1],
            person=ledger.minh,
        )  # fmt: skip


@pytest.mark.parametrize("both", [True, False])
def test_person_or_coverage_is_given_and_not_both(both, ledger):
    said = {"person": ledger.lan, "coverage": "team"} if both else {}

    with pytest.raises(TypeError):
        does(ledger, services.assign_cells, task_force=ledger.team_1, cells=[], **said)


def test_nothing_is_said_of_unassigned_cells(ledger):
    d = ledger.district
    does(ledger, services.unassign_cells, cells=[d.na_ao_1, d.na_ao_2])

    assert not Assignment.objects.filter(cell=d.na_ao_1).exists()
    assert not Coverage.objects.filter(cell=d.na_ao_2).exists()


def test_row_of_another_draft_is_no_business_of_this_one(ledger):
    other = make_ledger(staff=ledger.staff, issued=False)

    for step, facts in (
        (services.put_team, {"number": 5, "team": other.team_1}),
        (services.remove_team, {"team": other.team_1}),
        (services.put_member, {"task_force": other.team_1, "person": ledger.an}),
        (services.remove_member, {"membership": Membership.objects.get(person=other.lan)}),
        (services.put_charges, {"task_force": other.team_1, "organizations": []}),
        (services.release, {"row": Membership.objects.get(person=other.lan)}),
    ):
        with pytest.raises(services.NotOfThisDraft):
            does(ledger, step, **facts)


def test_discarded_draft_leaves_only_its_history(ledger):
    does(ledger, services.discard_draft)

    for model in (Decision, TaskForce, Membership, Charge, Assignment, Coverage, DecisionRule):
        assert model.objects.count() == 0
    events = Decision.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True)
    assert list(events) == ["insert", "update", "delete"]


def test_issued_decision_is_discarded_by_nobody():
    ledger = make_ledger()

    with pytest.raises(services.NotADraft):
        does(ledger, services.discard_draft)


def test_release_twice_is_one_and_can_be_taken_back():
    ledger = make_ledger()
    draft = services.create_draft(
        committee=ledger.district.committee, subject="Sửa đổi", by=ledger.staff, today=TODAY, nature="amending",
        amends=ledger.decision,
    )  # fmt: skip
    row = Membership.objects.get(person=ledger.lan)
    for _ in range(2):
        services.release(draft=draft, version=draft.version, by=ledger.staff, row=row)
    assert Release.objects.get().membership_id == row.pk

    services.unrelease(draft=draft, version=draft.version, by=ledger.staff, row=row)

    assert not Release.objects.exists()


def test_released_member_gets_no_cell_in_that_draft():
    ledger = make_ledger()
    draft = services.create_draft(
        committee=ledger.district.committee, subject="Sửa đổi", by=ledger.staff, today=TODAY, nature="amending",
        amends=ledger.decision,
    )  # fmt: skip
    row = Membership.objects.get(person=ledger.lan)
    services.release(draft=draft, version=draft.version, by=ledger.staff, row=row)

    with pytest.raises(services.NotAMember):
        services.assign_cells(
            draft=draft, version=draft.version, by=ledger.staff, task_force=ledger.team_1,
            cells=[ledger.district.na_ao_2], person=ledger.lan,
        )  # fmt: skip


def test_amendment_of_an_amendment_amends_the_base():
    ledger = make_ledger()
    facts = {"committee": ledger.district.committee, "by": ledger.staff, "today": TODAY, "nature": "amending"}
    first = services.create_draft(subject="Một", amends=ledger.decision, **facts)
    services.assign_cells(
        draft=first, version=1, by=ledger.staff, task_force=ledger.team_1, cells=[ledger.district.na_ao_2],
        person=ledger.lan,
    )  # fmt: skip
    first = services.issue_decision(
        decision=first, version=2, number=800, signed_on=TODAY, takes_effect_on=TODAY, by=ledger.staff, today=TODAY
    )

    second = services.create_draft(subject="Hai", amends=first, **facts)

    assert second.amends_id == ledger.decision.pk


@pytest.mark.parametrize("use", ["amends", "replaces", "copy_from"])
def test_draft_is_neither_amended_nor_replaced_nor_copied(use, ledger):
    named = [ledger.decision] if use == "replaces" else ledger.decision
    nature = "amending" if use == "amends" else "base"

    with pytest.raises(services.NotInForce):
        services.create_draft(
            committee=ledger.district.committee, subject="Khác", by=ledger.staff, today=TODAY, nature=nature,
            **{use: named},
        )  # fmt: skip
