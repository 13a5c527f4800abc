"""`--later`: the events of 2020–2025, and a report on 2019 that they leave as it was."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from accounts.models import User
from evaluations.reports.rates import year_rates
from home.sample.later import load_later
from home.sample.loading import CODE
from meetings.reports.board import board_of
from orgs.models import Committee, CommitteeName, Organization, OrganizationState, Succession
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, TaskForce
from taskforces.reports.answers import By, answers_on
from taskforces.scope import scope_of

BEFORE_SPLIT, AFTER_SPLIT = dt.date(2019, 12, 31), dt.date(2020, 1, 1)
LAST_DAY = dt.date(2025, 6, 30)
DAYS_OF_2019 = [dt.date(2019, 9, 12), dt.date(2019, 9, 13), BEFORE_SPLIT]


def report_on_2019() -> dict[str, object]:
    """Names, parents, who answers, meetings and ratings of 2019, as pages and papers give them."""
    scope = scope_of(User.objects.get(username="lanhdao"), dt.date(2020, 2, 20))
    board = board_of(month=dt.date(2019, 11, 1), on=BEFORE_SPLIT, scope=scope)
    found: dict[str, object] = {
        "meetings": [
            (team.team, team.counts, [(row.cell.name, row.met, row.visit) for row in team.rows]) for team in board.teams
        ],
        "rates": [(row.year, row.good, row.rated, row.computed, row.published) for row in year_rates(scope)],
    }
    for day in DAYS_OF_2019:
        rows = OrganizationState.objects.on(day).with_parents(day).customary()
        cells = {row.organization_id: row.grassroots_id for row in rows.cells()}
        found[f"{day} names"] = [(row.name, row.kind, row.parent_name) for row in rows]
        found[f"{day} answers"] = {
            cell: (answer.by, answer.person, answer.team, answer.leader, answer.decision, answer.since)
            for cell, answer in answers_on(day, cells).items()
        }
    return found


@pytest.fixture(scope="module")
def unchanged_part(loaded_sample):
    """The report on 2019 as it was before the later events, which are then recorded for the whole module."""
    before = report_on_2019()
    load_later(Committee.objects.get(code=CODE))
    return before


@pytest.fixture
def later(unchanged_part, db):
    return Committee.objects.get(code=CODE)


def grassroots(day: dt.date) -> int:
    return OrganizationState.objects.on(day).grassroots().count()


@pytest.mark.usefixtures("later")
def test_later_leaves_55_organizations_the_day_after_bac_ai_ends():
    assert [grassroots(day) for day in (BEFORE_SPLIT, AFTER_SPLIT)] == [56, 55]
    assert [grassroots(day) for day in (dt.date(2024, 11, 30), dt.date(2024, 12, 1))] == [55, 53]
    assert [grassroots(day) for day in (LAST_DAY, dt.date(2025, 7, 1))] == [53, 0]


@pytest.mark.usefixtures("later")
def test_later_leaves_a_report_on_2019_unchanged(unchanged_part):
    assert report_on_2019() == unchanged_part


@pytest.mark.usefixtures("later")
def test_later_splits_bac_ai_between_de_tham_and_kim_dong():
    event = Succession.objects.get(takes_effect_on=AFTER_SPLIT)
    bac_ai = Organization.objects.get(code="dang-bo-xa-bac-ai")
    heirs = bac_ai.parts.filter(succession=event).values_list("into__code", flat=True)
    before = OrganizationState.objects.on(BEFORE_SPLIT).filter(parent=bac_ai)
    after = OrganizationState.objects.on(AFTER_SPLIT).filter(
        organization__in=before.values("organization"), parent__code__in=heirs
    )
    ended = Organization.objects.filter(ended_under=event).exclude(pk=bac_ai.pk)

    assert set(heirs) == {"dang-bo-xa-de-tham", "dang-bo-xa-kim-dong"}
    assert set(after.values_list("parent__code", flat=True)) == set(heirs)
    assert after.count() + ended.count() == before.count() > 0
    assert "818/NQ-UBTVQH14" in event.resolution
    assert "chưa xác minh" in event.note


@pytest.mark.usefixtures("later")
def test_later_puts_every_cell_of_the_ended_communes_somewhere():
    ended = ["dang-bo-xa-vinh-tien", "dang-bo-xa-dai-dong"]
    day = dt.date(2024, 12, 1)
    before = OrganizationState.objects.on(dt.date(2024, 11, 30)).filter(parent__code__in=ended)
    went = {
        parent: set(
            OrganizationState.objects.on(day)
            .filter(organization__in=before.filter(parent__code=parent).values("organization"))
            .values_list("parent__code", flat=True)
        )
        for parent in ended
    }

    assert went == {
        "dang-bo-xa-vinh-tien": {"dang-bo-xa-khanh-long"},
        "dang-bo-xa-dai-dong": {"dang-bo-thi-tran-that-khe", "dang-bo-xa-doi-can"},
    }


def test_later_ends_the_committee_its_decisions_and_all_that_they_laid_down(later):
    decision = Decision.objects.select_related("ended_under").get(number=997)

    assert later.ended_on == LAST_DAY
    assert CommitteeName.objects.get(committee=later).ends_on == LAST_DAY
    assert (decision.ends_on, decision.ended_under.nature) == (LAST_DAY, Decision.Nature.ENDING)
    for model in (TaskForce, Membership, Charge, Assignment, Coverage):
        assert not model.objects.on(dt.date(2025, 7, 1)).exists()
        assert model.objects.on(LAST_DAY).exists()
    cell = OrganizationState.objects.on(LAST_DAY).cells().first()
    answer = answers_on(dt.date(2025, 7, 1), {cell.organization_id: cell.grassroots_id})
    assert answer[cell.organization_id].by == By.NOBODY


@pytest.mark.usefixtures("later")
def test_later_the_second_time_changes_nothing_and_says_so(everything):
    before = everything()
    said = StringIO()

    with transaction.atomic():
        call_command("load_trangdinh", "--later", stdout=said)

    assert said.getvalue() == "Dữ liệu mẫu đã có sẵn; không thay đổi gì.\n"
    assert everything() == before
