"""Rows once begun: never deleted, cleared, pushed back or rewritten, whoever writes and in whatever way."""

import datetime as dt

import pytest
from django.utils import timezone

from taskforces.models import Assignment, Charge, Coverage, Delegation, Membership, TaskForce
from tests.factories import FIRST_DAY_706, DelegationFactory, Ledger, make_ledger
from tests.taskforces.laws import owner_refused, refused, run
from tramgdinh.database.refusals import LAW_BROKEN

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MODELS = [TaskForce, Membership, Charge, Assignment, Coverage]
# A column of each that the paper lays down.
SAID = {
    TaskForce: {"number": 9},
    Membership: {"rank_order": 9},
    Charge: {"starts_on": dt.date(2018, 11, 1)},
    Assignment: {"visits": 9},
    Coverage: {"kind": "other"},
}
LAST_DAY = dt.date(2019, 1, 31)


@pytest.fixture
def ledger() -> Ledger:
    return make_ledger()


def end(model, row, ledger, last_day=LAST_DAY) -> None:
    model.objects.filter(pk=row.pk).update(ends_on=last_day, end_reason="replaced", ended_under=ledger.decision)


@pytest.mark.parametrize("model", MODELS)
def test_row_is_not_deleted_by_raw_sql(model, ledger):
    with refused() as seen:
        run(f"DELETE FROM {model._meta.db_table}")

    assert (seen.state, seen.law) == (LAW_BROKEN, "row_stays")


@pytest.mark.parametrize("model", MODELS)
def test_row_is_not_deleted_by_the_orm(model, ledger):
    row = model.objects.first()

    with refused() as seen:
        model.objects.filter(pk=row.pk)._raw_delete("default")

    assert seen.law == "row_stays"


@pytest.mark.parametrize("model", MODELS)
def test_row_is_not_rewritten_by_update(model, ledger):
    with refused() as seen:
        model.objects.update(**SAID[model])

    assert seen.law == "row_frozen"


@pytest.mark.parametrize("model", MODELS)
def test_row_is_not_rewritten_by_bulk_update(model, ledger):
    row = model.objects.first()
    ((column, value),) = SAID[model].items()
    setattr(row, column, value)

    with refused() as seen:
        model.objects.bulk_update([row], [column])

    assert seen.law == "row_frozen"


@pytest.mark.parametrize("column", ["decision_id", "recorded_by_id", "recorded_at"])
def test_what_was_recorded_is_not_moved_to_another_hand_or_paper(column, ledger):
    value = {"decision_id": ledger.decision.pk + 1, "recorded_by_id": 0, "recorded_at": timezone.now()}[column]

    with refused() as seen:
        run(f"UPDATE taskforces_assignment SET {column} = %s", value)

    assert seen.law == "row_frozen"


@pytest.mark.parametrize("model", MODELS)
def test_row_of_an_issued_decision_is_not_cleared_back_to_a_draft(model, ledger):
    with refused() as seen:
        model.objects.update(starts_on=None)

    assert seen.law == "row_frozen"


@pytest.mark.parametrize("model", MODELS)
def test_end_is_set_once_and_only_brought_forward(model, ledger):
    row = model.objects.first()
    if model is TaskForce:
        for child in (Membership, Charge, Assignment, Coverage):
            child.objects.update(ends_on=LAST_DAY, end_reason="replaced", ended_under=ledger.decision)
    end(model, row, ledger)

    for later in (dt.date(2019, 2, 28), None):
        with refused() as seen:
            model.objects.filter(pk=row.pk).update(ends_on=later)
        assert seen.law == "end_forward"
    with refused() as seen:
        model.objects.filter(pk=row.pk).update(end_reason="amended")
    assert seen.law == "row_frozen"


@pytest.mark.parametrize("model", MODELS)
def test_end_names_its_event(model, ledger):
    for facts in ({}, {"end_reason": "amended"}, {"ended_under": ledger.decision}, {"end_reason": "person_left"}):
        with refused() as seen:
            model.objects.filter(pk=model.objects.first().pk).update(ends_on=LAST_DAY, **facts)
        assert (seen.state, seen.law) == ("23514", f"{model._meta.model_name}_end")


