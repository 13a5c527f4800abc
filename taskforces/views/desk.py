"""What every page of a draft shares: finding it, showing the table, saying that somebody else was faster."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from taskforces.models import Assignment, Coverage, Decision, Membership, TaskForce
from taskforces.reports.desk import Desk, desk_of, desk_of_team
from taskforces.reports.differences import difference
from taskforces.services import StaleDraft
from tramgdinh.database.refusals import Refused

# Sent back with the fresh table: static/js/desk.js lets htmx put it in although it is a refusal.
STALE, REFUSED = 409, 422


def get_draft(request: HttpRequest, pk: int) -> Decision:
    """Return a draft that the reader may work on; 404 for an issued one and for a stranger."""
    drafts = Decision.objects.visible_to(request.scope).drafts()
    return get_object_or_404(drafts.select_related("committee", "amends", "created_by"), pk=pk)


def get_team(draft: Decision, pk: int) -> TaskForce:
    """Return a team that the draft lays down, or one of the decision that it amends."""
    family = [draft.pk, *([draft.amends_id] if draft.amends_id else [])]
    return get_object_or_404(TaskForce.objects.live().select_related("decision"), decision_id__in=family, pk=pk)


def open_desk(request: HttpRequest, draft: Decision) -> Desk:
    """Return the table of the draft for the day on which it is to take effect, else for today."""
    return desk_of(draft, draft.takes_effect_on or request.today)


def version_of(request: HttpRequest) -> int:
    """Return the version that the sender saw; one that cannot be read is stale."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def show(
    request: HttpRequest,
    draft: Decision,
    team: TaskForce | None = None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the whole table, or one team of it; to htmx only the part that changes."""
    desk = open_desk(request, draft)
    template = "taskforces/draft_team.html" if team else "taskforces/draft_detail.html"
    context: dict[str, Any] = {
        "draft": draft,
        "desk": desk,
        "difference": difference(draft, desk.day, result=desk.result),
        "refusal": refusal,
        "is_stale": status == STALE,
        "is_amending": draft.nature == Decision.Nature.AMENDING,
    }
    if team:
        context |= {
            "team": desk_of_team(desk, team),
            "capacities": Assignment.Capacity.choices,
            "periods": Assignment.Per.choices,
            "kinds": Coverage.Kind,
            "roles": Membership.Role,
        }
    return render(request, template + ("#desk" if request.htmx else ""), context, status=status)


def take(request: HttpRequest, draft: Decision, team: TaskForce | None, do: Callable[[], object]) -> HttpResponse:
    """Carry out one step of the table and show it anew; a refusal stands above it in words."""
    try:
        do()
    except StaleDraft as stale:
        return show(request, get_draft(request, draft.pk), team, refusal=str(stale), status=STALE)
    except Refused as refused:
        return show(request, get_draft(request, draft.pk), team, refusal=str(refused), status=REFUSED)
    except ValidationError as wrong:
        return show(request, get_draft(request, draft.pk), team, refusal=" ".join(wrong.messages), status=REFUSED)
    if request.htmx:
        return show(request, get_draft(request, draft.pk), team)
    if team:
        return redirect("taskforces:draft_team", draft.pk, team.pk)
    return redirect("taskforces:draft_detail", draft.pk)
