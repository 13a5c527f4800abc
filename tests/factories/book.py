"""Accounts, people and organizations."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import AccessLog, Role, RoleGrant, User
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

FOUNDED = dt.date(2015, 1, 1)


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
