"""What base.html needs on every page: the days, the committee's name, the way to the other pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.scope import Scope
from orgs.models import CommitteeName

# (label, url name, action of the declared table that opens it)
_ITEMS = [
    (_("Overview"), "home:overview", "home.read"),
    (_("My work"), "meetings:my_work", "meeting.report"),
    (_("Who answers"), "home:who_answers", "assignment.read"),
    (_("Party organizations"), "orgs:organization_list", "organization.read"),
    (_("Decisions"), "taskforces:decision_list", "decision.read"),
    (_("Teams"), "taskforces:team_list", "team.read"),
    (_("People"), "taskforces:person_list", "person.read"),
    (_("Meetings"), "meetings:month_board", "meeting.read"),
    (_("Ratings"), "evaluations:campaign_list", "rating.read"),
    (_("Administration"), "admin:index", "admin.enter"),
]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the shell; for somebody not signed in only what the sign-in page shows."""
    scope = getattr(request, "scope", None)
    if not isinstance(scope, Scope) or scope.user_id is None:
        # The door too says that this is the sample, and names its accounts.
        sample_day = getattr(request, "sample_day", None)
        return {
            "nav_items": [],
            "today": getattr(request, "today", None),
            "is_as_of": False,
            "sample_day": sample_day,
        }
    return {
        "nav_items": list(_items(request, scope)),
        "today": request.today,  # type: ignore[attr-defined]
        "on": request.on,  # type: ignore[attr-defined]
        "is_as_of": request.is_as_of,  # type: ignore[attr-defined]
        "sample_day": request.sample_day,  # type: ignore[attr-defined]
        "committee_name": _committee_name(scope),
        "account_name": scope.name,
        "account_roles": [role.label for role in Role if role in scope.roles],
        "scope": scope,
    }


def _items(request: HttpRequest, scope: Scope):  # type: ignore[no-untyped-def]
    for label, name, action in _ITEMS:
        if not scope.may(action) or (name == "meetings:my_work" and not scope.team_ids):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        active = request.path == url or (url != "/" and request.path.startswith(url))
        yield {"label": label, "url": url, "active": active}


def _committee_name(scope: Scope) -> str:
    names = CommitteeName.objects.on(scope.today).filter(committee_id=scope.committee_id)
    return names.values_list("name", flat=True).first() or ""
