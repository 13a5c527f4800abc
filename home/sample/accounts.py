"""The demo accounts. Their password is known to everyone, so they exist in the sample alone."""

from django.contrib.auth.hashers import make_password

from accounts.models import Role, User
from accounts.services import grant_role
from home.sample import facts
from home.sample.book import Book
from orgs.models import Person
from taskforces.models import Assignment, Membership, TaskForce

PASSWORD = "mau-trangdinh"  # noqa: S105  # printed by `make run`; sign-in refuses it outside the sample
STORED = {"quantri": Role.ADMINISTRATOR, "chuyenvien": Role.STAFF, "lanhdao": Role.LEADER}
TWO = 2  # the cells of thanhvien1
OF_A_TEAM = ["totruong1", "thanhvien1"]


def make_accounts(book: Book) -> int:
    """Make the five demo accounts; those of a team are its leader's and a member's with two cells, whose id returns."""
    hashed = make_password(PASSWORD)  # once: it is slow on purpose
    made = {
        name: User.objects.create(username=name, password=hashed, must_change_password=False, created_by=book.by)
        for name in [*STORED, *OF_A_TEAM]
    }
    for name, role in STORED.items():
        grant_role(user=made[name], committee_id=book.committee.pk, role=role, first_day=facts.FOUNDED_ON, by=book.by)
    team = TaskForce.objects.on(facts.WORKING_DAY).get(number=1)
    leader = Membership.objects.on(facts.WORKING_DAY).get(task_force=team, role=Membership.Role.LEADER)
    held = Assignment.objects.on(facts.WORKING_DAY).in_charge().filter(task_force=team)
    ids = list(held.values_list("person_id", flat=True))
    members = Membership.objects.on(facts.WORKING_DAY).filter(task_force=team, role=Membership.Role.MEMBER)
    member_id = next(pk for pk in members.values_list("person_id", flat=True) if ids.count(pk) == TWO)
    Person.objects.filter(pk=leader.person_id).update(account=made["totruong1"])
    Person.objects.filter(pk=member_id).update(account=made["thanhvien1"])
    return member_id
