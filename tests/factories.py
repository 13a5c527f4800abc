"""One factory a model; the few that make several rows at once are functions at the end of each block."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import AccessLog, Role, RoleGrant, User
from evaluations.models import Campaign, Level, PublishedFigure, Rating, Scheme
from meetings.models import Meeting, Report
from orgs.models import (
    Committee,
    CommitteeName,
    HeadCount,
    Kind,
    MeetingPattern,
    Office,
    Organization,
    OrganizationState,
    Person,
    Place,
    Post,
    Sector,
    Succession,
    SuccessionPart,
    Travel,
)
from taskforces.models import (
    Assignment,
    Charge,
    Coverage,
    Decision,
    DecisionRule,
    Delegation,
    Membership,
    Release,
    TaskForce,
)
from taskforces.services import create_draft, issue_decision

FOUNDED = dt.date(2015, 1, 1)


# ---- accounts and orgs


class UserFactory(DjangoModelFactory):
    """An account that may sign in (`client.force_login`); it has no password and no role."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    password = "!no-password"
    must_change_password = False


class CommitteeFactory(DjangoModelFactory):
    class Meta:
        model = Committee

    code = factory.Sequence(lambda n: f"committee-{n}")
    founded_on = FOUNDED


class RoleGrantFactory(DjangoModelFactory):
    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    committee = factory.SubFactory(CommitteeFactory)
    role = Role.STAFF
    starts_on = FOUNDED
    recorded_by = factory.SelfAttribute("user")


class AccessLogFactory(DjangoModelFactory):
    class Meta:
        model = AccessLog

    action = AccessLog.Action.SIGN_IN
    user = factory.SubFactory(UserFactory)


class RecordedFactory(DjangoModelFactory):
    """Whoever entered the row is a new account unless given."""

    class Meta:
        abstract = True

    recorded_by = factory.SubFactory(UserFactory)


class DatedFactory(RecordedFactory):
    class Meta:
        abstract = True

    starts_on = FOUNDED


class CommitteeNameFactory(DatedFactory):
    class Meta:
        model = CommitteeName

    committee = factory.SubFactory(CommitteeFactory)
    name = "Huyện uỷ Tràng Định"
    led_organization = "Đảng bộ huyện Tràng Định"
    superior = "Tỉnh uỷ Lạng Sơn"
    place = "Tràng Định"
    symbol = "HU"


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = Place

    committee = factory.SubFactory(CommitteeFactory)
    name = factory.Sequence(lambda n: f"Nhà văn hoá thôn {n}")
    minutes_from_seat = 30


class TravelFactory(DjangoModelFactory):
    class Meta:
        model = Travel

    origin = factory.SubFactory(PlaceFactory)
    destination = factory.SubFactory(PlaceFactory, committee=factory.SelfAttribute("..origin.committee"))
    minutes = 20


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    committee = factory.SubFactory(CommitteeFactory)
    family_name = "Nông"
    middle_name = "Văn"
    given_name = factory.Sequence(lambda n: f"An {n}")


class PostFactory(DatedFactory):
    class Meta:
        model = Post

    person = factory.SubFactory(PersonFactory)
    title = "Phó Trưởng Ban Tổ chức Huyện uỷ"
    agency = "Ban Tổ chức Huyện uỷ"


class SuccessionFactory(RecordedFactory):
    class Meta:
        model = Succession

    committee = factory.SubFactory(CommitteeFactory)
    event = Succession.Event.FOUND
    takes_effect_on = FOUNDED
    decision_number = factory.Sequence(lambda n: f"{n + 1}-QĐ/HU")


class OrganizationFactory(RecordedFactory):
    """Identity alone; `make_organization` gives one with its state."""

    class Meta:
        model = Organization

    committee = factory.SubFactory(CommitteeFactory)
    code = factory.Sequence(lambda n: f"org-{n}")
    order = factory.Sequence(lambda n: n + 1)
    founded_on = FOUNDED
    founded_under = factory.SubFactory(
        SuccessionFactory,
        committee=factory.SelfAttribute("..committee"),
        recorded_by=factory.SelfAttribute("..recorded_by"),
        takes_effect_on=factory.SelfAttribute("..founded_on"),
    )


class OrganizationStateFactory(DatedFactory):
    class Meta:
        model = OrganizationState

    organization = factory.SubFactory(OrganizationFactory)
    opened_under = factory.SelfAttribute("organization.founded_under")
    starts_on = factory.SelfAttribute("organization.founded_on")
    name = "Đảng bộ huyện Tràng Định"
    kind = Kind.ROOT


