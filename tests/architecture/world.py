"""Two committees' books with one row of everything, and the people who knock at their doors.

The rows stand in four places, seen from a member of team 1 who attends the cell Nà Ao 1:
OWN (his cell, his person), TEAM (other rows of his team), ELSEWHERE (team 2 of the same committee), ABROAD (another
committee). The permission tests work out from here alone who may see what; the program works it out from its tables.
"""

import datetime as dt
import enum
import io
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from pypdf import PdfWriter

from accounts.models import Role, User
from accounts.permissions import Reach
from evaluations.models import Level, Rating, Scheme
from evaluations.services import open_campaign, publish_campaign
from orgs.models import Committee, Person
from orgs.services import Paper, rename_organization
from taskforces import services
from taskforces.models import Coverage, Decision, Delegation, Membership, TaskForce
from tests import factories
from tests.factories import District, make_district, make_user

FIRST = dt.date(2018, 10, 10)
TODAY = dt.date(2020, 2, 20)


class Where(enum.IntEnum):
    """Where a row stands, by the reach that it takes to see it; ABROAD is beyond every reach."""

    OWN = Reach.OWN
    TEAM = Reach.TEAM
    ELSEWHERE = Reach.ALL
    ABROAD = Reach.ALL + 1


@dataclass
class Book:
    """One committee: its district, an issued decision with two teams, a draft."""

    committee: Committee
    district: District
    decision: Decision
    draft: Decision
    teams: list[TaskForce]
    leader: Person
    member: Person
    others: list[Person]  # of team 2

    def teams_organizations(self) -> list[set[int]]:
        """Ids of what team 1 and team 2 have, cells included."""
        d = self.district
        return [{d.de_tham.pk, d.na_ao_1.pk, d.na_ao_2.pk}, {d.cao_minh.pk, d.ban_lang.pk, d.ban_quyen.pk, d.court.pk}]


@dataclass
class World:
    """The book of those who knock, and another's."""

    home: Book
    abroad: Book
    users: dict[str, User] = field(default_factory=dict)
    rows: dict[str, dict[Where, list[models.Model]]] = field(default_factory=dict)  # by model, found once


def make_world() -> World:
    """Build both books through the services, and an account for each role of the first one's table."""
    # The sample's: some pages are there only while it is loaded.
    world = World(home=_book("nong", is_sample=True, sample_day=TODAY), abroad=_book("hoang"))
    for role in (Role.ADMINISTRATOR, Role.STAFF, Role.LEADER, Role.INSPECTOR):
        world.users[role] = make_user(role, world.home.committee)
    world.users[Role.TEAM_LEADER] = world.home.leader.account
    world.users[Role.MEMBER] = world.home.member.account
    world.users["nobody"] = make_user(None)
    return world


def _book(family: str, **facts: Any) -> Book:
    committee = factories.CommitteeFactory(founded_on=dt.date(2015, 1, 1), **facts)
    district = make_district(committee)
    by = make_user(Role.STAFF, committee)
    facts = {"committee": committee, "family_name": family}
    people = [factories.PersonFactory(account=factories.UserFactory(), **facts) for _ in range(4)]
    for person in people:
        factories.PostFactory(person=person, recorded_by=by)
    leader, member, *others = people
    draft = services.create_draft(committee=committee, subject="Phân công", by=by, today=FIRST)
    teams = [_team(draft, by, 1, [leader, member], [district.de_tham]),
             _team(draft, by, 2, others, [district.cao_minh, district.court])]  # fmt: skip
    _cells(draft, by, teams[0], member, [district.na_ao_1])
    _cells(draft, by, teams[0], leader, [district.na_ao_2])
    _cells(draft, by, teams[1], others[0], [district.ban_lang])
    _cells(draft, by, teams[1], None, [district.ban_quyen, district.court])
    decision = services.issue_decision(
        decision=draft, version=_version(draft), number=706, symbol="QĐ/HU", signed_on=FIRST, takes_effect_on=FIRST,
        by=by, today=FIRST,
    )  # fmt: skip
    book = Book(
        committee=committee,
        district=district,
        decision=decision,
        draft=services.create_draft(
            committee=committee, subject="Phân công mới", by=by, today=FIRST, copy_from=decision
        ),
        teams=teams,
        leader=leader,
        member=member,
        others=others,
    )
    _one_of_everything(book, by)
    return book


