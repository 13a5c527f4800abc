"""The table of a draft: small steps, each with the version that its sender saw; what is in sight beside it."""

import pytest
from django.urls import reverse

from taskforces import services
from taskforces.models import Assignment, Charge, Coverage, Decision, DecisionRule, Membership, Release, TaskForce
from tests.factories import PersonFactory, make_user

HTMX = {"HX-Request": "true"}


def url(name, *args):
    return reverse(f"taskforces:{name}", args=args)


@pytest.fixture
def draft(ledger, staff) -> Decision:
    """Begun on the page from what 706 has in force."""
    facts = {"start": ledger.decision.pk, "paper": "QĐ", "subject": "Về việc kiện toàn"}
    answer = staff.post(url("draft_new"), facts)
    return Decision.objects.get(pk=answer.headers["Location"].split("/")[2])


@pytest.fixture
def team(draft) -> TaskForce:
    return TaskForce.objects.get(decision=draft, number=1)


@pytest.fixture
def amending(ledger, staff) -> Decision:
    facts = {"paper": "QĐ", "subject": "Về việc sửa đổi, bổ sung"}
    answer = staff.post(url("draft_amend", ledger.decision.pk), facts)
    return Decision.objects.get(pk=answer.headers["Location"].split("/")[2])


def version(draft) -> int:
    return Decision.objects.get(pk=draft.pk).version


def say(client, draft, team, cells, say, *, seen=None, **facts):
    given = {"visits": 1, "visits_per": "month", "capacity": "in_charge"} | facts
    data = {"version": version(draft) if seen is None else seen, "cells": [c.pk for c in cells], "say": say, **given}
    return client.post(url("draft_cells", draft.pk, team.pk), data, headers=HTMX)


def test_draft_from_what_is_in_force_changes_nothing_yet(draft, ledger, staff):
    answer = staff.get(url("draft_detail", draft.pk))

    difference, desk = answer.context["difference"], answer.context["desk"]
    assert (len(difference.comes), len(difference.goes), len(difference.moves)) == (0, 0, 0)
    assert [(t.row.number, t.members, t.cells, t.named, t.left, t.outside, t.forgotten) for t in desk.teams] == [
        (1, 2, 2, 1, 1, 0, 0),
        (2, 2, 3, 1, 0, 1, 1),
    ]
    assert [cell.name for cell, _team in desk.forgotten] == ["Chi bộ thôn Bản Quyền"]
    assert list(draft.replaces.all()) == [ledger.decision]


def test_draft_from_nothing_names_the_next_step(ledger, staff):
    answer = staff.post(url("draft_new"), {"start": "", "paper": "QĐ", "subject": "Mới"}, follow=True)

    assert "Dự thảo chưa có tổ công tác." in answer.content.decode()
    assert Decision.objects.drafts().get().replaces.count() == 0


def test_draft_shows_broken_rules_with_their_numbers(draft, staff):
    sentences = [breach.sentence for breach in staff.get(url("draft_detail", draft.pk)).context["desk"].breaches]

    assert "Tổ công tác số 1 có 2 thành viên (quy tắc: 10–15)." in sentences
    assert "Đồng chí Nông Văn An phụ trách 0 chi bộ (quy tắc: 1–2)." in sentences


def test_many_cells_are_given_at_once(draft, team, ledger, staff):
    cells = [ledger.district.na_ao_1, ledger.district.na_ao_2]

    answer = say(staff, draft, team, cells, "person", person=ledger.an.pk, visits=2, visits_per="quarter")

    rows = Assignment.objects.filter(decision=draft, task_force=team)
    assert {(row.cell_id, row.person_id, row.visits, row.visits_per) for row in rows} == {
        (cell.pk, ledger.an.pk, 2, "quarter") for cell in cells
    }
    moves = answer.context["difference"].moves
    assert [(line.label, line.before, line.after) for line in moves] == [
        ("Chi bộ thôn Nà Ao 1 (Đảng bộ xã Đề Thám)", "Nông Văn Lan, 1 lần mỗi tháng", "Nông Văn An, 2 lần mỗi quý"),
        ("Chi bộ thôn Nà Ao 2 (Đảng bộ xã Đề Thám)", "giao tổ phụ trách chung", "Nông Văn An, 2 lần mỗi quý"),
    ]
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("kind", ["team", "out_of_scope"])
def test_cells_are_left_to_the_team_or_out_of_scope(draft, team, ledger, staff, kind):
    say(staff, draft, team, [ledger.district.na_ao_1], kind)

    rows = Coverage.objects.filter(decision=draft, cell=ledger.district.na_ao_1)
    assert [row.kind for row in rows] == [kind]
    assert not Assignment.objects.filter(decision=draft, cell=ledger.district.na_ao_1).exists()


def test_cells_taken_back_are_forgotten(draft, team, ledger, staff):
    answer = say(staff, draft, team, [ledger.district.na_ao_1], "clear")

    names = [cell.name for cell, _team in answer.context["desk"].forgotten]
    assert names == ["Chi bộ thôn Nà Ao 1", "Chi bộ thôn Bản Quyền"]


