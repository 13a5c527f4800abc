"""Law 10: `can_see(user, x) == (x in visible_to(user))`, for every model and every role, against what the tests' world
says of each row; and rights are those of today, whatever day a page shows.
"""

import dataclasses
import datetime as dt

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from accounts.models import Role
from accounts.permissions import Reach, reach_of
from accounts.rules import can_see
from taskforces.scope import scope_of
from tests.architecture.test_permissions import KNOCKING
from tests.architecture.world import FIRST, TODAY, Where, World, make_world, place_of, rows_in

pytestmark = pytest.mark.django_db

# The row of the declared table that opens a model; None: whoever belongs to the committee.
OPENED_BY: dict[str, str | None] = {
    "accounts.User": "account.read",
    "accounts.RoleGrant": "account.read",
    "accounts.AccessLog": "access_log.read",
    "orgs.Committee": None,
    "orgs.Place": "organization.read",
    "orgs.Organization": "organization.read",
    "orgs.OrganizationState": "organization.read",
    "orgs.Succession": "organization.read",
    "orgs.Person": "person.read",
    "taskforces.Decision": "decision.read",
    "taskforces.TaskForce": "team.read",
    "taskforces.Membership": "assignment.read",
    "taskforces.Charge": "assignment.read",
    "taskforces.Assignment": "assignment.read",
    "taskforces.Coverage": "assignment.read",
    "meetings.Meeting": "meeting.read",
    "meetings.Report": "meeting.read",
    "evaluations.Campaign": "rating.read",
    "evaluations.Rating": "rating.read",
    "evaluations.PublishedFigure": "rating.read",
}
# Belonging to the whole committee, without a team or an organization of its own.
OF_THE_COMMITTEE = {"orgs.Committee", "orgs.Place", "taskforces.Decision"}
# One's own row stays readable without any role.
OWN_STAYS = {"accounts.User", "accounts.RoleGrant", "accounts.AccessLog"}


def visible_models() -> list[type[models.Model]]:
    ours = [model for app in settings.OUR_APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in ours if hasattr(model._default_manager.all(), "visible_to")]


def test_every_model_with_visible_to_says_here_what_opens_it():
    assert sorted(model._meta.label for model in visible_models()) == sorted(OPENED_BY)


@pytest.mark.parametrize("who", KNOCKING)
def test_can_see_is_visible_to_is_what_the_table_says(who):
    world = make_world()
    scope = scope_of(world.users[who], TODAY)

    wrong = []
    for model in visible_models():
        found = rows_in(model, world)
        visible = set(model._default_manager.visible_to(scope).values_list("pk", flat=True))
        for where, rows in found.items():
            for row in rows:
                said = table_opens(row, where, who, world)
                if {said} != {row.pk in visible, can_see(scope, row)}:
                    wrong.append(f"{model.__name__} {row.pk} ({where.name}): table {said}, visible {row.pk in visible}")

    assert wrong == [], "\n".join(wrong)


def table_opens(row: models.Model, where: Where, who: str, world: World) -> bool:
    """What the declared table says of a row, worked out from where the world says that it stands."""
    label = row._meta.label
    if where is Where.ABROAD:
        return False
    if label in OWN_STAYS and is_own(row, world.users[who].pk):
        return True
    action = OPENED_BY[label]
    if action is None:
        return bool(KNOCKING[who])
    if is_drafted(row) and Role.STAFF not in KNOCKING[who]:
        return False
    reach = reach_of(action, KNOCKING[who])
    if label in OF_THE_COMMITTEE:
        return reach is not Reach.NONE
    if label in {"taskforces.Membership", "taskforces.Charge", "taskforces.Assignment", "taskforces.Coverage"}:
        # These stand in a team, whatever organization they name.
        where = Where.TEAM if row.task_force_id == world.home.teams[0].pk else Where.ELSEWHERE
    return reach >= min(where, Where.TEAM) if where in {Where.OWN, Where.TEAM} else reach is Reach.ALL


def is_own(row: models.Model, user_id: int) -> bool:
    return user_id in {getattr(row, "user_id", None), row.pk if row._meta.label == "accounts.User" else None}


def is_drafted(row: models.Model) -> bool:
    """Whether it belongs to a draft: staff's alone."""
    if row._meta.label == "taskforces.Decision":
        return row.state == "draft"
    return row._meta.app_label == "taskforces" and row.starts_on is None


def test_rights_are_those_of_today_whatever_day_is_shown(client):
    world = make_world()
    client.force_login(world.users[Role.MEMBER])
    before = FIRST - dt.timedelta(days=1)

    then = client.get(f"/organizations/{world.home.district.na_ao_1.pk}/?on={before:%Y-%m-%d}")
    elsewhere = client.get(f"/organizations/{world.home.district.court.pk}/?on={before:%Y-%m-%d}")

    assert (then.status_code, elsewhere.status_code) == (200, 404)


def test_scope_of_a_closed_account_is_empty():
    world = make_world()
    user = world.users[Role.STAFF]
    user.is_active = False

    scope = scope_of(user, TODAY)

    assert dataclasses.replace(scope, today=TODAY).roles == frozenset()
    assert scope.user_id is None


def test_who_attended_keeps_reading_what_he_attended():
    """A member of team 2 is written down at a cell of team 1: he sees that meeting and nothing else there."""
    world = make_world()
    report = apps.get_model("meetings.Report").objects.filter(meeting__cell=world.home.district.na_ao_2).get()
    outsider = world.home.others[0].account

    scope = scope_of(outsider, TODAY)

    assert report.person_id == world.home.others[0].pk
    assert can_see(scope, report)
    assert not can_see(scope, world.home.district.na_ao_2)
    assert place_of(world.home.district.na_ao_2, world) is Where.TEAM
