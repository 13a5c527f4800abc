"""What comes, goes and moves; what nobody was given; what backdating touches; the timeline; a cell's years."""

import datetime as dt

import pytest
from django.test import override_settings

from accounts.models import Role
from taskforces import services
from taskforces.models import Decision, Membership
from taskforces.reports.answers import By, who_answers
from taskforces.reports.cells import years_of
from taskforces.reports.coverage import coverage_of_draft, coverage_on
from taskforces.reports.differences import difference
from taskforces.reports.people import service_of
from taskforces.reports.timeline import Standing, timeline
from taskforces.reports.touched import Count, touched_by_backdating
from taskforces.scope import scope_of
from tests.factories import FIRST_DAY_706, Ledger, PersonFactory, make_ledger, make_user

pytestmark = pytest.mark.django_db

DAY = dt.date(2019, 9, 13)
DAY_BEFORE = dt.date(2019, 9, 12)
TODAY = dt.date(2020, 2, 20)


@pytest.fixture
def ledger() -> Ledger:
    return make_ledger()


def successor(ledger: Ledger) -> Decision:
    return services.create_draft(
        committee=ledger.district.committee, subject="997", by=ledger.staff, today=DAY_BEFORE,
        copy_from=ledger.decision,
    )  # fmt: skip


def amendment(ledger: Ledger) -> Decision:
    return services.create_draft(
        committee=ledger.district.committee, subject="Sửa đổi", by=ledger.staff, today=DAY,
        nature=Decision.Nature.AMENDING, amends=ledger.decision,
    )  # fmt: skip


def issue(draft: Decision, ledger: Ledger, day: dt.date = DAY, number: int = 997) -> Decision:
    return services.issue_decision(
        decision=draft, version=draft.version, number=number, symbol="QĐ/HU", signed_on=day, takes_effect_on=day,
        by=ledger.staff, today=TODAY,
    )  # fmt: skip


def does(draft: Decision, ledger: Ledger, verb, **facts) -> None:  # type: ignore[no-untyped-def]
    draft.refresh_from_db()
    verb(draft=draft, version=draft.version, by=ledger.staff, **facts)


def test_unchanged_copy_changes_nothing(ledger):
    found = difference(successor(ledger), DAY)

    assert (found.comes, found.goes, found.moves) == ([], [], [])
    assert not found


def test_difference_names_who_comes_goes_and_moves(ledger):
    draft = successor(ledger)
    d = ledger.district
    copied = {team.number: team for team in draft.taskforces.all()}
    son = PersonFactory(committee=d.committee, given_name="Sơn")
    does(draft, ledger, services.remove_member, membership=Membership.objects.get(decision=draft, person=ledger.lan))
    does(draft, ledger, services.put_member, task_force=copied[1], person=son)
    does(draft, ledger, services.put_member, task_force=copied[2], person=ledger.minh, role="deputy")
    does(draft, ledger, services.assign_cells, task_force=copied[1], cells=[d.na_ao_1], person=son)
    does(draft, ledger, services.unassign_cells, cells=[d.na_ao_2])
    does(draft, ledger, services.assign_cells, task_force=copied[2], cells=[d.ban_quyen], coverage="team")
    does(draft, ledger, services.put_charges, task_force=copied[2], organizations=[d.cao_minh])

    found = difference(draft, DAY)

    assert [(line.label, line.detail) for line in found.people.comes] == [
        ("Nông Văn Sơn", "Tổ công tác số 1, Thành viên")
    ]
    assert [line.label for line in found.people.goes] == ["Nông Văn Lan"]
    assert [(line.label, line.before, line.after) for line in found.people.moves] == [
        ("Nông Văn Minh", "Tổ công tác số 2, Thành viên", "Tổ công tác số 2, Tổ phó")
    ]
    assert [line.label for line in found.organizations.goes] == ["Chi bộ Toà án nhân dân huyện"]
    assert [(line.label, line.before, line.after) for line in found.cells.moves] == [
        ("Chi bộ thôn Nà Ao 1 (Đảng bộ xã Đề Thám)", "Nông Văn Lan, 1 lần mỗi tháng", "Nông Văn Sơn, 1 lần mỗi tháng")
    ]
    assert [line.label for line in found.cells.comes] == ["Chi bộ thôn Bản Quyền (Đảng bộ xã Cao Minh)"]
    assert len(found.cells.goes) == 2
    assert len(found.comes) == 2