def _team(draft: Decision, by: User, number: int, people: list[Person], organizations: list[Any]) -> TaskForce:
    team = services.put_team(draft=draft, version=_version(draft), by=by, number=number)
    for rank, person in enumerate(people):
        role = Membership.Role.MEMBER if rank else Membership.Role.LEADER
        services.put_member(draft=draft, version=_version(draft), by=by, task_force=team, person=person, role=role)
    services.put_charges(draft=draft, version=_version(draft), by=by, task_force=team, organizations=organizations)
    return team


def _cells(draft: Decision, by: User, team: TaskForce, person: Person | None, cells: list[Any]) -> None:
    what: dict[str, Any] = {"person": person} if person else {"coverage": Coverage.Kind.TEAM}
    services.assign_cells(draft=draft, version=_version(draft), by=by, task_force=team, cells=cells, **what)


def _version(draft: Decision) -> int:
    return Decision.objects.values_list("version", flat=True).get(pk=draft.pk)


def _one_of_everything(book: Book, by: User) -> None:
    """Rows of the models that the services above do not write."""
    place = factories.PlaceFactory(committee=book.committee)
    factories.TravelFactory(origin=place, destination=factories.PlaceFactory(committee=book.committee))
    cells = book.district.cells
    for cell in cells:
        facts = {"organization": cell, "recorded_by": by}
        factories.HeadCountFactory(**facts)
        factories.MeetingPatternFactory(**facts)
        factories.OfficeFactory(person=book.leader, **facts)
        factories.SuccessionPartFactory(organization=cell)
        meeting = factories.MeetingFactory(cell=cell, recorded_by=by)
        # Written by staff about a comrade: he keeps reading what he attended, so it is one of his own cell.
        attended_by = book.member if cell == book.district.na_ao_1 else book.others[0]
        factories.ReportFactory(meeting=meeting, person=attended_by, recorded_by=by)
    for person in (book.leader, book.member, *book.others):
        factories.AccessLogFactory(user=person.account)
    rename_organization(
        organization=book.district.ban_quyen,
        name="Chi bộ thôn Bản Quyền mới",
        takes_effect_on=dt.date(2019, 6, 1),
        paper=Paper("5-QĐ/HU"),
        by=by,
    )
    services.attach_scan(decision=book.decision, scan=_scan(), by=by)
    past = open_campaign(committee=book.committee, year=2018, by=by)
    good = Level.objects.filter(scheme=past.scheme, is_good=True).first()
    Rating.objects.filter(campaign=past).update(outcome=Rating.Outcome.RATED, level=good)
    publish_campaign(campaign=past, paper_number="15-QĐ/HU", paper_day=dt.date(2019, 1, 15), by=by)
    campaign = open_campaign(committee=book.committee, year=2019, by=by)
    factories.PublishedFigureFactory(campaign=campaign, recorded_by=by)
    memberships = Membership.objects.filter(decision=book.decision, role=Membership.Role.MEMBER)
    for membership in memberships:
        Delegation.objects.create(
            membership=membership, starts_on=FIRST, ends_on=FIRST + dt.timedelta(days=30), recorded_by=by
        )


def _scan() -> SimpleUploadedFile:
    paper, file = PdfWriter(), io.BytesIO()
    paper.add_blank_page(width=595, height=842)
    paper.write(file)
    return SimpleUploadedFile("scan.pdf", file.getvalue(), content_type="application/pdf")


def rows_in(model: type[models.Model], world: World) -> dict[Where, list[models.Model]]:
    """Every row of `model` by the place where it stands."""
    found: dict[Where, list[models.Model]] = {where: [] for where in Where}
    for row in model._base_manager.all().fetch_mode(models.FETCH_PEERS):
        where = place_of(row, world)
        if where is not None:
            found[where].append(row)
    return found