@pytest.mark.parametrize("model", MODELS)
def test_last_day_lies_not_before_the_first(model, ledger):
    with refused() as seen:
        end(model, model.objects.first(), ledger, FIRST_DAY_706 - dt.timedelta(days=1))

    assert seen.law == f"{model._meta.model_name}_days"


@pytest.mark.parametrize("model", MODELS)
def test_void_needs_a_reason_and_happens_once(model, ledger):
    if model is TaskForce:
        for child in (Membership, Charge, Assignment, Coverage):
            child.objects.update(voided_at=timezone.now(), voided_by=ledger.staff, void_reason="nhầm tổ")
    rows = model.objects.filter(pk=model.objects.first().pk)
    with refused() as seen:
        rows.update(voided_at=timezone.now(), voided_by=ledger.staff)
    assert seen.law == "void_once"

    rows.update(voided_at=timezone.now(), voided_by=ledger.staff, void_reason="ghi nhầm")

    for facts in ({"voided_at": None, "voided_by": None, "void_reason": ""}, {"void_reason": "khác"}):
        with refused() as seen:
            rows.update(**facts)
        assert seen.law == "row_frozen"


def test_void_and_end_are_not_one_step(ledger):
    with refused() as seen:
        Assignment.objects.update(
            voided_at=timezone.now(), voided_by=ledger.staff, void_reason="nhầm", ends_on=LAST_DAY,
            end_reason="replaced", ended_under=ledger.decision, visits=3,
        )  # fmt: skip

    assert seen.law == "row_frozen"


@pytest.mark.parametrize("model", MODELS)
def test_row_is_added_to_an_issued_decision_only_as_a_correction(model, ledger):
    copy = model.objects.first()
    copy.pk = None

    with refused() as seen:
        model.objects.bulk_create([copy])

    assert seen.law == "only_by_correction"


def test_delegation_is_not_deleted_or_moved(ledger):
    deputy = Membership.objects.get(person=ledger.lan)
    row = DelegationFactory(membership=deputy, starts_on=FIRST_DAY_706, recorded_by=ledger.staff)

    with refused() as seen:
        run("DELETE FROM taskforces_delegation")
    assert seen.law == "row_stays"
    with refused() as seen:
        Delegation.objects.filter(pk=row.pk).update(starts_on=LAST_DAY)
    assert seen.law == "row_frozen"


TABLES = [
    *(model._meta.db_table for model in MODELS),
    "taskforces_decision",
    "taskforces_decisionrule",
    "taskforces_decision_replaces",
    "taskforces_release",
    "taskforces_delegation",
]


@pytest.mark.parametrize("table", TABLES)
def test_program_may_not_truncate(table, ledger):
    with refused() as seen:
        run(f"TRUNCATE {table} CASCADE")

    assert seen.state == "42501"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "ALTER TABLE taskforces_assignment DISABLE TRIGGER ALL",
        "DROP TRIGGER law_rewriting ON taskforces_assignment",
        "ALTER TABLE taskforces_assignment DROP CONSTRAINT one_in_charge",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION refuse(law text, detail text) RETURNS void LANGUAGE sql AS ''",
    ],
)
def test_program_owns_nothing(statement, ledger):
    with refused() as seen:
        run(statement)

    assert seen.state == "42501"


def test_switch_of_the_history_library_does_not_pass_the_laws(ledger):
    with refused() as seen:
        run("SELECT set_config('pgtrigger.ignore', '{law_rewriting,refuse_rewriting}', true)")
        run("DELETE FROM taskforces_assignment")

    assert seen.law == "row_stays"


@pytest.mark.django_db(transaction=True)
def test_owner_is_held_by_the_laws_too(owner_url):
    make_ledger()

    assert owner_refused(owner_url, "TRUNCATE taskforces_assignment CASCADE").law == "no_truncate"
    assert owner_refused(owner_url, "TRUNCATE taskforces_decision CASCADE").law == "no_truncate"
    for table in TABLES[:5]:
        assert owner_refused(owner_url, f"DELETE FROM {table}").law == "row_stays"
    assert owner_refused(owner_url, "UPDATE taskforces_assignment SET visits = 9").law == "row_frozen"
    assert owner_refused(owner_url, "DELETE FROM taskforces_decision").law == "decision_frozen"
    ignoring = "SET pgtrigger.ignore = '{law_rewriting}'"
    assert owner_refused(owner_url, "DELETE FROM taskforces_coverage", before=ignoring).law == "row_stays"
