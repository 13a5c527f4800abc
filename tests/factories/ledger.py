"""Decisions, teams, assignments."""

import datetime as dt
from dataclasses import dataclass

import factory
from factory.django import DjangoModelFactory

from accounts.models import Role, User
from orgs.models import (
    Organization,
    Person,
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
from tests.factories.book import (
    CommitteeFactory,
    DatedFactory,
    District,
    OrganizationFactory,
    PersonFactory,
    RecordedFactory,
    UserFactory,
    make_district,
    make_user,
)


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