def test_difference_of_an_amendment_is_only_what_it_touches(ledger):
    draft = amendment(ledger)
    does(
        draft,
        ledger,
        services.assign_cells,
        task_force=ledger.team_1,
        cells=[ledger.district.na_ao_2],
        person=ledger.an,
    )

    found = difference(draft, DAY)

    assert (found.comes, found.goes) == ([], [])
    assert [(line.before, line.after) for line in found.moves] == [
        ("giao tổ phụ trách chung", "Nông Văn An, 1 lần mỗi tháng")
    ]


def test_difference_is_constant_in_queries(ledger, django_assert_max_num_queries):
    draft = successor(ledger)

    with django_assert_max_num_queries(18):
        difference(draft, DAY)


def test_forgotten_cells_stand_apart(ledger):
    for report in (coverage_on(ledger.district.committee, DAY), coverage_of_draft(successor(ledger), DAY)):
        assert [line.cell.name for line in report.forgotten] == ["Chi bộ thôn Bản Quyền"]
        assert [line.cell.name for line in report.left] == ["Chi bộ thôn Nà Ao 2"]
        assert [line.cell.name for line in report.outside] == ["Chi bộ Toà án nhân dân huyện"]
        assert [line.cell.name for line in report.named] == ["Chi bộ thôn Nà Ao 1", "Chi bộ thôn Bản Lặng"]
        assert [line.team.number for line in report.forgotten] == [2]


def test_nothing_is_charged_before_the_first_decision(ledger):
    assert coverage_on(ledger.district.committee, dt.date(2018, 10, 9)).cells == 0


def witness(*, cell_ids, first_day, last_day):  # type: ignore[no-untyped-def]
    return [Count(f"buổi họp {first_day:%d/%m}–{last_day:%d/%m}", len(cell_ids))]


def test_backdating_tells_what_it_touches(ledger):
    draft = amendment(ledger)
    does(
        draft,
        ledger,
        services.assign_cells,
        task_force=ledger.team_1,
        cells=[ledger.district.na_ao_1],
        person=ledger.an,
    )

    with override_settings(BACKDATING_WITNESSES=["tests.taskforces.test_reports.witness"]):
        touched = touched_by_backdating(draft, DAY, TODAY)

    assert (touched.first_day, touched.last_day, touched.voided) == (DAY, dt.date(2020, 2, 19), 0)
    assert [line.label for line in touched.changes.moves] == ["Chi bộ thôn Nà Ao 1 (Đảng bộ xã Đề Thám)"]
    assert touched.counts == [Count("buổi họp 13/09–19/02", 1)]


def test_backdating_counts_what_never_took_effect(ledger):
    issue(successor(ledger), ledger)
    later = successor(ledger)
    later.replaces.set(Decision.objects.issued())

    with override_settings(BACKDATING_WITNESSES=[]):
        touched = touched_by_backdating(later, dt.date(2019, 5, 1), TODAY)

    assert touched.voided == 13
    assert touched.counts == [Count("dòng chưa từng có hiệu lực", 13)]


@pytest.mark.parametrize("day", [TODAY, dt.date(2020, 3, 1)])
def test_a_day_not_past_touches_nothing(day, ledger):
    assert touched_by_backdating(successor(ledger), day, TODAY) is None


def lines_of(user, day):  # type: ignore[no-untyped-def]
    return timeline(scope_of(user, TODAY), day)