class SuccessionPartFactory(DjangoModelFactory):
    class Meta:
        model = SuccessionPart

    succession = factory.SelfAttribute("organization.founded_under")
    organization = factory.SubFactory(OrganizationFactory)
    fate = SuccessionPart.Fate.BEGINS


class HeadCountFactory(RecordedFactory):
    class Meta:
        model = HeadCount

    organization = factory.SubFactory(OrganizationFactory)
    counted_on = FOUNDED
    members = 12


class OfficeFactory(DatedFactory):
    class Meta:
        model = Office

    organization = factory.SubFactory(OrganizationFactory)
    person = factory.SubFactory(PersonFactory, committee=factory.SelfAttribute("..organization.committee"))
    title = Office.Title.SECRETARY


class MeetingPatternFactory(DatedFactory):
    class Meta:
        model = MeetingPattern

    organization = factory.SubFactory(OrganizationFactory)
    day_of_month = 3


def make_organization(
    *,
    name: str,
    kind: Kind = Kind.CELL,
    parent: Organization | None = None,
    founded_on: dt.date = FOUNDED,
    sector: Sector = Sector.OTHER,
    place: Place | None = None,
    **facts: Any,
) -> Organization:
    """An organization with its state from `founded_on`; the committee and the writer are the parent's unless given.

    The root is made without a parent: `make_organization(name=…, kind=Kind.ROOT, committee=…)`.
    """
    if parent is not None:
        facts = {"committee": parent.committee, "recorded_by": parent.recorded_by} | facts
    organization: Organization = OrganizationFactory(founded_on=founded_on, **facts)
    OrganizationStateFactory(
        organization=organization,
        name=name,
        kind=kind,
        parent=parent,
        sector=sector,
        place=place,
        recorded_by=organization.recorded_by,
    )
    return organization


@dataclass(frozen=True)
class District:
    """A small district: two communes with two cells each, and one chi bộ cơ sở."""

    committee: Committee
    root: Organization
    de_tham: Organization
    cao_minh: Organization
    na_ao_1: Organization
    na_ao_2: Organization
    ban_lang: Organization
    ban_quyen: Organization
    court: Organization  # a chi bộ cơ sở: it meets itself

    @property
    def cells(self) -> list[Organization]:
        """All that hold monthly meetings."""
        return [self.na_ao_1, self.na_ao_2, self.ban_lang, self.ban_quyen, self.court]


def make_district(committee: Committee | None = None, founded_on: dt.date = FOUNDED) -> District:
    """The district with its committee's name, all there from `founded_on`."""
    if committee is None:
        committee = CommitteeFactory(founded_on=founded_on)
    name = CommitteeNameFactory(committee=committee, starts_on=founded_on)
    root = make_organization(
        name=name.led_organization,
        kind=Kind.ROOT,
        committee=committee,
        founded_on=founded_on,
        recorded_by=name.recorded_by,
    )

    def commune(title: str) -> Organization:
        return make_organization(
            name=title, kind=Kind.BASE_COMMITTEE, parent=root, sector=Sector.COMMUNE, founded_on=founded_on
        )

    def cell(title: str, parent: Organization) -> Organization:
        return make_organization(name=title, parent=parent, sector=Sector.VILLAGE, founded_on=founded_on)

    de_tham, cao_minh = commune("Đảng bộ xã Đề Thám"), commune("Đảng bộ xã Cao Minh")
    return District(
        committee=committee,
        root=root,
        de_tham=de_tham,
        cao_minh=cao_minh,
        na_ao_1=cell("Chi bộ thôn Nà Ao 1", de_tham),
        na_ao_2=cell("Chi bộ thôn Nà Ao 2", de_tham),
        ban_lang=cell("Chi bộ thôn Bản Lặng", cao_minh),
        ban_quyen=cell("Chi bộ thôn Bản Quyền", cao_minh),
        court=make_organization(
            name="Chi bộ Toà án nhân dân huyện",
            kind=Kind.BASE_CELL,
            parent=root,
            sector=Sector.AGENCY,
            founded_on=founded_on,
        ),
    )


