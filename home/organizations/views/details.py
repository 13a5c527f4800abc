"""One organization as of any day, and its history."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import action
from home.organizations.detail import Detail, detail_on
from orgs.models import GRASSROOTS_KINDS, Organization, OrganizationState
from orgs.reports.life import happenings_of, history_of, states_of

# What higher apps know of an organization, asked for by URL; one that is not there yet is left out.
_PANELS = [
    ("taskforces:organization_panel", gettext_lazy("Who answers, today and before"), "assignment.read"),
    ("meetings:organization_panel", gettext_lazy("Meetings"), "meeting.read"),
    ("evaluations:organization_panel", gettext_lazy("Ratings through the years"), "rating.read"),
]


@action("organization.read")
def organization_detail(request: HttpRequest, pk: int) -> HttpResponse:
    organization = _found(request, pk)
    detail = detail_on(organization=organization, day=request.on, scope=request.scope)
    keep = f"?on={request.on.isoformat()}" if request.is_as_of else ""
    context = {
        "detail": detail,
        "organization": organization,
        "trail": _trail(detail, keep),
        "panels": list(_panels(request, pk, keep)),
        "keep": keep,
        "states": states_of(organization),
        "happenings": happenings_of(organization),
        "may_record": request.scope.may("organization.event"),
    }
    return render(request, "orgs/organization_detail.html", context)


@action("organization.read")
def organization_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what, when, from what to what: asked for by the detail page when it is opened."""
    organization = _found(request, pk)
    last = OrganizationState.objects.live().filter(organization=organization).order_by("-starts_on").first()
    template = "orgs/organization_history.html" + ("#entries" if request.htmx else "")
    context = {
        "organization": organization,
        "name": last.name if last else "",
        "entries": history_of(organization),
    }
    return render(request, template, context)


def _found(request: HttpRequest, pk: int) -> Organization:
    return get_object_or_404(Organization.objects.visible_to(request.scope).filter(voided_at=None), pk=pk)


def _trail(detail: Detail, keep: str) -> list[dict[str, str]]:
    """The way down to it: the list, the grassroots organization, the section, itself."""
    state = detail.last
    steps = [{"url": reverse("orgs:organization_list") + keep, "label": _("Party organizations")}]
    above = [(state.grassroots_id, state.grassroots_name), (state.parent_id, state.parent_name)]
    if state.kind in GRASSROOTS_KINDS or state.grassroots_id is None:
        above = []
    seen: set[int] = set()
    for pk, name in above:
        if pk and name and pk not in seen:
            seen.add(pk)
            steps.append({"url": reverse("orgs:organization_detail", args=[pk]) + keep, "label": name})
    return steps


def _panels(request: HttpRequest, pk: int, keep: str):  # type: ignore[no-untyped-def]
    for name, title, needed in _PANELS:
        if not request.scope.may(needed):
            continue
        try:
            yield {"id": name.split(":")[0], "title": title, "url": reverse(name, args=[pk]) + keep}
        except NoReverseMatch:
            continue
