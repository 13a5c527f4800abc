"""Triggers write who changed what, when, by which verb and why: of the services, of bulk writes and of raw SQL."""

import datetime as dt

import pytest
from django.db import connection

from accounts.history import history
from taskforces import services
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, TaskForce
from tests.factories import CoverageFactory, Ledger, make_ledger
from tests.taskforces.laws import refused, run

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY = dt.date(2019, 3, 1)


@pytest.fixture
def ledger() -> Ledger:
    return make_ledger()


def events(model, pk: int) -> list[tuple[str, str]]:
    """Label and verb of each event of a row, oldest first."""
    rows = model.pgh_event_model.objects.filter(pgh_obj_id=pk).order_by("pgh_id")
    return [(row.pgh_label, (row.pgh_context or {}).get("verb", "")) for row in rows]


def test_event_names_who_verb_reason_and_decision(ledger):
    row = ledger.assignment(ledger.district.na_ao_1)

    services.correct_assignment(row=row, reason="nhầm người", by=ledger.staff, person=ledger.an)

    last = Assignment.pgh_event_model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id").last()
    assert last.pgh_context == {
        "by": ledger.staff.pk,
        "name": ledger.staff.username,
        "verb": "correct",
        "reason": "nhầm người",
        "decision": ledger.decision.pk,
    }
    assert (last.void_reason, last.person_id) == ("nhầm người", ledger.lan.pk)


def test_issue_leaves_an_event_of_every_row(ledger):
    for model in (TaskForce, Membership, Charge, Assignment, Coverage):
        for pk in model.objects.values_list("pk", flat=True):
            assert events(model, pk)[-1] == ("update", "issue_decision")
    assert [verb for _label, verb in events(Decision, ledger.decision.pk)][-1] == "issue_decision"


def test_outermost_verb_is_written(ledger):
    made = services.reassign(
        cells=[ledger.district.na_ao_1], person=ledger.an, takes_effect_on=DAY, reason="chuyển", by=ledger.staff,
        today=DAY, committee=ledger.district.committee, number=800, signed_on=DAY,
    )  # fmt: skip

    assert {verb for _label, verb in events(Decision, made.pk)} == {"reassign"}


def test_bulk_and_raw_writes_are_written_too(ledger):
    draft = services.create_draft(committee=ledger.district.committee, subject="Khác", by=ledger.staff, today=DAY)
    team = TaskForce(decision=draft, number=1, recorded_by=ledger.staff)
    with history(by=ledger.staff, verb="bulk"):
        TaskForce.objects.bulk_create([team])
        TaskForce.objects.filter(pk=team.pk).update(name="Tổ một")
        run("UPDATE taskforces_taskforce SET number = 2 WHERE id = %s", team.pk)
        run("DELETE FROM taskforces_taskforce WHERE id = %s", team.pk)

    assert events(TaskForce, team.pk) == [
        ("insert", "bulk"),
        ("update", "bulk"),
        ("update", "bulk"),
        ("delete", "bulk"),
    ]


def test_raw_write_without_a_context_is_written_all_the_same(ledger):
    draft = services.create_draft(committee=ledger.district.committee, subject="Khác", by=ledger.staff, today=DAY)
    row = CoverageFactory(task_force__decision=draft, cell=ledger.district.na_ao_1)
    before = len(events(Coverage, row.pk))

    with connection.cursor() as cursor:
        cursor.execute("UPDATE taskforces_coverage SET kind = 'out_of_scope' WHERE id = %s", [row.pk])

    assert [label for label, _verb in events(Coverage, row.pk)][before:] == ["update"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM taskforces_assignmentevent",
        "UPDATE taskforces_assignmentevent SET person_id = 0",
        "INSERT INTO taskforces_decisionevent SELECT * FROM taskforces_decisionevent",
        "TRUNCATE taskforces_decisionevent",
    ],
)
def test_history_is_out_of_the_program_s_reach(statement, ledger):
    with refused() as seen:
        run(statement)

    assert seen.state == "42501"