def make_user(role: Role | None = Role.STAFF, committee: Committee | None = None, **facts: Any) -> User:
    """An account with one stored role (None: a stranger); an inspector's ends on 31/12/2099."""
    user: User = UserFactory(**facts)
    if role is not None:
        last_day = dt.date(2099, 12, 31) if role is Role.INSPECTOR else None
        RoleGrantFactory(user=user, committee=committee or CommitteeFactory(), role=role, ends_on=last_day)
    return user


# ---- taskforces


class DecisionFactory(DjangoModelFactory):
    """A draft; an issued one comes from `make_ledger` or the services, since only they let rows begin."""

    class Meta:
        model = Decision

    committee = factory.SubFactory(CommitteeFactory)
    subject = "Phân công phụ trách và dự sinh hoạt chi bộ"
    created_by = factory.SubFactory(UserFactory)


class DecisionRuleFactory(DjangoModelFactory):
    class Meta:
        model = DecisionRule

    decision = factory.SubFactory(DecisionFactory)
    code = DecisionRule.Code.TEAM_SIZE
    minimum = 10
    maximum = 15


class LaidDownFactory(RecordedFactory):
    """A draft's row: it has not begun."""

    class Meta:
        abstract = True

    decision = factory.SubFactory(DecisionFactory)
    recorded_by = factory.SelfAttribute("decision.created_by")


class TaskForceFactory(LaidDownFactory):
    class Meta:
        model = TaskForce

    number = factory.Sequence(lambda n: n % 30_000 + 1)


class OfTeamFactory(LaidDownFactory):
    class Meta:
        abstract = True

    decision = factory.SelfAttribute("task_force.decision")
    task_force = factory.SubFactory(TaskForceFactory)


class MembershipFactory(OfTeamFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory, committee=factory.SelfAttribute("..task_force.decision.committee"))


class DelegationFactory(DatedFactory):
    class Meta:
        model = Delegation

    membership = factory.SubFactory(MembershipFactory, role=Membership.Role.DEPUTY)


class ChargeFactory(OfTeamFactory):
    class Meta:
        model = Charge

    organization = factory.SubFactory(
        OrganizationFactory, committee=factory.SelfAttribute("..task_force.decision.committee")
    )


class AssignmentFactory(OfTeamFactory):
    class Meta:
        model = Assignment

    person = factory.SubFactory(PersonFactory, committee=factory.SelfAttribute("..task_force.decision.committee"))
    cell = factory.SubFactory(OrganizationFactory, committee=factory.SelfAttribute("..task_force.decision.committee"))


class CoverageFactory(OfTeamFactory):
    class Meta:
        model = Coverage

    cell = factory.SubFactory(OrganizationFactory, committee=factory.SelfAttribute("..task_force.decision.committee"))


class ReleaseFactory(DjangoModelFactory):
    class Meta:
        model = Release

    decision = factory.SubFactory(DecisionFactory)
    membership = factory.SubFactory(MembershipFactory)


@dataclass
class Ledger:
    """The small district under 706, in force from 10/10/2018: two teams of a leader and a member each.

    Nà Ao 1 is attended by `lan` (team 1, Đề Thám), Bản Lặng by `minh` (team 2, Cao Minh and the court); Nà Ao 2 is left
    to its team, the court is out of scope, and Bản Quyền was forgotten.
    """

    district: District
    staff: User
    decision: Decision
    team_1: TaskForce
    team_2: TaskForce
    an: Person  # leader of team 1
    lan: Person
    binh: Person  # leader of team 2
    minh: Person

    def assignment(self, cell: Organization) -> Assignment:
        """The one live row that answers for `cell` without a last day."""
        return Assignment.objects.in_charge().open().get(cell=cell)


FIRST_DAY_706 = dt.date(2018, 10, 10)