def test_without_script_a_step_leads_back_to_the_team(draft, team, ledger, staff):
    data = {"version": draft.version, "cells": [ledger.district.na_ao_1.pk], "say": "team"}

    answer = staff.post(url("draft_cells", draft.pk, team.pk), data)

    assert answer.status_code == 302
    assert answer.headers["Location"] == url("draft_team", draft.pk, team.pk)


def test_second_of_two_is_told_who_was_faster_and_writes_nothing(draft, team, ledger, staff, as_user):
    seen = draft.version
    colleague = as_user(make_user("staff", ledger.district.committee, username="dong.nghiep"))
    say(colleague, draft, team, [ledger.district.na_ao_1], "team", seen=seen)

    answer = say(staff, draft, team, [ledger.district.na_ao_1], "out_of_scope", seen=seen)

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Dự thảo đã được dong.nghiep sửa lúc" in text
    assert "Tải lại" in text
    assert Coverage.objects.get(decision=draft, cell=ledger.district.na_ao_1).kind == "team"


def test_step_sent_twice_is_refused_the_second_time(draft, team, ledger, staff):
    seen = draft.version

    codes = [say(staff, draft, team, [ledger.district.na_ao_1], "team", seen=seen).status_code for _ in range(2)]

    assert codes == [200, 409]


def test_cells_of_another_team_are_refused(draft, team, ledger, staff):
    answer = say(staff, draft, team, [ledger.district.ban_lang], "team")

    assert answer.status_code == 422
    assert not Coverage.objects.filter(decision=draft, cell=ledger.district.ban_lang).exists()


def test_nothing_chosen_is_said_in_words(draft, team, staff):
    answer = say(staff, draft, team, [], "team")

    assert answer.status_code == 422
    assert "Đề nghị chọn ít nhất một chi bộ rồi bấm nút." in answer.content.decode()


def test_member_is_found_put_in_changed_and_taken_out(draft, team, ledger, staff):
    person = PersonFactory(committee=ledger.district.committee, given_name="Thuỷ")
    found = staff.get(url("draft_member_find", draft.pk, team.pk) + "?q=THUY").context["rows"]
    put = url("draft_member_put", draft.pk, team.pk, person.pk)
    facts = {"role": "deputy", "rank_order": "", "printed_title": "Uỷ viên Ban Thường vụ"}

    staff.post(put, facts | {"version": version(draft)})
    row = Membership.objects.get(decision=draft, person=person)
    staff.post(put, facts | {"version": version(draft), "rank_order": "2", "role": "member"})
    changed = Membership.objects.get(pk=row.pk)
    staff.post(url("draft_member_remove", draft.pk, team.pk, row.pk), {"version": version(draft)})

    assert [line.person for line in found] == [person]
    assert (row.role, row.rank_order, row.printed_title) == ("deputy", 3, "Uỷ viên Ban Thường vụ")
    assert (changed.role, changed.rank_order) == ("member", 2)
    assert not Membership.objects.filter(pk=row.pk).exists()


def test_organizations_move_between_teams_of_the_draft(draft, team, ledger, staff):
    wanted = [ledger.district.de_tham.pk, ledger.district.court.pk]

    staff.post(url("draft_charges", draft.pk, team.pk), {"version": draft.version, "organizations": wanted})

    rows = Charge.objects.filter(decision=draft).values_list("task_force__number", "organization_id")
    assert set(rows) == {(1, wanted[0]), (1, wanted[1]), (2, ledger.district.cao_minh.pk)}
    assert not Coverage.objects.filter(decision=draft, cell=ledger.district.court).exists()


def test_team_is_laid_down_renamed_and_removed(draft, staff):
    made = staff.post(url("draft_team_new", draft.pk), {"version": version(draft), "number": "3", "name": ""})
    team = TaskForce.objects.get(decision=draft, number=3)
    staff.post(
        url("draft_team_edit", draft.pk, team.pk), {"version": version(draft), "number": "9", "name": "Tổ lưu động"}
    )
    renamed = TaskForce.objects.get(pk=team.pk)
    staff.post(url("draft_team_remove", draft.pk, team.pk), {"version": version(draft)})

    assert made.headers["Location"] == url("draft_team", draft.pk, team.pk)
    assert (renamed.number, renamed.name) == (9, "Tổ lưu động")
    assert not TaskForce.objects.filter(pk=team.pk).exists()


def test_team_with_a_taken_number_is_refused_at_the_field(draft, staff):
    answer = staff.post(url("draft_team_new", draft.pk), {"version": version(draft), "number": "1", "name": ""})

    assert answer.status_code == 200
    assert "Quyết định đã có tổ mang số này." in answer.content.decode()


