"""One meeting: what became of it; planned, moved, voided; the meetings of a cell."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import action
from meetings import services
from meetings.forms.planning import MoveForm, PlanForm, VoidForm
from meetings.models import Meeting, Report
from meetings.reports.meeting import meeting_sheet, meetings_of, state_of
from meetings.rules import can_report
from orgs.models import Organization
from orgs.reports.history import Kept, changes_of
from tramgdinh.database.refusals import Refused


@action("meeting.read")
def meeting_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = meeting_of(request, pk)
    scope = request.scope
    own = scope.person_id or 0
    sheet = meeting_sheet(meeting, scope)
    context = {
        "sheet": sheet,
        "has_reported": own in {report.person_id for report in sheet.reports},
        "may_report": can_report(scope, cell_id=meeting.cell_id, person_id=own),
        "may_plan": scope.may("meeting.plan"),
        "entries": changes_of(Kept(Meeting, [pk])) if scope.reaches_all("meeting.read") else [],
    }
    return render(request, "meetings/meeting_detail.html", context)


@action("meeting.plan")
def meeting_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a meeting of a cell beside the expected ones."""
    cell = get_object_or_404(Organization.objects.visible_to(request.scope), pk=pk)
    form = PlanForm(request.POST or None, scope=request.scope)
    if form.is_valid():
        try:
            meeting = services.plan_meeting(cell=cell, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("meetings:meeting_detail", meeting.pk)
    context = {"form": form, "organization": cell, "state": state_of(cell.pk, request.today)}
    return render(request, "meetings/meeting_new.html", context)


@action("meeting.plan")
def meeting_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = meeting_of(request, pk)
    initial = {
        "planned_on": meeting.planned_on,
        "planned_hour": meeting.planned_hour,
        "place": meeting.place_id,
        "is_model": meeting.is_model,
    }
    form = MoveForm(request.POST or None, scope=request.scope, initial=initial)
    if form.is_valid():
        try:
            services.move_meeting(meeting=meeting, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("planned_on", str(refusal))
        else:
            messages.success(request, _("The meeting is moved."))
            return redirect("meetings:meeting_detail", meeting.pk)
    context = {"form": form, "sheet": meeting_sheet(meeting, request.scope)}
    return render(request, "meetings/meeting_move.html", context)


@action("meeting.plan")
def meeting_void(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = meeting_of(request, pk)
    form = VoidForm(request.POST or None)
    if form.is_valid():
        try:
            services.void_meeting(meeting=meeting, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The meeting is voided."))
            return redirect("meetings:meeting_detail", meeting.pk)
    context = {"form": form, "sheet": meeting_sheet(meeting, request.scope)}
    return render(request, "meetings/meeting_void.html", context)


@action("meeting.plan")
def report_void(request: HttpRequest, pk: int) -> HttpResponse:
    """Void a report that was entered by mistake."""
    rows = Report.objects.visible_to(request.scope).standing().select_related("person")
    report = get_object_or_404(rows, pk=pk)
    form = VoidForm(request.POST or None)
    if form.is_valid():
        try:
            services.void_report(report=report, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The report is voided."))
            return redirect("meetings:meeting_detail", report.meeting_id)
    sheet = meeting_sheet(meeting_of(request, report.meeting_id), request.scope)
    return render(request, "meetings/report_void.html", {"form": form, "report": report, "sheet": sheet})


@action("meeting.read")
def organization_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The last meetings of a cell: a part of its page, a page of its own without scripts."""
    organization = get_object_or_404(Organization.objects.visible_to(request.scope), pk=pk)
    state = state_of(pk, request.on)
    context = {
        "organization": organization,
        "name": state.name if state else organization.code,
        "meetings": meetings_of(organization, request.scope),
        "may_plan": request.scope.may("meeting.plan"),
    }
    template = "meetings/organization_panel.html" + ("#panel" if request.htmx else "")
    return render(request, template, context)


def meeting_of(request: HttpRequest, pk: UUID) -> Meeting:
    """The meeting, or 404 for a stranger."""
    meetings = Meeting.objects.visible_to(request.scope).select_related("place", "voided_by")
    return get_object_or_404(meetings, pk=pk)