def place_of(row: models.Model, world: World) -> Where | None:
    """Where a row stands; None for a row of neither book. LookupError for a model that PLACES does not know."""
    if isinstance(row, Scheme | Level):
        return Where.OWN  # the Party's scales are the same for every committee
    if type(row).__name__ in SHARED:
        return Where.OWN
    belongs = _belonging(row)
    book = world.home
    if belongs["committee"] != book.committee.pk:
        return Where.ABROAD if belongs["committee"] == world.abroad.committee.pk else None
    if belongs.get("everybody"):
        return Where.OWN
    own = belongs.get("person") == book.member.pk or belongs.get("organization") == book.district.na_ao_1.pk
    if own or belongs.get("user") == book.member.account_id:
        return Where.OWN
    first, _second = book.teams_organizations()
    of_team = (
        belongs.get("organization") in first
        or belongs.get("team") == book.teams[0].pk
        or belongs.get("person") in {book.leader.pk, book.member.pk}
    )
    return Where.TEAM if of_team else Where.ELSEWHERE


def _belonging(row: models.Model) -> dict[str, Any]:
    """The committee, organization, team, person, account that a row belongs to, as far as it has them."""
    if isinstance(row, Committee):
        return {"committee": row.pk}
    if isinstance(row, User):
        person = Person.objects.filter(account=row).first()
        grant = row.grants.first()
        committee = person.committee_id if person else grant.committee_id if grant else None
        return {"committee": committee, "user": row.pk}
    name = type(row).__name__
    try:
        paths = PLACES[name]
    except KeyError:
        raise LookupError(f"tests/architecture/world.py: say in PLACES where a {name} belongs") from None
    return {what: _follow(row, path) for what, path in paths.items()}


def _follow(row: Any, path: str) -> Any:
    for step in path.split("__"):
        try:
            row = getattr(row, step) if row is not None else None
        except ObjectDoesNotExist:  # the far side of a one-to-one relation
            return None
    return row


# Scales laid down by the Party's centre: the same for every committee.
SHARED = {"Scheme", "Level"}
_OF_TEAM = {"committee": "decision__committee_id", "team": "task_force_id"}
_OF_ORGANIZATION = {"committee": "organization__committee_id", "organization": "organization_id"}
PLACES: dict[str, dict[str, str]] = {
    "RoleGrant": {"committee": "committee_id", "user": "user_id"},
    "AccessLog": {"committee": "user__person__committee_id", "user": "user_id"},
    "CommitteeName": {"committee": "committee_id"},
    "Place": {"committee": "committee_id"},
    "Travel": {"committee": "origin__committee_id"},
    # Events and their papers are the committee's: a merger names both its sides.
    "Succession": {"committee": "committee_id", "everybody": "pk"},
    "SuccessionPart": _OF_ORGANIZATION,
    "Organization": {"committee": "committee_id", "organization": "pk"},
    "OrganizationState": _OF_ORGANIZATION,
    "HeadCount": _OF_ORGANIZATION,
    "Office": _OF_ORGANIZATION,
    "MeetingPattern": _OF_ORGANIZATION,
    "Person": {"committee": "committee_id", "person": "pk"},
    "Post": {"committee": "person__committee_id", "person": "person_id"},
    "Decision": {"committee": "committee_id"},
    "DecisionRule": {"committee": "decision__committee_id"},
    "TaskForce": {"committee": "decision__committee_id", "team": "pk"},
    "Membership": _OF_TEAM,
    "Charge": _OF_TEAM,
    "Assignment": _OF_TEAM | {"organization": "cell_id"},
    "Coverage": _OF_TEAM | {"organization": "cell_id"},
    "Meeting": {"committee": "cell__committee_id", "organization": "cell_id"},
    "Report": {"committee": "meeting__cell__committee_id", "organization": "meeting__cell_id"},
    # A year and its rate are no secret to anybody on a team.
    "Campaign": {"committee": "committee_id", "everybody": "pk"},
    "PublishedFigure": {"committee": "campaign__committee_id", "everybody": "pk"},
    "Rating": {"committee": "campaign__committee_id", "organization": "organization_id"},
    "Delegation": {"committee": "membership__decision__committee_id", "team": "membership__task_force_id"},
}
