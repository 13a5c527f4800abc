"""Việc của tôi, and the log form."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import action
from meetings import services
from meetings.forms.reports import ReportForm, UnplannedReportForm
from meetings.models import COUNTS, Meeting, Report
from meetings.reports.duties import duties_of
from meetings.reports.meeting import meeting_sheet, people_who_may_go, road_minutes, state_of
from meetings.rules import can_report
from meetings.services import Logged
from meetings.views.meetings import meeting_of
from orgs.models import Organization, OrganizationState, Person
from tramgdinh.database.refusals import Refused


@action("meeting.report")
def my_work(request: HttpRequest) -> HttpResponse:
    """What is due from whoever opens it, today; an account without a person is told where to go instead."""
    person_id = request.scope.person_id
    duties = duties_of(person_id, request.today) if person_id else None
    return render(request, "meetings/my_work.html", {"duties": duties, "day": request.today})


@action("meeting.report")
def report_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Report a meeting, or change the report that stands: `?person=` chooses whose where there is a choice."""
    meeting = meeting_of(request, pk)
    sheet = meeting_sheet(meeting, request.scope)
    people = _people(request, meeting, people_who_may_go(meeting.cell_id, sheet.day, sheet.state))
    if not people or meeting.voided_at is not None:
        raise Http404
    standing = {row.person_id: row for row in sheet.reports}
    chosen = _chosen(request, people)
    mine = standing.get(chosen.pk) if chosen else None
    initial = (
        _initial(mine)
        if mine
        else {
            "held_on": min(meeting.planned_on, request.today),
            "start_hour": meeting.planned_hour,
            "road_minutes": road_minutes(sheet.state),
            "person": chosen.pk if chosen else None,
        }
    )
    form = ReportForm(request.POST or None, month=meeting.month, today=request.today, people=people, initial=initial)
    if form.is_valid():
        logged = _log(request, form, meeting)
        if logged is not None:
            return _said(request, logged)
    context = {"form": form, "sheet": sheet, "mine": mine, "people": people}
    return render(request, "meetings/report_new.html", context)


def _log(request: HttpRequest, form: ReportForm, meeting: Meeting) -> Logged | None:
    try:
        return services.log_report(
            meeting=meeting,
            person=form.cleaned_data["person"],
            client_uuid=form.cleaned_data["client_uuid"],
            entered_at=timezone.now(),
            today=request.today,
            replaces=form.cleaned_data.get("version"),
            by=request.user,
            **form.facts,
        )
    except (services.NotYet, services.NotItsMonth) as refusal:
        form.add_error("held_on", str(refusal))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
    return None


def _said(request: HttpRequest, logged: Logged) -> HttpResponse:
    if logged.is_new:
        messages.success(request, _("The report is recorded."))
    else:
        messages.info(request, _("This report had already been received; it is recorded once."))
    return redirect("meetings:meeting_detail", logged.report.meeting_id)


@action("meeting.report")
def report_unplanned(request: HttpRequest) -> HttpResponse:
    """Report a meeting that nobody had planned, of any cell within reach; for oneself."""
    person = get_object_or_404(Person.objects.filter(pk=request.scope.person_id))
    states = (
        OrganizationState.objects.on(request.today).cells().filter(organization_id__in=request.scope.organization_ids)
    )
    cells = list(states.with_parents(request.today).customary())
    if not cells:
        raise Http404
    form = UnplannedReportForm(
        request.POST or None,
        cells=cells,
        today=request.today,
        people=[person],
        initial={"cell": request.GET.get("cell", ""), "held_on": request.today},
    )
    if form.is_valid():
        cell = next(row for row in cells if str(row.organization_id) == form.cleaned_data["cell"])
        facts = form.facts
        if facts.get("road_minutes") is None and facts.get("presence") == Report.Presence.ATTENDED:
            facts["road_minutes"] = road_minutes(state_of(cell.organization_id, request.today))
        try:
            logged = services.log_unplanned_report(
                cell=Organization.objects.get(pk=cell.organization_id),
                kind=form.cleaned_data["kind"],
                person=person,
                client_uuid=form.cleaned_data["client_uuid"],
                entered_at=timezone.now(),
                today=request.today,
                by=request.user,
                **facts,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return _said(request, logged)
    return render(request, "meetings/report_unplanned.html", {"form": form})


def _people(request: HttpRequest, meeting: Meeting, candidates: list[Person]) -> list[Person]:
    """Those for whom the reader may report; himself first, also where the decision of that day did not name him."""
    scope = request.scope
    if scope.person_id and scope.person_id not in {person.pk for person in candidates}:
        candidates = [*Person.objects.filter(pk=scope.person_id), *candidates]
    candidates.sort(key=lambda person: person.pk != scope.person_id)
    return [person for person in candidates if can_report(scope, cell_id=meeting.cell_id, person_id=person.pk)]


def _chosen(request: HttpRequest, people: list[Person]) -> Person | None:
    asked = request.POST.get("person") or request.GET.get("person") or ""
    chosen = next((person for person in people if str(person.pk) == asked), None)
    if chosen is None and not asked and people[0].pk == request.scope.person_id:
        return people[0]
    return chosen or (people[0] if len(people) == 1 else None)


def _initial(report: Report) -> dict[str, Any]:
    kept = ["not_held_reason", "held_on", "presence", "start_hour", "end_hour", *COUNTS, "road_minutes"]
    kept += ["paper_number", "self_level", "attendee_level", "discussed", "version"]
    return {
        "held": "yes" if report.held else "no",
        "person": report.person_id,
        **{name: getattr(report, name) for name in kept},
    }
