"""Every address × method × role × place, generated from the URLconf, against the one declared table.

A new view needs nothing here but a row in PARAMETERS (addresses.py) when its address has a new parameter.
"""

import copy
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts.middleware import OPEN_VIEWS
from accounts.models import Role
from accounts.permissions import ACTIONS, Reach, reach_of
from tests.architecture.addresses import METHODS, Address, addresses, parameters_for, strayed, url_of
from tests.architecture.world import Where, World, make_world

pytestmark = pytest.mark.django_db

# Whoever is not signed in may open these; all else sends him to the door.
WITHOUT_SIGNING_IN = {
    "account_login": "the door itself",
    "account_inactive": "what the door says to a closed account",
    "account_logout": "somebody already out is told so",
}
# Addresses whose answer depends on more than the table says, each with its reason.
ANSWERS_OF_THEIR_OWN: dict[str, str] = {
    "admin:login": "sends everybody to the one door",
    "admin:autocomplete": "answers 403 until the admin page's script says which field it is for",
}
ANSWERS_OF_THEIR_OWN_BY_POST = {
    "taskforces:draft_release": "the form names the row, and an empty one names none",
}
# Open to those of a team alone, whatever else the table opens to them.
FOR_THOSE_OF_A_TEAM = {
    "meetings:report_unplanned": "one's own attendance at a cell of one's own teams",
}
# Where "own" in the table is one's own person, not one's own cell.
OWN_PERSON = {
    "meetings:report_new": "one reports for oneself on any cell of the team, since one may stand in (can_report)",
}
OPENED = {200, 302, 400, 405, 409, 422}


def declared_action(address: Address) -> str | None:
    """The row of the table that the view asks; the admin site asks one for all."""
    if address.name in OPEN_VIEWS:
        return None
    return getattr(address.view, "action", "admin.enter" if address.name.startswith("admin:") else "")


def test_every_view_declares_an_action_of_the_table():
    undeclared = [a.name for a in addresses() if declared_action(a) not in {None, *ACTIONS}]

    assert undeclared == []


def test_every_view_that_is_open_to_all_exists():
    assert sorted(set(OPEN_VIEWS) - {a.name for a in addresses()}) == []


def test_every_action_of_the_table_is_used():
    used = {declared_action(a) for a in addresses()} | ASKED_INSIDE_VIEWS

    assert sorted(set(ACTIONS) - used) == []


# Asked by name where a page or the admin site shows or does more than the view's own action.
ASKED_INSIDE_VIEWS = {
    "home.read",
    "account.read",
    "account.write",
    "access_log.read",
    "reference.write",
    "sample.settings",
    "assignment.reassign",
}


def test_every_address_asks_for_a_login():
    """Whatever it names and however it is asked, nobody learns more than where the door is."""
    world = make_world()
    client = Client(raise_request_exception=False)

    answers = {
        f"{method} {address}": found
        for address in addresses()
        if address.name not in WITHOUT_SIGNING_IN
        for values in list(parameters_for(address, world).values())[:1]
        for method in METHODS[: 2 if address.name.startswith("admin:") else None]
        if (found := ask(client, method, url_of(address, values))) not in TO_THE_DOOR
    }

    assert answers == {}, "\n".join(f"{asked}: {found}" for asked, found in answers.items())


TO_THE_DOOR = {"302 /accounts/login/", "302 /admin/login/"}  # the second leads to the first


def ask(client: Client, method: str, url: str) -> str:
    """The answer's status, where a redirect leads, and what its headers lack. What the request wrote is undone."""
    cookies = copy.copy(client.cookies)  # for signing out
    with transaction.atomic():
        response = client.generic(method, url)
        if response.streaming:
            list(response)  # to the end, which closes the file
        transaction.set_rollback(True)
    client.cookies = cookies
    place = response.headers.get("Location", "").partition("?")[0]
    return " ".join(filter(None, [str(response.status_code), place, lacking(response)]))


