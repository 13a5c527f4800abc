"""Decisions 706 (10/10/2018) and 997-QĐ/HU (13/9/2019): number and day of the source, annexes invented."""

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from home.sample import facts
from home.sample.book import Book
from orgs.models import Organization, Person
from taskforces.models import Assignment, Charge, Coverage, Decision, DecisionRule, Membership, TaskForce
from taskforces.services import create_draft, issue_decision

TERM = "2015–2020 (mẫu)"
SUBJECT = "Về việc phân công các đồng chí cấp uỷ viên phụ trách và dự sinh hoạt chi bộ tại cơ sở"
BASIS = f"Số, ngày và trích yếu: {facts.SOURCE}. Tổ, thành viên, chi bộ trong phụ lục là dữ liệu mẫu."
FIRST_DAY_706 = dt.date(2018, 10, 10)
FIRST_DAY_997 = dt.date(2019, 9, 13)
SIZES_706 = [12, 11, 11, 11, 10, 11, 10, 11]
SIZES_997 = [12, 12, 11, 11, 11, 11, 11, 11]


@dataclass
class Team:
    """A team of an annex: the leader first, then in rank order."""

    number: int
    people: list[Person]
    organizations: list[Organization] = field(default_factory=list)


def annex_706(book: Book) -> list[Team]:
    """Eight teams led by the first eight officers; communes and cells dealt out in customary order."""
    members = iter(book.officers[8:])
    teams = [
        Team(number, [book.officers[number - 1], *(next(members) for _ in range(size - 1))])
        for number, size in enumerate(SIZES_706, 1)
    ]
    for place, organization in enumerate(book.grassroots):
        teams[place % 8].organizations.append(organization)
    return teams


def annex_997(book: Book) -> list[Team]:
    """As 706, but some members have left, others come, four moved, and three pairs of communes changed teams."""
    dice = random.Random(997)  # noqa: S311  # the same book every time, no secret
    teams = annex_706(book)
    fresh = list(book.officers[sum(SIZES_706) :])
    for team in teams[1:]:
        team.people.pop()
    for team in teams[3:]:
        team.people.pop(-2)
    for near, far in ((2, 6), (3, 7)):
        teams[near].people[-1], teams[far].people[-1] = teams[far].people[-1], teams[near].people[-1]
    for team, size in zip(teams, SIZES_997, strict=True):
        while len(team.people) < size:
            team.people.append(fresh.pop(0))
    for near, far in ((1, 4), (2, 5), (3, 6)):
        here, there = teams[near].organizations, teams[far].organizations
        spot = dice.randrange(1, 3)
        here[spot], there[spot] = there[spot], here[spot]
    return teams


def issue_706(book: Book) -> Decision:
    """Draft, fill and issue 706."""
    first = _draft(book, annex_706(book), FIRST_DAY_706, replaces=())
    return _issue(book, first, number=706, symbol="", day=FIRST_DAY_706)


def issue_997(book: Book, first: Decision) -> Decision:
    """Draft, fill and issue 997, which replaces 706 with its amendments."""
    second = _draft(book, annex_997(book), FIRST_DAY_997, replaces=[first])
    return _issue(book, second, number=997, symbol="QĐ/HU", day=FIRST_DAY_997)


def _issue(book: Book, draft: Decision, *, number: int, symbol: str, day: dt.date) -> Decision:
    draft.refresh_from_db()
    return issue_decision(
        decision=draft,
        version=draft.version,
        number=number,
        symbol=symbol,
        term=TERM,
        signed_on=day,
        takes_effect_on=day,
        signer_title="T/M BAN THƯỜNG VỤ, BÍ THƯ",
        signer_name="(mẫu)",
        scan=None,
        by=book.by,
        today=day,
    )


def _draft(book: Book, teams: list[Team], day: dt.date, replaces: "tuple[()] | list[Decision]") -> Decision:
    draft = create_draft(committee=book.committee, subject=SUBJECT, by=book.by, replaces=replaces, today=day)
    DecisionRule.objects.filter(decision=draft).exclude(code="teams_per_person").update(mode=DecisionRule.Mode.WARN)
    earlier = {one.number: one for base in replaces for one in TaskForce.objects.filter(decision=base)}
    for team in teams:
        row = TaskForce.objects.create(
            decision=draft,
            number=team.number,
            name=f"Tổ công tác số {team.number}",
            continues=earlier.get(team.number),
            recorded_by=book.by,
        )
        _fill(book, draft, row, team)
    return draft


def _fill(book: Book, draft: Decision, row: TaskForce, team: Team) -> None:
    made: dict[str, Any] = {"decision": draft, "task_force": row, "recorded_by": book.by}
    roles = [Membership.Role.LEADER, Membership.Role.DEPUTY, Membership.Role.SECRETARY]
    Membership.objects.bulk_create(
        Membership(
            **made,
            person=person,
            role=roles[rank] if rank < len(roles) else Membership.Role.MEMBER,
            rank_order=rank + 1,
            printed_title=book.titles[person.pk],
        )
        for rank, person in enumerate(team.people)
    )
    Charge.objects.bulk_create(Charge(**made, organization=organization) for organization in team.organizations)
    cells = [cell for organization in team.organizations for cell in book.cells[organization.pk]]
    given, left = _deal([cell for cell in cells if not book.is_armed(cell)], team.people)
    left += [cell for cell in cells if book.is_armed(cell)]
    Assignment.objects.bulk_create(_assignments(made, given))
    Coverage.objects.bulk_create(
        Coverage(**made, cell=cell, kind=Coverage.Kind.OUT_OF_SCOPE if book.is_armed(cell) else Coverage.Kind.TEAM)
        for cell in left
    )


def _deal(
    cells: list[Organization], people: list[Person]
) -> tuple[list[tuple[Person, Organization]], list[Organization]]:
    """Two cells a member, one for the leader and every fifth member; every second cell of the list first."""
    order = cells[::2] + cells[1::2]
    given: list[tuple[Person, Organization]] = []
    for rank, person in enumerate(people):
        for _ in range(1 if rank % 5 == 0 else 2):
            if order:
                given.append((person, order.pop(0)))  # noqa: PERF401  # it takes from what it asks about
    return given, order


def _assignments(made: Mapping[str, Any], given: list[tuple[Person, Organization]]) -> list[Assignment]:
    rows = [Assignment(**made, person=person, cell=cell) for person, cell in given]
    for row in rows[::7]:
        row.visits, row.visits_per = 2, Assignment.Per.QUARTER
    beside = given[1][0]
    rows.append(Assignment(**made, person=beside, cell=given[0][1], capacity=Assignment.Capacity.SUBSTITUTE))
    return rows
