"""Đính chính, điều chỉnh phân công, uỷ quyền, chấm dứt: what happens to rows after the issue."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from orgs.models import Succession
from taskforces import services
from taskforces.models import Assignment, Charge, Coverage, Decision, Delegation, EndReason, Membership
from taskforces.reports.answers import By, who_answers
from tests.factories import FIRST_DAY_706, Ledger, SuccessionFactory, make_ledger

pytestmark = pytest.mark.django_db

DAY = dt.date(2019, 3, 1)
DAY_BEFORE = dt.date(2019, 2, 28)
PAPER = {"number": 800, "symbol": "QĐ/HU", "term": "XVIII", "signed_on": DAY}


@pytest.fixture
def ledger() -> Ledger:
    return make_ledger()


def reassign(ledger: Ledger, cells, person, **facts) -> Decision:  # type: ignore[no-untyped-def]
    given = {"takes_effect_on": DAY, "reason": "chuyển công tác", "today": DAY} | PAPER
    return services.reassign(
        cells=cells, person=person, by=ledger.staff, committee=ledger.district.committee, **(given | facts)
    )


def test_correction_voids_the_wrong_row_and_records_the_right_one(ledger):
    wrong = ledger.assignment(ledger.district.na_ao_1)

    right = services.correct_assignment(row=wrong, reason="nhầm người", by=ledger.staff, person=ledger.an, visits=2)

    wrong.refresh_from_db()
    assert (wrong.voided_by_id, wrong.void_reason, wrong.person_id) == (ledger.staff.pk, "nhầm người", ledger.lan.pk)
    assert (right.corrects_id, right.person_id, right.visits) == (wrong.pk, ledger.an.pk, 2)
    assert (right.starts_on, right.decision_id) == (FIRST_DAY_706, ledger.decision.pk)
    assert who_answers(ledger.district.na_ao_1.pk, DAY).person == ledger.an


def test_what_the_book_said_before_the_correction_can_be_asked(ledger):
    wrong = ledger.assignment(ledger.district.na_ao_1)
    services.correct_assignment(row=wrong, reason="nhầm người", by=ledger.staff, person=ledger.an)
    wrong.refresh_from_db()
    moment = wrong.voided_at - dt.timedelta(microseconds=1)

    rows = Assignment.objects.known_at(moment).during(DAY, DAY).filter(cell=ledger.district.na_ao_1)

    assert [row.person_id for row in rows] == [ledger.lan.pk]


def test_correction_of_an_ended_row_keeps_its_end(ledger):
    reassign(ledger, [ledger.district.na_ao_1], ledger.an)
    wrong = Assignment.objects.get(cell=ledger.district.na_ao_1, person=ledger.lan)

    right = services.correct_assignment(row=wrong, reason="nhầm số lần", by=ledger.staff, visits=4)

    assert (right.ends_on, right.end_reason, right.ended_under_id) == (
        DAY_BEFORE,
        EndReason.AMENDED,
        wrong.ended_under_id,
    )


def test_corrected_a_second_time_is_refused(ledger):
    wrong = ledger.assignment(ledger.district.na_ao_1)
    services.correct_assignment(row=wrong, reason="nhầm", by=ledger.staff, visits=2)

    with pytest.raises(services.NotCorrectable):
        services.correct_assignment(row=wrong, reason="nhầm", by=ledger.staff, visits=3)

    assert Assignment.objects.live().filter(cell=ledger.district.na_ao_1).count() == 1


def test_correction_that_meets_another_row_leaves_everything(ledger):
    row = ledger.assignment(ledger.district.na_ao_1)

    with pytest.raises(ValidationError) as refused:
        services.correct_assignment(row=row, reason="nhầm", by=ledger.staff, cell=ledger.district.ban_lang)

    assert refused.value.messages == ["Chi bộ này đã có đồng chí phụ trách vào thời gian đó. (từ 10/10/2018)"]
    row.refresh_from_db()
    assert row.voided_at is None


def test_each_kind_of_row_is_corrected(ledger):
    d = ledger.district
    member = services.correct_membership(
        row=Membership.objects.get(person=ledger.lan), reason="nhầm", by=ledger.staff, role="deputy"
    )
    charge = services.correct_charge(
        row=Charge.objects.get(organization=d.court), reason="nhầm", by=ledger.staff, task_force=ledger.team_1
    )
    coverage = services.correct_coverage(
        row=Coverage.objects.get(cell=d.na_ao_2), reason="nhầm", by=ledger.staff, kind="out_of_scope"
    )

    assert (member.role, charge.task_force_id, coverage.kind) == ("deputy", ledger.team_1.pk, "out_of_scope")


@pytest.mark.parametrize("fact", ["starts_on", "ends_on", "decision", "recorded_by"])
def test_days_and_paper_are_not_corrected(fact, ledger):
    with pytest.raises(TypeError):
        services.correct_assignment(
            row=ledger.assignment(ledger.district.na_ao_1), reason="nhầm", by=ledger.staff, **{fact: DAY}
        )


def test_row_that_the_paper_does_not_hold_is_struck(ledger):
    services.strike_row(row=ledger.assignment(ledger.district.na_ao_1), reason="không có", by=ledger.staff)

    assert who_answers(ledger.district.na_ao_1.pk, DAY).by == By.TEAM


def test_reassign_records_a_short_amending_decision(ledger):
    made = reassign(ledger, [ledger.district.na_ao_1, ledger.district.na_ao_2], ledger.an)

    assert (made.nature, made.amends_id, made.state, made.number) == ("amending", ledger.decision.pk, "issued", 800)
    assert who_answers(ledger.district.na_ao_1.pk, DAY_BEFORE).person == ledger.lan
    for cell in (ledger.district.na_ao_1, ledger.district.na_ao_2):
        found = who_answers(cell.pk, DAY)
        assert (found.person, found.decision) == (ledger.an, made)
    assert not Coverage.objects.on(DAY).filter(cell=ledger.district.na_ao_2).exists()


def test_reassign_keeps_how_often_the_cell_is_visited(ledger):
    row = ledger.assignment(ledger.district.na_ao_1)
    services.correct_assignment(row=row, reason="nhầm", by=ledger.staff, visits=2, visits_per="quarter")

    reassign(ledger, [ledger.district.na_ao_1], ledger.an)

    row = ledger.assignment(ledger.district.na_ao_1)
    assert (row.person_id, row.visits, row.visits_per) == (ledger.an.pk, 2, "quarter")


def test_reassign_into_a_chosen_draft_changes_nothing_today(ledger):
    draft = services.create_draft(
        committee=ledger.district.committee, subject="Sửa đổi", by=ledger.staff, today=DAY, nature="amending",
        amends=ledger.decision,
    )  # fmt: skip

    returned = reassign(ledger, [ledger.district.na_ao_1], ledger.an, draft=draft, version=draft.version, number=None)

    assert (returned.pk, returned.state) == (draft.pk, "draft")
    assert Assignment.objects.get(decision=draft).person_id == ledger.an.pk
    assert who_answers(ledger.district.na_ao_1.pk, DAY).person == ledger.lan


def test_reassign_into_a_draft_of_a_new_assignment_finds_the_team_that_continues(ledger):
    draft = services.create_draft(
        committee=ledger.district.committee, subject="Mới", by=ledger.staff, today=DAY, copy_from=ledger.decision
    )

    reassign(ledger, [ledger.district.na_ao_1], ledger.an, draft=draft, version=draft.version)

    row = Assignment.objects.select_related("task_force").get(decision=draft, cell=ledger.district.na_ao_1)
    assert (row.person_id, row.task_force.continues_id) == (ledger.an.pk, ledger.team_1.pk)


@pytest.mark.parametrize("what", ["stranger", "same", "none", "no number", "not yet"])
def test_reassign_refuses_with_a_sentence_and_writes_nothing(what, ledger):
    cell = ledger.district.na_ao_1
    cells, person, facts = [cell], ledger.an, {}
    if what == "stranger":
        person, words = ledger.minh, "Ngày 01/3/2019, đồng chí Nông Văn Minh không ở trong Tổ công tác số 1"
    elif what == "same":
        person, words = ledger.lan, "đang phụ trách Chi bộ thôn Nà Ao 1 rồi"
    elif what == "none":
        cells, words = [], "Đề nghị chọn ít nhất một chi bộ."
    elif what == "no number":
        facts, words = {"number": None}, "Đề nghị nhập số và ngày ký của quyết định."
    else:
        facts, words = {"takes_effect_on": dt.date(2018, 1, 1)}, "chưa có tổ nào phụ trách"

    with pytest.raises(services.CannotReassign) as refused:
        reassign(ledger, cells, person, **facts)

    assert words.replace("01/3", "1/3") in str(refused.value)
    assert Decision.objects.count() == 1


def test_preview_says_who_was_and_who_becomes(ledger):
    lines = services.preview_reassign(
        cells=[ledger.district.na_ao_1, ledger.district.na_ao_2], person=ledger.an, takes_effect_on=DAY
    )

    assert [(line.name, line.was, line.becomes, line.team, line.problem) for line in lines] == [
        ("Chi bộ thôn Nà Ao 1", ledger.lan, ledger.an, ledger.team_1, ""),
        ("Chi bộ thôn Nà Ao 2", None, ledger.an, ledger.team_1, ""),
    ]


def test_preview_is_constant_in_queries(ledger, django_assert_num_queries):
    d = ledger.district
    for cells in ([d.na_ao_1], d.cells):
        with django_assert_num_queries(4):
            services.preview_reassign(cells=cells, person=ledger.an, takes_effect_on=DAY)


def test_delegation_begins_and_ends(ledger):
    row = Membership.objects.get(person=ledger.lan)
    row = services.correct_membership(row=row, reason="nhầm", by=ledger.staff, role="deputy")
    given = services.delegate(membership=row, first_day=DAY, by=ledger.staff)
    with pytest.raises(ValidationError):
        services.delegate(membership=row, first_day=DAY, by=ledger.staff)

    services.undelegate(delegation=given, last_day=dt.date(2019, 4, 1), by=ledger.staff)
    services.undelegate(delegation=given, last_day=dt.date(2019, 5, 1), by=ledger.staff)

    assert Delegation.objects.get().ends_on == dt.date(2019, 4, 1)


def test_only_a_deputy_or_secretary_acts_for_the_leader(ledger):
    with pytest.raises(services.CannotDelegate):
        services.delegate(membership=Membership.objects.get(person=ledger.lan), first_day=DAY, by=ledger.staff)


def test_delegation_lies_inside_the_membership(ledger):
    row = Membership.objects.get(person=ledger.lan)
    row = services.correct_membership(row=row, reason="nhầm", by=ledger.staff, role="secretary")

    with pytest.raises(services.CannotDelegate):
        services.delegate(membership=row, first_day=dt.date(2018, 1, 1), by=ledger.staff)


def test_ended_organization_ends_what_stands_on_it(ledger):
    d = ledger.district
    event = SuccessionFactory(committee=d.committee, event=Succession.Event.END, takes_effect_on=DAY)

    for _ in range(2):  # a second time changes nothing
        services.end_for_succession(
            succession=event, organizations=[d.de_tham, d.na_ao_1, d.na_ao_2], last_day=DAY_BEFORE, by=ledger.staff
        )

    for row in (
        Charge.objects.get(organization=d.de_tham),
        Assignment.objects.get(cell=d.na_ao_1),
        Coverage.objects.get(cell=d.na_ao_2),
    ):
        assert (row.ends_on, row.end_reason, row.ended_by_event_id) == (DAY_BEFORE, "organization_ended", event.pk)
    assert Charge.objects.open().count() == 2


def test_what_would_begin_after_the_organization_ended_never_took_effect(ledger):
    made = reassign(ledger, [ledger.district.na_ao_1], ledger.an)
    event = SuccessionFactory(committee=ledger.district.committee, decision_number="12-QĐ/HU")

    services.end_for_succession(
        succession=event, organizations=[ledger.district.na_ao_1], last_day=dt.date(2019, 1, 1), by=ledger.staff
    )

    row = Assignment.objects.get(decision=made)
    assert row.void_reason.startswith("chưa từng có hiệu lực")
    assert Assignment.objects.get(decision=ledger.decision, cell=ledger.district.na_ao_1).ends_on == dt.date(2019, 1, 1)


def test_person_who_leaves_gives_his_cells_to_the_team(ledger):
    services.end_for_person(person=ledger.lan, last_day=DAY_BEFORE, basis="Quyết định điều động số 12", by=ledger.staff)

    found = who_answers(ledger.district.na_ao_1.pk, DAY)
    assert (found.by, found.team) == (By.TEAM, ledger.team_1)
    row = Membership.objects.get(person=ledger.lan)
    assert (row.ends_on, row.end_reason, row.end_basis) == (DAY_BEFORE, "person_left", "Quyết định điều động số 12")
