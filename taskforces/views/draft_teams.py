"""The steps on a team of a draft: each is one small POST that carries the version which its sender saw."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.permissions import action
from orgs.models import Organization, OrganizationState, Person
from taskforces import services
from taskforces.forms.drafts import CellsForm, TeamForm
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, TaskForce
from taskforces.reports.desk import desk_of_team
from taskforces.views.desk import REFUSED, STALE, get_draft, get_team, open_desk, show, take, version_of
from taskforces.views.drafts import add_refusal
from tramgdinh.database.refusals import Refused

RELEASABLE = {"membership": Membership, "charge": Charge, "assignment": Assignment, "coverage": Coverage}


@action("decision.draft")
def draft_team(request: HttpRequest, pk: int, team_pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    return show(request, draft, get_team(draft, team_pk))


@action("decision.draft")
def draft_team_new(request: HttpRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    numbers = TaskForce.objects.live().filter(decision=draft).values_list("number", flat=True)
    return _team_form(request, draft, None, {"number": max(numbers, default=0) + 1})


@action("decision.draft")
def draft_team_edit(request: HttpRequest, pk: int, team_pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    team = get_object_or_404(TaskForce, decision=draft, pk=team_pk)
    return _team_form(request, draft, team, {"number": team.number, "name": team.name})


@action("decision.draft")
@require_POST
def draft_team_remove(request: HttpRequest, pk: int, team_pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    team = get_object_or_404(TaskForce, decision=draft, pk=team_pk)
    version = version_of(request)
    return take(
        request,
        draft,
        None,
        lambda: services.remove_team(draft=draft, version=version, by=request.user, team=team),
    )


@action("decision.draft")
def draft_charges(request: HttpRequest, pk: int, team_pk: int) -> HttpResponse:
    """Choose the organizations of a team among all; one that another team has would move over."""
    draft = get_draft(request, pk)
    team = get_team(draft, team_pk)
    if request.method == "POST":
        return _put_charges(request, draft, team)
    desk = open_desk(request, draft)
    teams = {row.row.pk: row.row for row in desk.teams}
    holder = {row.organization_id: row.task_force_id for row in desk.result.after.charges}
    own = {row.organization_id for row in desk.result.after.charges if row.decision_id == draft.pk}
    states = OrganizationState.objects.on(desk.day).visible_to(request.scope).grassroots().customary()
    rows = [
        {
            "pk": state.organization_id,
            "name": state.name,
            "holder": teams.get(holder.get(state.organization_id)),
            "mine": holder.get(state.organization_id) == team.pk,
            # What stands under the amended decision is given up by a release, not by an empty box.
            "fixed": holder.get(state.organization_id) == team.pk and state.organization_id not in own,
        }
        for state in states
    ]
    context = {"draft": draft, "team": team, "rows": rows}
    return render(request, "taskforces/draft_charges.html", context)


@action("decision.draft")
@require_POST
def draft_cells(request: HttpRequest, pk: int, team_pk: int) -> HttpResponse:
    """Many cells of the team at once: to a member, left to the team, out of scope, or taken back."""
    draft = get_draft(request, pk)
    team = get_team(draft, team_pk)
    table = desk_of_team(open_desk(request, draft), team)
    cells = [cell.cell.organization_id for row in table.organizations for cell in row.cells]
    people = [member.row.person_id for member in table.members]
    form = CellsForm(request.POST, cells=cells, people=people)
    if not form.is_valid():
        return show(request, draft, team, refusal=form.sentences, status=REFUSED)
    return take(request, draft, team, lambda: _say(request, draft, team, form.cleaned_data))


@action("decision.draft")
@require_POST
def draft_release(request: HttpRequest, pk: int, team_pk: int) -> HttpResponse:
    """An amending draft ends a row that stands, or takes that back (`undo`)."""
    draft = get_draft(request, pk)
    team = get_team(draft, team_pk)
    model = RELEASABLE.get(request.POST.get("kind", ""))
    row_pk = request.POST.get("row", "")
    if model is None or not row_pk.isdecimal():
        raise Http404
    row = get_object_or_404(model, task_force=team, pk=row_pk)
    step = services.unrelease if request.POST.get("undo") else services.release
    version = version_of(request)
    return take(request, draft, team, lambda: step(draft=draft, version=version, by=request.user, row=row))


def _team_form(request: HttpRequest, draft: Decision, team: TaskForce | None, known: dict[str, Any]) -> HttpResponse:
    form = TeamForm(request.POST or None, initial=known | {"version": draft.version})
    if form.is_valid():
        facts = dict(form.cleaned_data)
        version = facts.pop("version")
        try:
            team = services.put_team(draft=draft, version=version, by=request.user, team=team, **facts)
        except services.StaleDraft as stale:
            return show(request, get_draft(request, draft.pk), refusal=str(stale), status=STALE)
        except (Refused, ValidationError) as refused:
            add_refusal(form, refused)
        else:
            return redirect("taskforces:draft_team", draft.pk, team.pk)
    return render(request, "taskforces/draft_team_form.html", {"form": form, "draft": draft, "team": team})


def _put_charges(request: HttpRequest, draft: Decision, team: TaskForce) -> HttpResponse:
    asked = [int(value) for value in request.POST.getlist("organizations") if value.isdecimal()]
    organizations = Organization.objects.visible_to(request.scope).filter(pk__in=asked)
    try:
        services.put_charges(
            draft=draft,
            version=version_of(request),
            by=request.user,
            task_force=team,
            organizations=organizations,
        )
    except services.StaleDraft as stale:
        return show(request, get_draft(request, draft.pk), team, refusal=str(stale), status=STALE)
    except Refused as refused:
        return show(request, get_draft(request, draft.pk), team, refusal=str(refused), status=REFUSED)
    return redirect("taskforces:draft_team", draft.pk, team.pk)


def _say(request: HttpRequest, draft: Decision, team: TaskForce, found: dict[str, Any]) -> None:
    cells = list(Organization.objects.filter(pk__in=found["cells"]))
    common = {"draft": draft, "version": found["version"], "by": request.user, "cells": cells}
    if found["say"] == CellsForm.Say.CLEAR:
        services.unassign_cells(**common)
    elif found["say"] == CellsForm.Say.PERSON:
        services.assign_cells(
            task_force=team,
            person=Person.objects.get(pk=found["person"]),
            capacity=found["capacity"] or Assignment.Capacity.IN_CHARGE,
            visits=found["visits"] or 1,
            visits_per=found["visits_per"] or Assignment.Per.MONTH,
            **common,
        )
    else:
        services.assign_cells(task_force=team, coverage=found["say"], **common)
