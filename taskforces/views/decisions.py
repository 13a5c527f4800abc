"""The timeline of decisions, and one decision with all that it lays down."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import action
from orgs.reports.history import Entry, Kept, changes_of
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, TaskForce
from taskforces.reports import rosters
from taskforces.reports.timeline import Standing, label_of, standing_of, timeline

TONES = {
    Standing.DRAFT: "warn",
    Standing.NOT_YET: "info",
    Standing.IN_FORCE: "ok",
    Standing.REPLACED: "quiet",
    Standing.LAPSED: "quiet",
    Standing.REVOKED: "bad",
}


@action("decision.read")
def decision_list(request: HttpRequest) -> HttpResponse:
    lines = timeline(request.scope, request.on)
    everything = [each for line in lines for each in (line, *line.amendments)]
    drafts = [line for line in everything if line.standing is Standing.DRAFT]
    context = {
        "lines": [line for line in lines if line.standing is not Standing.DRAFT],
        "drafts": drafts,
        "tones": TONES,
        "may_draft": request.scope.may("decision.draft"),
    }
    return render(request, "taskforces/decision_list.html", context)


@action("decision.read")
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What the paper says and what came of it; a draft opens on the table where it is worked."""
    decision = get_object_or_404(
        Decision.objects.visible_to(request.scope).select_related("amends", "ended_under", "created_by", "issued_by"),
        pk=pk,
    )
    if decision.state == Decision.State.DRAFT:
        return redirect("taskforces:draft_detail", pk)
    standing = standing_of(decision, request.on)
    issued = Decision.objects.exclude(state=Decision.State.DRAFT)
    context = {
        "decision": decision,
        "standing": standing,
        "label": label_of(decision, request.on),
        "tone": TONES[standing],
        "teams": rosters.teams_of(decision, decision.takes_effect_on),
        "rules": list(decision.rules.order_by("code")),
        "replaces": list(decision.replaces.order_by("takes_effect_on")),
        "replaced_by": list(issued.filter(replaces=decision)),
        "amendments": [(row, label_of(row, request.on)) for row in _amendments(decision)],
        "may_draft": request.scope.may("decision.draft"),
        "may_issue": request.scope.may("decision.issue"),
        "may_correct": request.scope.may("decision.issue"),
        "is_open": standing in (Standing.IN_FORCE, Standing.NOT_YET),
    }
    return render(request, "taskforces/decision_detail.html", context)


@action("decision.read")
def decision_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who recorded and changed what of the decision and of what it lays down, when, from what to what."""
    decision = get_object_or_404(Decision.objects.visible_to(request.scope).exclude(state="draft"), pk=pk)
    return render(request, "taskforces/decision_history.html", {"decision": decision, "entries": _history_of(decision)})


def _amendments(decision: Decision):  # type: ignore[no-untyped-def]
    rows = decision.amendments.exclude(state=Decision.State.DRAFT).select_related("ended_under")
    return rows.order_by("takes_effect_on", "pk")


def _history_of(decision: Decision) -> list[Entry]:
    """The acts on the paper itself, and the corrections of what was entered under it."""
    mended = Q(voided_at__isnull=False) | Q(corrects__isnull=False)
    models = (TaskForce, Membership, Charge, Assignment, Coverage)
    kept = [
        Kept(each, list(each.objects.filter(mended, decision=decision).values_list("pk", flat=True))) for each in models
    ]
    return changes_of(Kept(Decision, [decision.pk], hidden=frozenset({"version"})), *kept)
