"""Teams as of a day, and the delegation that lets a deputy or the secretary act for the leader."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import action
from taskforces import services
from taskforces.forms.reassigning import DelegateForm
from taskforces.models import Decision, Delegation, Membership, TaskForce
from taskforces.reports import rosters
from taskforces.reports.summaries import team_figures
from taskforces.views.drafts import add_refusal
from tramgdinh.database.refusals import Refused


@action("team.read")
def team_list(request: HttpRequest) -> HttpResponse:
    teams = team_figures(request.on, scope=request.scope)
    decisions = Decision.objects.visible_to(request.scope).in_force_on(request.on).order_by("takes_effect_on", "pk")
    kinds = ("members", "organizations", "cells", "named", "left", "outside", "forgotten")
    totals = {kind: sum(getattr(team, kind) for team in teams) for kind in kinds}
    return render(
        request,
        "taskforces/team_list.html",
        {"teams": teams, "decisions": list(decisions), "totals": totals},
    )


@action("team.read")
def team_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A team as of the day asked; of one that had ended or had not begun, as of its last or first day."""
    row = get_object_or_404(
        TaskForce.objects.visible_to(request.scope)
        .filter(starts_on__isnull=False)
        .select_related("decision", "continues__decision"),
        pk=pk,
    )
    day = min(max(request.on, row.starts_on), row.ends_on or request.on)
    day = max(day, row.starts_on)
    found = rosters.teams_on(day, scope=request.scope, only=[pk])
    team = found[0] if found else None
    acting = Delegation.objects.on(day).filter(membership__task_force=row).values_list("membership_id", flat=True)
    return render(
        request,
        "taskforces/team_detail.html",
        {
            "row": row,
            "team": team,
            "day": day,
            "is_moved": day != request.on,
            "acting": set(acting),
            "continued_by": list(row.continued_by.filter(starts_on__isnull=False).select_related("decision")),
            "may_delegate": _may_delegate(request, row),
        },
    )


def _may_delegate(request: HttpRequest, team: TaskForce) -> bool:
    scope = request.scope
    return scope.reaches_all("team.delegate") or (scope.may("team.delegate") and team.pk in scope.led_team_ids)


@action("team.delegate")
def team_delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """A deputy or the secretary acts for the leader; the leader himself or the staff says so, and ends it."""
    team = get_object_or_404(TaskForce.objects.visible_to(request.scope).on(request.today), pk=pk)
    if not _may_delegate(request, team):
        raise Http404
    members = Membership.objects.on(request.today).filter(task_force=team).select_related("person")
    members = members.filter(role__in=[Membership.Role.DEPUTY, Membership.Role.SECRETARY])
    form = DelegateForm(request.POST or None, members=members, initial={"first_day": request.today})
    if form.is_valid():
        try:
            services.delegate(by=request.user, **form.cleaned_data)
        except (Refused, ValidationError) as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("Recorded. The comrade's rights change at once."))
            return redirect("taskforces:team_delegate", pk)
    rows = Delegation.objects.live().filter(membership__task_force=team).select_related("membership__person")
    context = {"form": form, "team": team, "delegations": list(rows.order_by("-starts_on"))}
    return render(request, "taskforces/team_delegate.html", context)


@action("team.delegate")
@require_POST
def team_undelegate(request: HttpRequest, pk: int, delegation_pk: int) -> HttpResponse:
    """End a delegation with today."""
    team = get_object_or_404(TaskForce.objects.visible_to(request.scope), pk=pk)
    if not _may_delegate(request, team):
        raise Http404
    row = get_object_or_404(Delegation.objects.live(), membership__task_force=team, pk=delegation_pk)
    try:
        services.undelegate(delegation=row, last_day=request.today, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The delegation ends with today."))
    return redirect("taskforces:team_delegate", pk)