def test_timeline_derives_the_states(ledger):
    new = issue(successor(ledger), ledger)
    draft = services.create_draft(committee=ledger.district.committee, subject="Nữa", by=ledger.staff, today=TODAY)

    lines = lines_of(ledger.staff, TODAY)
    earlier = lines_of(ledger.staff, DAY_BEFORE)

    assert [(line.decision, line.standing, line.label) for line in lines] == [
        (draft, Standing.DRAFT, "Dự thảo"),
        (new, Standing.IN_FORCE, "Đang có hiệu lực"),
        (ledger.decision, Standing.REPLACED, "Hết hiệu lực, được thay thế bởi 997-QĐ/HU"),
    ]
    assert [line.label for line in earlier[1:]] == [
        "Chưa có hiệu lực, có hiệu lực từ 13/9/2019",
        "Đang có hiệu lực, đến hết ngày 12/9/2019",
    ]


def test_timeline_puts_amendments_under_their_base_and_hides_drafts(ledger):
    draft = amendment(ledger)
    does(
        draft,
        ledger,
        services.assign_cells,
        task_force=ledger.team_1,
        cells=[ledger.district.na_ao_2],
        person=ledger.an,
    )
    amended = issue(draft, ledger, number=800)
    amendment(ledger)
    leader = make_user(Role.LEADER, ledger.district.committee)

    (line,) = lines_of(leader, TODAY)

    assert line.decision == ledger.decision
    assert [under.decision for under in line.amendments] == [amended]
    assert lines_of(make_user(Role.LEADER), TODAY) == []


def test_timeline_says_ended_without_a_successor_and_revoked(ledger):
    new = issue(successor(ledger), ledger)
    for decision, last_day, number in ((new, None, 998), (ledger.decision, dt.date(2019, 3, 1), 999)):
        services.revoke_decision(
            decision=decision, last_day=last_day, subject="Bãi bỏ", number=number, symbol="QĐ/HU", signed_on=DAY,
            by=ledger.staff, today=TODAY,
        )  # fmt: skip

    standings = {line.decision.pk: line.label for line in lines_of(ledger.staff, TODAY)}

    assert standings[new.pk] == "Bị bãi bỏ, chưa từng có hiệu lực"
    assert standings[ledger.decision.pk] == "Hết hiệu lực, chấm dứt theo 999-QĐ/HU"


def test_timeline_is_constant_in_queries(ledger, django_assert_num_queries):
    scope = scope_of(ledger.staff, TODAY)
    for _ in range(2):
        with django_assert_num_queries(1):
            timeline(scope, TODAY)
        amendment(ledger)


def test_years_of_a_cell_have_one_answer_for_every_day(ledger):
    draft = amendment(ledger)
    row = Membership.objects.get(person=ledger.lan)
    does(draft, ledger, services.release, row=row)
    issue(draft, ledger, number=800)
    cell = ledger.district.na_ao_1

    stretches = years_of(cell.pk)

    assert [(s.first, s.last, s.by) for s in stretches] == [
        (DAY, None, By.TEAM),
        (FIRST_DAY_706, DAY_BEFORE, By.MEMBER),
        (dt.date(2015, 1, 1), dt.date(2018, 10, 9), By.NOBODY),
    ]
    for stretch in stretches:
        assert who_answers(cell.pk, stretch.first).by == stretch.by


def test_years_of_a_cell_that_was_left_out(ledger):
    newest = years_of(ledger.district.court.pk)[0]

    assert (newest.by, newest.out_of_scope) == (By.TEAM, True)


def test_service_of_a_person(ledger):
    new = issue(successor(ledger), ledger)
    scope = scope_of(ledger.staff, TODAY)

    services_held = service_of(person=ledger.lan, day=TODAY, scope=scope)

    assert [(s.row.decision, s.row.ends_on, s.is_on, s.load) for s in services_held] == [
        (new, None, True, 1),
        (ledger.decision, DAY_BEFORE, False, 1),
    ]
    assert services_held[0].cells[0].cell.long_name == "Chi bộ thôn Nà Ao 1 (Đảng bộ xã Đề Thám)"
    stranger = scope_of(make_user(), TODAY)
    assert service_of(person=ledger.lan, day=TODAY, scope=stranger) == []
