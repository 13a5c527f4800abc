"""Who answered for a cell or a grassroots organization, today and through the years."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.permissions import action
from orgs.models import Organization, OrganizationState
from taskforces.reports.answers import who_answers
from taskforces.reports.cells import years_of
from taskforces.reports.labels import labels_on


@action("assignment.read")
def cell_history(request: HttpRequest, pk: int) -> HttpResponse:
    context = _years(request, pk)
    return render(request, "taskforces/cell_history.html", context)


@action("assignment.read")
def organization_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for the page of an organization: a part of it to htmx, a page of its own without script."""
    context = _years(request, pk)
    return render(request, "taskforces/cell_history.html" + ("#years" if request.htmx else ""), context)


def _years(request: HttpRequest, pk: int) -> dict[str, Any]:
    organization = get_object_or_404(Organization.objects.visible_to(request.scope), pk=pk)
    label = labels_on([pk], request.on)[pk]
    stretches = years_of(pk)
    below = OrganizationState.objects.on(request.on).cells().filter(grassroots_id=pk).exclude(organization_id=pk)
    return {
        "organization": organization,
        "cell": label,
        "answer": who_answers(pk, request.on),
        "stretches": [
            (stretch, stretch.first <= request.on and (stretch.last is None or request.on <= stretch.last))
            for stretch in stretches
        ],
        "below": below.count() if not label.is_cell else 0,
        "may_correct": request.scope.may("decision.issue"),
        "may_reassign": label.is_cell and request.scope.may("assignment.reassign"),
    }
