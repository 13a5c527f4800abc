"""Ghi nhận ban hành, bãi bỏ, đính chính, điều chỉnh phân công, uỷ quyền: looked at first, then recorded."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from taskforces import services
from taskforces.models import Assignment, Coverage, Decision, Delegation, Membership
from taskforces.reports.answers import By, who_answers
from tests.factories import make_user

DAY = dt.date(2019, 9, 13)
PAPER = {
    "number": "997",
    "symbol": "QĐ/HU",
    "term": "XVIII",
    "signed_on": "13/9/2019",
    "signer_title": "T/M BAN THƯỜNG VỤ – BÍ THƯ",
    "signer_name": "Nguyễn Văn A",
}


def url(name, *args):
    return reverse(f"taskforces:{name}", args=args)


def pdf(name="997.pdf") -> SimpleUploadedFile:
    writer, kept = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(kept)
    return SimpleUploadedFile(name, kept.getvalue(), "application/pdf")


@pytest.fixture
def draft(ledger) -> Decision:
    return services.create_draft(
        committee=ledger.district.committee, subject="Kiện toàn", by=ledger.staff, today=DAY, copy_from=ledger.decision
    )


def issue(client, draft, step, seen="2019-09-13", **facts):
    given = PAPER | {"version": draft.version, "takes_effect_on": "13/9/2019", "step": step} | facts
    return client.post(url("draft_issue", draft.pk), given | ({"seen": seen} if step == "record" else {}))


def test_issue_is_looked_at_first_and_writes_nothing(draft, ledger, staff):
    answer = issue(staff, draft, "preview")

    preview = answer.context["preview"]
    assert [str(row) for row in preview["decisions"]] == ["706-QĐ/HU"]
    assert preview["forgotten"] == ["Chi bộ thôn Bản Quyền (Đảng bộ xã Cao Minh)"]
    assert preview["touched"].first_day == DAY
    assert Decision.objects.get(pk=draft.pk).state == "draft"


def test_issue_recorded_ends_what_it_replaces_the_day_before(draft, ledger, staff):
    answer = issue(staff, draft, "record")

    cell = ledger.district.na_ao_1.pk
    assert answer.headers["Location"] == url("decision_detail", draft.pk)
    assert str(who_answers(cell, DAY).decision) == "997-QĐ/HU"
    assert str(who_answers(cell, dt.date(2019, 9, 12)).decision) == "706-QĐ/HU"


def test_issue_for_another_day_than_the_one_looked_at_is_shown_again(draft, staff):
    answer = issue(staff, draft, "record", takes_effect_on="1/10/2019")

    assert answer.context["preview"]["day"] == dt.date(2019, 10, 1)
    assert Decision.objects.get(pk=draft.pk).state == "draft"


def test_issue_sent_twice_is_recorded_once(draft, staff):
    codes = [issue(staff, draft, "record").status_code for _ in range(2)]

    assert codes == [302, 404]
    assert Decision.objects.issued().filter(number=997).count() == 1


def test_issue_of_a_draft_changed_meanwhile_is_refused_in_words(draft, ledger, staff):
    seen = draft.version
    services.change_draft(draft=draft, version=seen, by=ledger.staff, subject="Khác")
    draft.version = seen

    answer = issue(staff, draft, "record")

    assert answer.status_code == 409
    assert f"Dự thảo đã được {ledger.staff.username} sửa lúc" in answer.content.decode()


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"number": "706"}, "__all__", "Đã có văn bản cùng loại, cùng nhiệm kỳ mang số này."),
        ({"signed_on": "31/9/2019"}, "signed_on", "Ngày 31/9/2019 không có trong lịch."),
        ({"signed_on": "1/1/2999"}, "__all__", "Văn bản không thể ký ngày 1/1/2999: ngày đó chưa tới."),
        ({"scan": SimpleUploadedFile("x.pdf", b"no pdf")}, "scan", None),
    ],
)
def test_issue_refused_says_why_at_the_field(draft, staff, facts, field, sentence):
    answer = issue(staff, draft, "record", **facts)

    said = answer.context["form"].errors[field]
    assert sentence is None or said == [sentence]
    assert Decision.objects.get(pk=draft.pk).state == "draft"


def test_scan_is_kept_and_given_to_readers_alone(draft, staff, reader, stranger):
    issue(staff, draft, "record", scan=pdf())

    answer = reader.get(url("decision_scan", draft.pk))

    assert answer.headers["Content-Type"] == "application/pdf"
    assert 'filename="quyet-dinh-997-qd-hu.pdf"' in answer.headers["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert stranger.get(url("decision_scan", draft.pk)).status_code == 404


def test_scan_is_added_later_once(ledger, staff):
    address = url("decision_scan_add", ledger.decision.pk)

    first = staff.post(address, {"scan": pdf()})
    second = staff.post(address, {"scan": pdf()})

    assert first.status_code == 302
    assert second.context["form"].errors["__all__"] == ["Quyết định này đã có bản chụp."]


def test_decision_without_a_scan_has_nothing_to_download(ledger, staff):
    assert staff.get(url("decision_scan", ledger.decision.pk)).status_code == 404


def revoke(client, decision, step, **facts):
    given = {"how": "day", "last_day": "12/9/2019", "paper": "QĐ", "subject": "Bãi bỏ", "basis": "Kết luận 5"}
    return client.post(url("decision_revoke", decision.pk), PAPER | given | {"step": step} | facts)


def test_revocation_ends_everything_after_its_last_day(ledger, staff):
    checked = revoke(staff, ledger.decision, "check")
    before = Decision.objects.get(pk=ledger.decision.pk).ends_on
    answer = revoke(staff, ledger.decision, "record")

    ledger.decision.refresh_from_db()
    assert (checked.context["is_checked"], before) == (True, None)
    assert answer.status_code == 302
    assert ledger.decision.ends_on == dt.date(2019, 9, 12)
    assert who_answers(ledger.district.na_ao_1.pk, DAY).by is By.NOBODY


def test_revocation_from_the_beginning_leaves_no_answer_on_any_day(ledger, staff):
    revoke(staff, ledger.decision, "record", how="beginning", last_day="")

    ledger.decision.refresh_from_db()
    assert ledger.decision.state == "revoked"
    assert who_answers(ledger.district.na_ao_1.pk, dt.date(2019, 1, 1)).by is By.NOBODY


def test_revocation_without_a_day_says_so_at_the_field(ledger, staff):
    answer = revoke(staff, ledger.decision, "check", last_day="")

    assert answer.context["form"].errors["last_day"] == ["Đề nghị nhập ngày cuối quyết định còn hiệu lực."]


def test_decision_ended_without_a_successor_by_a_draft(ledger, staff):
    made = staff.post(url("draft_end", ledger.decision.pk), {"paper": "QĐ", "subject": "Chấm dứt"})
    draft = Decision.objects.drafts().get()
    shown = staff.get(made.headers["Location"])
    issue(staff, draft, "record")

    ledger.decision.refresh_from_db()
    assert len(shown.context["difference"].goes) > 0
    assert ledger.decision.ends_on == dt.date(2019, 9, 12)


def correct(client, row_kind, row, **facts):
    return client.post(url("row_correct", row_kind, row.pk), {"what": "right", "reason": "nhập nhầm"} | facts)


def test_correction_of_an_assignment_keeps_the_wrong_row_voided(ledger, staff):
    row = ledger.assignment(ledger.district.na_ao_1)
    facts = {"person": ledger.an.pk, "capacity": "in_charge", "visits": "2", "visits_per": "quarter"}

    answer = correct(staff, "assignment", row, **facts)

    row.refresh_from_db()
    now = ledger.assignment(ledger.district.na_ao_1)
    assert answer.status_code == 302
    assert (row.void_reason, row.voided_by_id) == ("nhập nhầm", ledger.staff.pk)
    assert (now.person_id, now.visits, now.visits_per, now.corrects_id) == (ledger.an.pk, 2, "quarter", row.pk)


def test_correction_that_changes_nothing_is_refused(ledger, staff):
    row = ledger.assignment(ledger.district.na_ao_1)
    facts = {"person": ledger.lan.pk, "capacity": "in_charge", "visits": "1", "visits_per": "month"}

    answer = correct(staff, "assignment", row, **facts)

    assert answer.context["form"].errors["__all__"] == ["Không có gì khác so với sổ."]


def test_correction_of_rows_of_each_kind(ledger, staff):
    member = Membership.objects.get(person=ledger.lan)
    said = Coverage.objects.get(cell=ledger.district.na_ao_2)
    charge = ledger.team_1.charges.get()
    membership = {"person": ledger.lan.pk, "role": "secretary", "rank_order": "2", "printed_title": "Thư ký"}

    correct(staff, "membership", member, **membership)
    correct(staff, "coverage", said, kind="out_of_scope")
    correct(staff, "charge", charge, task_force=ledger.team_2.pk)

    assert Membership.objects.live().get(person=ledger.lan).role == "secretary"
    assert Coverage.objects.live().get(cell=ledger.district.na_ao_2).kind == "out_of_scope"
    assert ledger.district.de_tham.charges.live().get().task_force_id == ledger.team_2.pk


def test_row_that_the_paper_does_not_hold_is_struck_out(ledger, staff):
    row = ledger.assignment(ledger.district.na_ao_1)
    facts = {"person": ledger.lan.pk, "capacity": "in_charge", "visits": "1", "visits_per": "month"}

    correct(staff, "assignment", row, what="strike", **facts)

    assert not Assignment.objects.live().filter(cell=ledger.district.na_ao_1).exists()


def test_correction_twice_finds_nothing_the_second_time(ledger, staff):
    row = ledger.assignment(ledger.district.na_ao_1)
    facts = {"person": ledger.an.pk, "capacity": "in_charge", "visits": "1", "visits_per": "month"}

    assert [correct(staff, "assignment", row, **facts).status_code for _ in range(2)] == [302, 404]


def test_correction_is_for_the_staff_and_for_known_kinds(ledger, staff, reader, member):
    row = ledger.assignment(ledger.district.na_ao_1)

    assert reader.get(url("row_correct", "assignment", row.pk)).status_code == 404
    assert member.get(url("row_correct", "assignment", row.pk)).status_code == 404
    assert staff.get(url("row_correct", "decision", row.pk)).status_code == 404


def reassign(client, ledger, step, **facts):
    given = {
        "cells": [ledger.district.na_ao_1.pk],
        "person": ledger.an.pk,
        "takes_effect_on": "13/9/2019",
        "basis": "Kết luận 5",
        "reason": "đi học",
        "how": "signed",
        "step": step,
        "seen": "2019-09-13",
    }
    return client.post(url("reassign") + f"?team={ledger.team_1.pk}", PAPER | given | facts)


def test_reassignment_is_looked_at_first_then_recorded_by_a_short_decision(ledger, staff):
    looked = reassign(staff, ledger, "preview")
    before = who_answers(ledger.district.na_ao_1.pk, DAY).person
    answer = reassign(staff, ledger, "record")

    assert [(str(line.was), str(line.becomes)) for line in looked.context["preview"]["lines"]] == [
        ("Nông Văn Lan", "Nông Văn An")
    ]
    assert before == ledger.lan
    now = who_answers(ledger.district.na_ao_1.pk, DAY)
    assert (now.person, str(now.decision), now.decision.amends_id) == (ledger.an, "997-QĐ/HU", ledger.decision.pk)
    assert answer.headers["Location"] == url("decision_detail", now.decision.pk)


def test_reassignment_into_a_draft_changes_nothing_in_force(ledger, staff):
    draft = services.create_draft(
        committee=ledger.district.committee, subject="Sửa đổi", by=ledger.staff, today=DAY, nature="amending",
        amends=ledger.decision,
    )  # fmt: skip

    reassign(staff, ledger, "record", how=f"{draft.pk}:{draft.version}", number="")

    assert Assignment.objects.get(decision=draft).person_id == ledger.an.pk
    assert who_answers(ledger.district.na_ao_1.pk, DAY).person == ledger.lan


def test_reassignment_to_who_has_the_cell_already_says_so(ledger, staff):
    answer = reassign(staff, ledger, "record", person=ledger.lan.pk)

    assert answer.context["preview"]["problems"] == [
        "Ngày 13/9/2019, đồng chí Nông Văn Lan đang phụ trách Chi bộ thôn Nà Ao 1 rồi."
    ]
    assert Decision.objects.count() == 1


def test_reassignment_by_a_signed_paper_needs_its_facts(ledger, staff):
    answer = reassign(staff, ledger, "preview", number="", signer_name="")

    assert answer.context["form"].errors == {
        "number": ["Quyết định đã ký phải có mục này."],
        "signer_name": ["Quyết định đã ký phải có mục này."],
    }


def test_reassignment_starts_from_a_cell(ledger, staff):
    answer = staff.get(url("reassign") + f"?cells={ledger.district.na_ao_1.pk}")

    assert answer.context["team"] == ledger.team_1
    assert answer.context["form"]["cells"].value() == [ledger.district.na_ao_1.pk]


def test_reassignment_is_for_staff_and_administrators(ledger, reader, member, as_user):
    administrator = as_user(make_user("administrator", ledger.district.committee))

    codes = [client.get(url("reassign")).status_code for client in (administrator, reader, member)]

    assert codes == [200, 404, 404]


@pytest.fixture
def deputy(ledger) -> Membership:
    row = Membership.objects.get(person=ledger.lan)
    return services.correct_membership(row=row, reason="nhầm", by=ledger.staff, role="deputy")


def delegate(client, ledger, deputy, **facts):
    given = {"membership": deputy.pk, "first_day": f"{timezone.localdate():%d/%m/%Y}", "last_day": ""}
    return client.post(url("team_delegate", ledger.team_1.pk), given | facts)


def test_deputy_acts_for_the_leader_until_it_is_ended(ledger, staff, member, deputy):
    before = member.get(url("team_delegate", ledger.team_1.pk)).status_code
    delegate(staff, ledger, deputy)
    acts = member.get(url("team_delegate", ledger.team_1.pk)).status_code
    row = Delegation.objects.get()
    staff.post(url("team_undelegate", ledger.team_1.pk, row.pk))

    row.refresh_from_db()
    assert (before, acts) == (404, 200)
    assert row.ends_on == timezone.localdate()


def test_delegation_twice_on_the_same_days_is_refused(ledger, staff, deputy):
    delegate(staff, ledger, deputy)

    answer = delegate(staff, ledger, deputy)

    assert answer.status_code == 200
    assert Delegation.objects.count() == 1
    assert "Đồng chí đã được uỷ quyền thay tổ trưởng vào thời gian đó." in answer.content.decode()


def test_delegation_that_ends_before_it_begins_is_refused_at_the_field(ledger, staff, deputy):
    answer = delegate(staff, ledger, deputy, last_day="1/1/2019")

    assert answer.context["form"].errors["last_day"] == ["Ngày cuối đứng trước ngày đầu."]


def test_who_leaves_holds_nothing_after_the_last_day(ledger, staff):
    page = staff.get(url("person_leave", ledger.lan.pk))
    facts = {"last_day": "12/9/2019", "basis": "Quyết định điều động số 12-QĐ/HU"}
    staff.post(url("person_leave", ledger.lan.pk), facts)

    assert page.context["cells"] == ["Chi bộ thôn Nà Ao 1 (Đảng bộ xã Đề Thám)"]
    assert Membership.objects.get(person=ledger.lan).ends_on == dt.date(2019, 9, 12)
    assert who_answers(ledger.district.na_ao_1.pk, DAY).by is By.TEAM
