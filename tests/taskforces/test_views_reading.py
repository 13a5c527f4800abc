"""Pages that are read: decisions, teams, people, who answered for a cell."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.models import AccessLog
from taskforces import services
from taskforces.models import Decision, Membership
from tests.factories import FIRST_DAY_706, DecisionFactory, PersonFactory, PostFactory, make_district, make_ledger

DAY = dt.date(2019, 9, 13)
PAPER = {"number": 997, "symbol": "QĐ/HU", "term": "XVIII", "signed_on": DAY, "takes_effect_on": DAY, "today": DAY}


def url(name, *args, **query):
    address = reverse(f"taskforces:{name}", args=args)
    return address + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def replace_706(ledger) -> Decision:
    draft = services.create_draft(
        committee=ledger.district.committee, subject="Kiện toàn", by=ledger.staff, today=DAY, copy_from=ledger.decision
    )
    return services.issue_decision(decision=draft, version=draft.version, by=ledger.staff, **PAPER)


def test_decision_list_shows_each_with_the_state_of_the_day(ledger, reader):
    replace_706(ledger)

    before = reader.get(url("decision_list", on="2019-09-12"))
    after = reader.get(url("decision_list", on="2019-09-13"))

    assert [(str(line.decision), line.standing) for line in before.context["lines"]] == [
        ("997-QĐ/HU", "not_yet"),
        ("706-QĐ/HU", "in_force"),
    ]
    assert [(str(line.decision), line.standing) for line in after.context["lines"]] == [
        ("997-QĐ/HU", "in_force"),
        ("706-QĐ/HU", "replaced"),
    ]
    assert "Hết hiệu lực, được thay thế bởi 997-QĐ/HU" in after.content.decode()


def test_decision_list_shows_drafts_to_those_who_draft_alone(ledger, staff, reader):
    services.create_draft(
        committee=ledger.district.committee, subject="Đang soạn", by=ledger.staff, today=DAY, nature="amending",
        amends=ledger.decision,
    )  # fmt: skip

    assert [line.decision.subject for line in staff.get(url("decision_list")).context["drafts"]] == ["Đang soạn"]
    assert "Đang soạn" not in reader.get(url("decision_list")).content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_decision_list_asks_the_same_number_of_queries(ledger, staff, django_assert_num_queries, more):
    DecisionFactory.create_batch(more, committee=ledger.district.committee)

    with django_assert_num_queries(6):
        staff.get(url("decision_list"))


def test_decision_detail_shows_the_paper_its_teams_and_cells(ledger, member):
    answer = member.get(url("decision_detail", ledger.decision.pk))

    teams = answer.context["teams"]
    assert [(team.row.number, len(team.members), team.named, len(team.left), len(team.outside)) for team in teams] == [
        (1, 2, 1, 1, 0),
        (2, 2, 1, 0, 1),
    ]
    assert [label.name for team in teams for label in team.forgotten] == ["Chi bộ thôn Bản Quyền"]
    assert "Chi bộ thôn Nà Ao 1" in answer.content.decode()


def test_decision_detail_of_a_draft_leads_to_the_table(ledger, staff, reader):
    draft = services.create_draft(committee=ledger.district.committee, subject="Mới", by=ledger.staff, today=DAY)

    assert staff.get(url("decision_detail", draft.pk)).headers["Location"] == url("draft_detail", draft.pk)
    assert reader.get(url("decision_detail", draft.pk)).status_code == 404


def test_decision_history_says_who_recorded_and_corrected(ledger, reader):
    row = ledger.assignment(ledger.district.na_ao_1)
    services.correct_assignment(row=row, reason="nhầm người", by=ledger.staff, person=ledger.an)

    entries = reader.get(url("decision_history", ledger.decision.pk)).context["entries"]

    assert (entries[0].by, entries[0].reason) == (ledger.staff.username, "nhầm người")
    assert "ghi nhận ban hành" in [entry.verb for entry in entries]


def test_team_list_counts_every_cell_once(ledger, reader):
    answer = reader.get(url("team_list"))

    assert [(t.row.number, t.leader.name, t.members, t.organizations) for t in answer.context["teams"]] == [
        (1, ledger.an.full_name, 2, 1),
        (2, ledger.binh.full_name, 2, 2),
    ]
    assert answer.context["totals"] == {
        "members": 4, "organizations": 3, "cells": 5, "named": 2, "left": 1, "outside": 1, "forgotten": 1,
    }  # fmt: skip


def test_team_list_of_a_day_before_the_first_decision_is_empty(ledger, reader):
    answer = reader.get(url("team_list", on="2018-10-09"))

    assert answer.context["teams"] == []
    assert "Ngày 9/10/2018 chưa có quyết định nào có hiệu lực." in answer.content.decode()


def test_team_list_asks_the_same_number_of_queries(ledger, reader, django_assert_num_queries):
    with django_assert_num_queries(10):
        reader.get(url("team_list"))


def test_member_sees_his_own_team_alone(ledger, member):
    assert [team.row.pk for team in member.get(url("team_list")).context["teams"]] == [ledger.team_1.pk]
    assert member.get(url("team_detail", ledger.team_1.pk)).status_code == 200
    assert member.get(url("team_detail", ledger.team_2.pk)).status_code == 404


def test_team_detail_lists_members_in_rank_order_with_their_cells(ledger, reader):
    team = reader.get(url("team_detail", ledger.team_1.pk)).context["team"]

    assert [(m.row.person.given_name, m.charged, [v.cell.name for v in m.cells]) for m in team.members] == [
        ("An", 0, []),
        ("Lan", 1, ["Chi bộ thôn Nà Ao 1"]),
    ]


def test_team_detail_of_an_ended_team_shows_its_last_day(ledger, reader):
    replace_706(ledger)

    answer = reader.get(url("team_detail", ledger.team_1.pk))

    assert (answer.context["day"], answer.context["is_moved"]) == (dt.date(2019, 9, 12), True)
    assert "12/9/2019" in answer.content.decode()


def test_person_list_searches_folded_and_filters(ledger, reader):
    ledger.an.family_name = "Đề"
    ledger.an.save()
    idle = PersonFactory(committee=ledger.district.committee, family_name="Đê")

    def found(**query):
        return {row.person.pk for row in reader.get(url("person_list", **query)).context["rows"]}

    assert found(q="DE") == found(q="Ðề") == {ledger.an.pk, idle.pk}
    assert found(q="de", serves="yes") == {ledger.an.pk}
    assert found(serves="no") == {idle.pk}
    assert found(team=ledger.team_2.pk) == {ledger.binh.pk, ledger.minh.pk}


def test_person_list_sorts_by_given_name_or_load(ledger, reader):
    rows = reader.get(url("person_list")).context["rows"]
    by_load = reader.get(url("person_list", sort="-load")).context["rows"]

    assert [row.person.given_name for row in rows] == ["An", "Bình", "Lan", "Minh"]
    assert [row.load for row in by_load] == [1, 1, 0, 0]


@pytest.mark.parametrize("more", [0, 3])
def test_person_list_asks_the_same_number_of_queries(ledger, reader, django_assert_num_queries, more):
    for person in PersonFactory.create_batch(more, committee=ledger.district.committee):
        PostFactory(person=person)

    with django_assert_num_queries(9):
        reader.get(url("person_list"))


def test_person_list_answers_htmx_with_the_rows_alone(ledger, reader):
    part = reader.get(url("person_list", q="lan"), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert "Nông Văn Lan" in part


def test_person_export_gives_what_the_screen_shows_and_is_logged(ledger, reader, tmp_path):
    answer = reader.get(url("person_export", q="lan"))

    kept = tmp_path / "list.xlsx"
    kept.write_bytes(answer.content)
    rows = CalamineWorkbook.from_path(kept).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert rows[4] == ["STT", "Họ và tên", "Chức vụ", "Cơ quan", "Tổ công tác, vai trò", "Số chi bộ phụ trách"]
    assert rows[5:] == [[1, "Nông Văn Lan", "", "", "Tổ công tác số 1: Thành viên", 1]]
    assert AccessLog.objects.filter(action="export").count() == 1


def test_person_detail_tells_where_he_served_under_what(ledger, reader):
    replace_706(ledger)

    service = reader.get(url("person_detail", ledger.lan.pk)).context["service"]

    assert [(str(s.row.decision), s.row.starts_on, s.row.ends_on, s.load) for s in service] == [
        ("997-QĐ/HU", DAY, None, 1),
        ("706-QĐ/HU", FIRST_DAY_706, dt.date(2019, 9, 12), 1),
    ]


def test_person_detail_is_for_ones_own_team(ledger, member):
    assert member.get(url("person_detail", ledger.an.pk)).status_code == 200
    assert member.get(url("person_detail", ledger.minh.pk)).status_code == 404


def test_cell_history_has_one_answer_for_every_day(ledger, reader):
    second = replace_706(ledger)

    answer = reader.get(url("cell_history", ledger.district.na_ao_1.pk, on="2019-09-12"))

    stretches = [stretch for stretch, _now in answer.context["stretches"]]
    assert [(s.first, s.last, s.row and s.row.decision_id) for s in stretches] == [
        (DAY, None, second.pk),
        (FIRST_DAY_706, dt.date(2019, 9, 12), ledger.decision.pk),
        (dt.date(2015, 1, 1), dt.date(2018, 10, 9), None),
    ]
    assert answer.context["answer"].decision == ledger.decision
    assert "Chưa có quyết định phân công" in answer.content.decode()


def test_organization_panel_is_a_part_for_htmx_and_a_page_without_script(ledger, member):
    address = url("organization_panel", ledger.district.de_tham.pk)

    part = member.get(address, headers={"HX-Request": "true"}).content.decode()
    page = member.get(address).content.decode()

    assert "<html" not in part
    assert "<html" in page
    assert "Tổ công tác số 1" in part


def test_cells_of_other_teams_are_not_there_for_a_member(ledger, member):
    assert member.get(url("cell_history", ledger.district.ban_lang.pk)).status_code == 404


def test_nothing_of_ours_exists_for_a_stranger(ledger, stranger):
    replace_706(ledger)
    row = ledger.decision
    addresses = [
        url("decision_detail", row.pk),
        url("decision_history", row.pk),
        url("decision_scan", row.pk),
        url("team_detail", ledger.team_1.pk),
        url("person_detail", ledger.lan.pk),
        url("cell_history", ledger.district.na_ao_1.pk),
        url("organization_panel", ledger.district.de_tham.pk),
        url("team_delegate", ledger.team_1.pk),
        url("person_leave", ledger.lan.pk),
        url("draft_amend", row.pk),
        url("decision_revoke", row.pk),
        url("row_correct", "membership", Membership.objects.first().pk),
    ]

    assert {address: stranger.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)


def test_lists_of_a_stranger_hold_nothing_of_ours(ledger, as_user):
    other = make_ledger(make_district())

    answer = as_user(other.staff).get(url("person_list"))

    assert {row.person.pk for row in answer.context["rows"]} == {
        p.pk for p in (other.an, other.lan, other.binh, other.minh)
    }


def test_today_is_the_calendar_outside_the_sample(reader, ledger):
    assert reader.get(url("team_list")).context["today"] == timezone.localdate()
