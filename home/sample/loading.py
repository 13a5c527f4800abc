"""Loads the sample: all of it or nothing, and only into a database that holds nothing else."""

import datetime as dt

from django.db import connection, transaction

from accounts.history import history
from accounts.models import User
from accounts.services import system_account
from home.sample import facts
from home.sample.accounts import make_accounts
from home.sample.amending import amend_706
from home.sample.book import Book
from home.sample.decisions import issue_706, issue_997
from home.sample.habits import make_habits
from home.sample.meetings import plan_meetings
from home.sample.organizations import make_organizations
from home.sample.people import make_people
from home.sample.ratings import rate_years
from home.sample.reports import report_meetings
from orgs.models import Committee, CommitteeName, Office, Succession

CODE = "trang-dinh"


class NotEmpty(Exception):
    """The database holds a book that is not the sample; the sample is never mixed with it."""


def is_loaded() -> bool:
    """Whether the sample is there. Raises NotEmpty if anything else is: another committee, or somebody's account."""
    committees = list(Committee.objects.values_list("is_sample", flat=True))
    if not all(committees) or (not committees and User.objects.filter(is_system=False).exists()):
        raise NotEmpty
    return bool(committees)


@transaction.atomic
def load_trangdinh() -> bool:
    """Load the sample and return True; return False, having changed nothing, if it is there already."""
    if is_loaded():
        return False
    system = system_account()
    with history(by=system, verb="load_sample", reason="mẫu"):
        book = _begin(system)
        make_organizations(book)
        make_people(book)
        _elect_secretaries(book)
        members = make_habits(book)
        first = issue_706(book)
        amend_706(book, first)
        issue_997(book, first)
    with book.writing():
        shown = make_accounts(book)
    plan_meetings(book)
    report_meetings(book, members, shown)
    rate_years(book)
    connection.check_constraints()
    return True


def _begin(system: User) -> Book:
    committee = Committee.objects.create(
        code=CODE, founded_on=facts.FOUNDED_ON, is_sample=True, sample_day=facts.WORKING_DAY
    )
    CommitteeName.objects.create(
        committee=committee,
        name="Huyện uỷ Tràng Định",
        led_organization="Đảng bộ huyện Tràng Định",
        superior="Tỉnh uỷ Lạng Sơn",
        place="Tràng Định",
        symbol="HU",
        starts_on=facts.FOUNDED_ON,
        recorded_by=system,
    )
    founding = Succession.objects.create(
        committee=committee,
        event=Succession.Event.FOUND,
        takes_effect_on=facts.FOUNDED_ON,
        decision_number="mẫu",
        signed_on=facts.FOUNDED_ON - dt.timedelta(days=1),
        note="Dữ liệu mẫu: ngày thành lập, tên chi bộ và số liệu là minh hoạ, trừ những gì có trong nguồn.",
        recorded_by=system,
    )
    return Book(committee=committee, by=system, founding=founding)


def _elect_secretaries(book: Book) -> None:
    Office.objects.bulk_create(
        Office(
            organization=organization,
            person=person,
            title=Office.Title.SECRETARY,
            starts_on=facts.FOUNDED_ON,
            recorded_by=book.by,
        )
        for organization, person in zip(book.grassroots, book.secretaries, strict=True)
    )