def make_ledger(district: District | None = None, staff: User | None = None, issued: bool = True) -> Ledger:
    """The ledger of `Ledger`; `staff` is a new account of Chuyên viên unless given; not `issued`: 706 stays a draft."""
    district = district or make_district()
    committee = district.committee
    staff = staff or make_user(Role.STAFF, committee)
    an, lan, binh, minh = (
        PersonFactory(committee=committee, given_name=name) for name in ("An", "Lan", "Bình", "Minh")
    )
    draft = create_draft(committee=committee, subject="Phân công 706", by=staff, today=FIRST_DAY_706)
    facts = {"decision": draft, "recorded_by": staff}
    teams = [TaskForceFactory(**facts, number=number, name=f"Tổ công tác số {number}") for number in (1, 2)]
    for team, leader, member in ((teams[0], an, lan), (teams[1], binh, minh)):
        MembershipFactory(**facts, task_force=team, person=leader, role=Membership.Role.LEADER, rank_order=1)
        MembershipFactory(**facts, task_force=team, person=member, rank_order=2)
    for team, organizations in ((teams[0], [district.de_tham]), (teams[1], [district.cao_minh, district.court])):
        for organization in organizations:
            ChargeFactory(**facts, task_force=team, organization=organization)
    AssignmentFactory(**facts, task_force=teams[0], person=lan, cell=district.na_ao_1)
    AssignmentFactory(**facts, task_force=teams[1], person=minh, cell=district.ban_lang)
    CoverageFactory(**facts, task_force=teams[0], cell=district.na_ao_2)
    CoverageFactory(**facts, task_force=teams[1], cell=district.court, kind=Coverage.Kind.OUT_OF_SCOPE)
    if issued:
        draft = issue_decision(
            decision=draft,
            version=draft.version,
            number=706,
            symbol="QĐ/HU",
            term="XVIII",
            signed_on=FIRST_DAY_706,
            takes_effect_on=FIRST_DAY_706,
            by=staff,
            today=FIRST_DAY_706,
        )
        for team in teams:
            team.refresh_from_db()
    return Ledger(district, staff, draft, *teams, an=an, lan=lan, binh=binh, minh=minh)


# ---- meetings


class MeetingFactory(RecordedFactory):
    """The regular meeting of February 2020, planned for the 3rd."""

    class Meta:
        model = Meeting

    month = dt.date(2020, 2, 1)
    cell = factory.SubFactory(OrganizationFactory)
    planned_on = factory.LazyAttribute(lambda row: row.month.replace(day=3))
    planned_hour = dt.time(19, 30)


class ReportFactory(RecordedFactory):
    """Held on the planned day, attended: 12 of 14 had to come, 10 came."""

    class Meta:
        model = Report

    meeting = factory.SubFactory(MeetingFactory)
    month = factory.SelfAttribute("meeting.month")
    person = factory.SubFactory(PersonFactory, committee=factory.SelfAttribute("..meeting.cell.committee"))
    client_uuid = factory.LazyFunction(uuid.uuid4)
    entered_at = factory.LazyFunction(timezone.now)
    held = True
    held_on = factory.SelfAttribute("meeting.planned_on")
    start_hour = dt.time(19, 30)
    end_hour = dt.time(21, 15)
    total, exempt, away_long, present, absent_excused, absent_unexcused = 14, 1, 1, 10, 2, 0
    presence = Report.Presence.ATTENDED


# ---- evaluations


class SchemeFactory(DjangoModelFactory):
    """A scale of its own; the three real ones come with the migrations."""

    class Meta:
        model = Scheme

    code = factory.Sequence(lambda n: f"scale-{n}")
    name = "Thang xếp loại thử"
    source = "Hướng dẫn thử"
    first_year = 2050


class LevelFactory(DjangoModelFactory):
    class Meta:
        model = Level

    scheme = factory.SubFactory(SchemeFactory)
    code = factory.Sequence(lambda n: f"level-{n}")
    name = "Hoàn thành tốt nhiệm vụ"
    short = "HTTNV"
    rank = factory.Sequence(lambda n: n % 30_000 + 1)
    is_good = True


class CampaignFactory(DjangoModelFactory):
    """An open campaign without rows; `services.open_campaign` makes one with them."""

    class Meta:
        model = Campaign

    committee = factory.SubFactory(CommitteeFactory)
    year = 2019
    scheme = factory.LazyAttribute(lambda row: Scheme.objects.of_year(row.year).get())
    list_day = factory.LazyAttribute(lambda row: dt.date(row.year, 12, 31))
    opened_by = factory.SubFactory(UserFactory)


class RatingFactory(RecordedFactory):
    class Meta:
        model = Rating

    campaign = factory.SubFactory(CampaignFactory)
    organization = factory.SubFactory(OrganizationFactory, committee=factory.SelfAttribute("..campaign.committee"))


class PublishedFigureFactory(RecordedFactory):
    class Meta:
        model = PublishedFigure

    campaign = factory.SubFactory(CampaignFactory)
    value = Decimal("87.8")
    source = "Báo Lạng Sơn, 22/01/2021"
