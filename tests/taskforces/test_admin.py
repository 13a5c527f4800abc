"""The ledger in the admin site: looked at, never edited; Điều chỉnh phân công by the same service as the pages."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.models import Role
from taskforces.models import Assignment
from taskforces.reports.answers import who_answers
from tests.factories import AssignmentFactory, make_user

DAY = dt.date(2019, 9, 13)
MODELS = ["decision", "taskforce", "membership", "charge", "coverage", "assignment", "delegation"]


@pytest.fixture
def administrator(ledger, as_user):
    return as_user(make_user(Role.ADMINISTRATOR, ledger.district.committee))


def url(name, *args):
    return reverse(f"admin:taskforces_{name}", args=args)


@pytest.mark.parametrize("model", MODELS)
def test_ledger_is_listed_and_cannot_be_added_to_or_changed(ledger, administrator, model):
    answer = administrator.get(url(f"{model}_changelist"))

    assert answer.status_code == 200
    assert answer.context["cl"].model_admin.has_add_permission(answer.wsgi_request) is False
    assert answer.context["cl"].model_admin.has_change_permission(answer.wsgi_request) is False
    assert answer.context["cl"].model_admin.has_delete_permission(answer.wsgi_request) is False


def test_assignment_sent_to_its_page_is_not_changed(ledger, administrator):
    row = ledger.assignment(ledger.district.na_ao_1)

    answer = administrator.post(url("assignment_change", row.pk), {"person": ledger.an.pk, "visits": 9})

    row.refresh_from_db()
    assert answer.status_code == 405
    assert (row.person_id, row.visits) == (ledger.lan.pk, 1)


def test_assignments_are_found_by_the_cell_s_name_without_tones(ledger, administrator):
    rows = administrator.get(url("assignment_changelist") + "?q=NA AO").context["cl"].result_list

    assert [(row.organization_name, row.person_id) for row in rows] == [("Chi bộ thôn Nà Ao 1", ledger.lan.pk)]


def test_history_of_an_assignment_says_who_recorded_it(ledger, administrator):
    row = ledger.assignment(ledger.district.na_ao_1)

    text = administrator.get(url("assignment_history", row.pk)).content.decode()

    assert "ghi nhận ban hành" in text
    assert ledger.staff.username in text


def test_action_leads_to_the_step_with_the_cells_chosen(ledger, administrator):
    row = ledger.assignment(ledger.district.na_ao_1)

    answer = administrator.post(
        url("assignment_changelist"), {"action": "choose_for_reassigning", "_selected_action": [row.pk]}
    )
    step = administrator.get(answer.headers["Location"])

    assert answer.headers["Location"] == url("assignment_reassign") + f"?cells={row.cell_id}"
    assert step.context["form"]["cells"].value() == [row.cell_id]


def test_member_is_reassigned_after_a_preview(ledger, administrator):
    facts = {
        "cells": [ledger.district.na_ao_1.pk], "person": ledger.an.pk, "takes_effect_on": "13/9/2019",
        "basis": "Kết luận 5", "reason": "đi học", "how": "signed", "number": "800", "symbol": "QĐ/HU", "term": "XVIII",
        "signed_on": "13/9/2019", "signer_title": "BÍ THƯ", "signer_name": "Nguyễn Văn A",
    }  # fmt: skip
    address = url("assignment_reassign") + f"?cells={ledger.district.na_ao_1.pk}"

    looked = administrator.post(address, facts | {"step": "preview"})
    before = Assignment.objects.count()
    answer = administrator.post(address, facts | {"step": "record", "seen": looked.context["preview"]["seen"]})

    assert before == 2
    assert answer.status_code == 302
    assert who_answers(ledger.district.na_ao_1.pk, DAY).person == ledger.an
    assert who_answers(ledger.district.na_ao_1.pk, dt.date(2019, 9, 12)).person == ledger.lan


def test_cells_of_several_teams_are_told_apart(ledger, administrator):
    cells = f"?cells={ledger.district.na_ao_1.pk}&cells={ledger.district.ban_lang.pk}"

    answer = administrator.get(url("assignment_reassign") + cells)

    assert "Có chi bộ thuộc tổ khác. Đề nghị điều chỉnh riêng từng tổ." in answer.content.decode()


def test_others_do_not_find_the_ledger_in_the_admin_site(ledger, staff, reader, member, stranger):
    addresses = [url(f"{model}_changelist") for model in MODELS] + [url("assignment_reassign")]

    for client in (staff, reader, member, stranger):
        assert {client.get(address).status_code for address in addresses} == {404}


def test_rows_of_another_committee_are_not_there(ledger, as_user):
    other = as_user(make_user(Role.ADMINISTRATOR))
    row = ledger.assignment(ledger.district.na_ao_1)

    assert list(other.get(url("assignment_changelist")).context["cl"].result_list) == []
    assert other.get(url("assignment_change", row.pk)).status_code == 404
    assert other.get(url("assignment_history", row.pk)).status_code == 404


def test_drafts_are_not_shown_to_who_does_not_draft(ledger, administrator):
    AssignmentFactory(task_force__decision__committee=ledger.district.committee)

    rows = administrator.get(url("assignment_changelist")).context["cl"].result_list

    assert {row.starts_on for row in rows} == {dt.date(2018, 10, 10)}