# On every answer, refusals too (Content-Security-Policy: settings, without a single `unsafe-`).
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; "
        "img-src 'self' data:; form-action 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def lacking(response: HttpResponse) -> str:
    """The names of the headers that are not as they should be; "" when all are."""
    wrong = [name for name, value in HEADERS.items() if response.headers.get(name) != value]
    cached = response.headers.get("Cache-Control", "")
    if response.wsgi_request.user.is_authenticated and not {"no-store", "private"} <= set(cached.split(", ")):
        wrong.append("Cache-Control")
    if "geolocation=()" not in response.headers.get("Permissions-Policy", ""):
        wrong.append("Permissions-Policy")
    return f"without {', '.join(wrong)}" if wrong else ""


KNOCKING: dict[str, set[Role]] = {
    Role.ADMINISTRATOR: {Role.ADMINISTRATOR},
    Role.STAFF: {Role.STAFF},
    Role.LEADER: {Role.LEADER},
    Role.INSPECTOR: {Role.INSPECTOR},
    Role.TEAM_LEADER: {Role.TEAM_LEADER, Role.MEMBER},
    Role.MEMBER: {Role.MEMBER},
    "nobody": set(),
}


@pytest.mark.parametrize("who", KNOCKING)
def test_each_role_opens_exactly_what_the_table_says(who):
    world = make_world()
    client = Client(raise_request_exception=False)
    client.force_login(world.users[who])

    wrong = [line for address in addresses() for line in knock(client, address, world, KNOCKING[who])]

    assert wrong == [], "\n".join(wrong)


def knock(client: Client, address: Address, world: World, roles: set[Role]) -> Iterator[str]:
    """A line for each answer that is not what the table says.

    What the action closes is closed before the view looks at anything, so one place is enough there, and on the admin
    site, which has one door for all, two methods.
    """
    action = declared_action(address)
    if action is None or address.name in ANSWERS_OF_THEIR_OWN:
        return
    places = parameters_for(address, world)
    closed = reach_of(action, roles) is Reach.NONE
    methods = METHODS if closed and action != "admin.enter" else ("GET", "POST")
    for where, values in list(places.items())[: 1 if closed else None]:
        url = url_of(address, values)
        expected = opens(action, address, roles, where)
        for method in methods:
            if method == "POST" and address.name in ANSWERS_OF_THEIR_OWN_BY_POST:
                continue
            answer = ask(client, method, url)
            status = 403 if answer in TO_THE_DOOR else int(answer[:3])
            if " without " in answer:
                yield f"{method} {url} ({address}): {answer}"
            # 405: the view takes POST alone, and says so before it looks for the row.
            if status in OPENED if expected else status == 404 or (status == 405 and method == "GET" and not closed):
                continue
            said = "open" if expected else "404"
            yield f"{method} {url} ({address}, {where.name}): {status}, but the table says {said}"


@pytest.mark.parametrize("who", [Role.STAFF, Role.ADMINISTRATOR])
def test_an_address_of_ours_does_not_lead_on_to_a_row_of_another_committee(who):
    world = make_world()
    client = Client(raise_request_exception=False)
    client.force_login(world.users[who])

    wrong = {
        f"{method} {url_of(address, values)}": status
        for address in addresses()
        if (values := strayed(address, world))
        for method in ("GET", "POST")
        if (status := ask(client, method, url_of(address, values))[:3]) not in {"404", "405"}
    }

    assert wrong == {}, "\n".join(f"{asked}: {found}" for asked, found in wrong.items())


def opens(action: str, address: Address, roles: set[Role], where: Where) -> bool:
    """What the table says: far enough, and nobody reaches into another committee."""
    if address.name in FOR_THOSE_OF_A_TEAM and not roles & {Role.TEAM_LEADER, Role.MEMBER}:
        return False
    if address.name in OWN_PERSON and where is Where.TEAM:
        where = Where.OWN
    return where is not Where.ABROAD and reach_of(action, roles) >= where