def test_facts_and_rules_are_changed(draft, staff):
    facts = {
        "paper": "TB",
        "subject": "Trích yếu mới",
        "basis": "Kết luận 5",
        "takes_effect_on": "1/3/2020",
        "replaces": [],
    }
    staff.post(url("draft_facts", draft.pk), facts | {"version": version(draft)})
    bounds = {"mode": "block", "minimum": "2", "maximum": ""}
    rules = {f"{code}-{name}": value for code, _label in DecisionRule.Code.choices for name, value in bounds.items()}
    staff.post(url("draft_rules", draft.pk), rules | {"version": version(draft)})

    now = Decision.objects.get(pk=draft.pk)
    assert (now.paper, now.subject, now.basis, f"{now.takes_effect_on}") == (
        "TB",
        "Trích yếu mới",
        "Kết luận 5",
        "2020-03-01",
    )
    assert now.replaces.count() == 0
    assert set(now.rules.values_list("mode", "minimum", "maximum")) == {("block", 2, None)}


def test_rule_with_crossed_bounds_is_refused_at_the_field(draft, staff):
    rules = {f"{code}-mode": "warn" for code, _label in DecisionRule.Code.choices}
    crossed = rules | {"team_size-minimum": "15", "team_size-maximum": "10", "version": version(draft)}

    answer = staff.post(url("draft_rules", draft.pk), crossed)

    assert "Số nhiều nhất nhỏ hơn số ít nhất." in answer.content.decode()


def test_draft_is_discarded_with_all_its_rows(draft, staff):
    staff.post(url("draft_discard", draft.pk), {"version": version(draft)})

    assert not Decision.objects.drafts().exists()
    assert not Membership.objects.filter(starts_on=None).exists()


def test_amending_draft_shows_what_stands_and_marks_what_changes(amending, ledger, staff):
    say(staff, amending, ledger.team_1, [ledger.district.na_ao_1], "person", person=ledger.an.pk)

    answer = staff.get(url("draft_team", amending.pk, ledger.team_1.pk))

    (row,) = answer.context["team"].organizations
    assert [(cell.cell.name, cell.before, cell.name, cell.own) for cell in row.cells] == [
        ("Chi bộ thôn Nà Ao 1", "Nông Văn Lan", "Nông Văn An", True),
        ("Chi bộ thôn Nà Ao 2", "giao tổ phụ trách chung", "", False),
    ]
    assert len(answer.context["difference"].moves) == 1


def test_amending_draft_lets_a_member_go_and_takes_it_back(amending, ledger, staff):
    row = Membership.objects.get(task_force=ledger.team_1, person=ledger.lan)
    address = url("draft_release", amending.pk, ledger.team_1.pk)
    facts = {"kind": "membership", "row": row.pk}

    gone = staff.post(address, facts | {"version": version(amending)}, headers=HTMX)
    released = Release.objects.filter(decision=amending, membership=row).count()
    back = staff.post(address, facts | {"version": version(amending), "undo": "1"}, headers=HTMX)

    assert [member.person for member in gone.context["team"].gone] == [ledger.lan]
    assert released == 1
    assert back.context["team"].gone == []
    assert not Release.objects.exists()


def test_release_of_something_unknown_is_not_there(amending, ledger, staff):
    address = url("draft_release", amending.pk, ledger.team_1.pk)

    assert staff.post(address, {"version": 1, "kind": "decision", "row": 1}).status_code == 404
    assert staff.post(address, {"version": 1, "kind": "membership", "row": "x"}).status_code == 404


def test_draft_pages_answer_the_staff_of_the_committee_alone(draft, team, staff, reader, member, stranger):
    pages = [
        url("draft_new"),
        url("draft_detail", draft.pk),
        url("draft_facts", draft.pk),
        url("draft_rules", draft.pk),
        url("draft_issue", draft.pk),
        url("draft_discard", draft.pk),
        url("draft_team_new", draft.pk),
        url("draft_team", draft.pk, team.pk),
        url("draft_team_edit", draft.pk, team.pk),
        url("draft_charges", draft.pk, team.pk),
        url("draft_member_find", draft.pk, team.pk),
    ]

    def codes(client):
        return {page: client.get(page).status_code for page in pages}

    assert codes(staff) == dict.fromkeys(pages, 200)
    assert codes(reader) == codes(member) == dict.fromkeys(pages, 404)
    assert codes(stranger) == dict.fromkeys(pages, 404) | {url("draft_new"): 200}


def test_issued_decision_has_no_table_any_more(draft, ledger, staff):
    services.discard_draft(draft=draft, version=draft.version, by=ledger.staff)

    assert staff.get(url("draft_detail", ledger.decision.pk)).status_code == 404


@pytest.mark.parametrize("more", [0, 3])
def test_team_of_a_draft_asks_the_same_number_of_queries(team, ledger, staff, django_assert_num_queries, more):
    draft = Decision.objects.get(pk=team.decision_id)
    for person in PersonFactory.create_batch(more, committee=ledger.district.committee):
        services.put_member(draft=draft, version=version(draft), by=ledger.staff, task_force=team, person=person)
        draft.refresh_from_db()

    with django_assert_num_queries(34):
        staff.get(url("draft_team", draft.pk, team.pk))
