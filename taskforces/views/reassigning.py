"""Điều chỉnh phân công: the staff's page and the administrator's step in the admin site, by one service."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import action
from orgs.models import Committee, Organization, OrganizationState, Person
from taskforces import services
from taskforces.forms.reassigning import ReassignForm
from taskforces.models import Assignment, Charge, Decision, Membership, TaskForce
from taskforces.reports.labels import labels_on
from taskforces.rules.loads import load_breaches
from taskforces.scans import BadScan
from taskforces.views.drafts import add_refusal
from tramgdinh.database.refusals import Refused


@action("assignment.reassign")
def reassign(request: HttpRequest) -> HttpResponse:
    """Choose a team, its cells, the new member; then a preview; then the record."""
    return reassigning(request, template="taskforces/reassign.html")


def reassigning(request: HttpRequest, *, template: str, more: dict[str, Any] | None = None) -> HttpResponse:
    """Carry the steps through on a page of `template`; in the end show the decision that says so."""
    teams = list(TaskForce.objects.visible_to(request.scope).on(request.today).select_related("decision"))
    team, chosen = _asked(request, teams)
    context = {"teams": teams, "team": team, "form": None, "preview": None} | (more or {})
    if team is None:
        return render(request, template, context)
    form = _form(request, team, chosen)
    if set(chosen) - set(dict(form.fields["cells"].choices)):  # type: ignore[attr-defined]
        messages.warning(request, _("Some of the cells belong to other teams. They are reassigned team by team."))
    if form.is_valid():
        lines = _preview(form)
        if _confirmed(request, form) and not any(line.problem for line in lines):
            decision = _carry_out(request, form)
            if decision:
                return redirect("taskforces:decision_detail", decision.pk)
        seen = form.cleaned_data["takes_effect_on"].isoformat()
        context["preview"] = {
            "lines": lines,
            "problems": [x.problem for x in lines if x.problem],
            "breaches": _breaches(form, lines),
            "late": form.cleaned_data["takes_effect_on"] < request.today,
            "seen": seen,
        }
    return render(request, template, context | {"form": form})


def _asked(request: HttpRequest, teams: list[TaskForce]) -> tuple[TaskForce | None, list[int]]:
    """The team asked for, or the one that has the first of the cells asked for."""
    sent = request.POST if request.method == "POST" else request.GET
    cells = [int(pk) for pk in sent.getlist("cells") if pk.isdecimal()]
    asked = request.GET.get("team", "")
    team = next((team for team in teams if str(team.pk) == asked), None)
    if team is None and cells:
        roots = OrganizationState.objects.on(request.today).filter(organization_id__in=cells)
        having = Charge.objects.on(request.today).filter(organization_id__in=roots.values("grassroots_id"))
        ids = list(having.values_list("task_force_id", flat=True)[:1])
        team = next((team for team in teams if team.pk in ids), None)
    return team, cells


def _form(request: HttpRequest, team: TaskForce, chosen: list[int]) -> ReassignForm:
    today: dt.date = request.today
    members = Membership.objects.on(today).filter(task_force=team).select_related("person").order_by("rank_order")
    last = Decision.objects.visible_to(request.scope).issued().order_by("-signed_on", "-pk").first()
    known = {
        "cells": chosen,
        "takes_effect_on": today,
        "signed_on": today,
        **({name: getattr(last, name) for name in ("symbol", "term", "signer_title", "signer_name")} if last else {}),
    }
    drafts = Decision.objects.visible_to(request.scope).drafts()
    return ReassignForm(
        request.POST or None,
        request.FILES or None,
        initial=known,
        cells=_cells(team, today),
        people={row.person_id: f"{row.person} ({row.get_role_display()})" for row in members},
        drafts=[
            *drafts.filter(amends_id=team.decision_id, nature=Decision.Nature.AMENDING),
            *drafts.filter(replaces=team.decision),
        ],
    )


def _cells(team: TaskForce, today: dt.date) -> dict[int, str]:
    """The cells of the team's organizations, each with who attends it today."""
    organizations = Charge.objects.on(today).filter(task_force=team).values("organization_id")
    states = OrganizationState.objects.on(today).cells().filter(grassroots_id__in=organizations).customary()
    cells = list(states.values_list("organization_id", flat=True))
    rows = Assignment.objects.on(today).in_charge().filter(cell_id__in=cells).select_related("person")
    names = {row.cell_id: row.person.full_name for row in rows}
    labels = labels_on(cells, today)
    return {pk: f"{labels[pk].long_name} – {names.get(pk) or _('no named member')}" for pk in cells}


def _people_and_cells(form: ReassignForm) -> tuple[list[Organization], Person]:
    found = {row.pk: row for row in Organization.objects.filter(pk__in=form.cleaned_data["cells"])}
    return [found[pk] for pk in form.cleaned_data["cells"]], Person.objects.get(pk=form.cleaned_data["person"])


def _preview(form: ReassignForm) -> list[services.Reassignment]:
    cells, person = _people_and_cells(form)
    day = form.cleaned_data["takes_effect_on"]
    return services.preview_reassign(cells=cells, person=person, takes_effect_on=day, draft=form.draft)


def _breaches(form: ReassignForm, lines: list[services.Reassignment]) -> list[str]:
    """The rule on the number of cells, where these lines break it: a warning with the number."""
    base = next((line.base for line in lines if line.base), None)
    if base is None:
        return []
    moves = [(line.was, line.becomes) for line in lines if line.was != line.becomes]
    found = load_breaches(moves=moves, base=base, day=form.cleaned_data["takes_effect_on"])
    return [breach.sentence for breach in found]


def _confirmed(request: HttpRequest, form: ReassignForm) -> bool:
    seen = request.POST.get("seen", "")
    return request.POST.get("step") == "record" and seen == form.cleaned_data["takes_effect_on"].isoformat()


def _carry_out(request: HttpRequest, form: ReassignForm) -> Decision | None:
    cells, person = _people_and_cells(form)
    facts = {name: form.cleaned_data[name] for name in ("takes_effect_on", "basis", "reason")}
    if form.draft:
        facts |= {"draft": form.draft, "version": int(form.cleaned_data["how"].split(":")[1])}
    else:
        on_paper = ("number", "symbol", "term", "signed_on", "signer_title", "signer_name", "scan")
        facts |= {name: form.cleaned_data[name] for name in on_paper}
    try:
        decision = services.reassign(
            cells=cells,
            person=person,
            by=request.user,
            today=request.today,
            committee=Committee.objects.visible_to(request.scope).get(),
            **facts,
        )
    except BadScan as refused:
        form.add_error("scan", str(refused))
        return None
    except (Refused, ValidationError) as refused:
        add_refusal(form, refused)
        return None
    messages.success(request, _("The assignment has been adjusted by %(decision)s.") % {"decision": decision})
    return decision
