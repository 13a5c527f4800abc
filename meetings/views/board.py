"""The month board: totals of the teams, which open their cells; its spreadsheet; planning the month."""

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.models import AccessLog
from accounts.permissions import action
from accounts.services import log_access
from meetings import services
from meetings.forms.planning import NotADay, asked_month
from meetings.reports.board import Board, TeamMonth, board_of
from meetings.reports.labels import MET, VISIT, met_text, visit_text, when_text
from meetings.reports.visits import CellMonth
from meetings.rules import next_month, previous_month
from orgs.models import Committee
from tramgdinh.documents.workbooks import XLSX, Column, list_workbook
from tramgdinh.text.dates import show_day, show_month
from tramgdinh.text.slugs import file_name

ALL_TEAMS = "all"


@dataclass(frozen=True)
class ShownCell:
    """A cell's row with its words."""

    row: CellMonth
    when: str
    met: str
    met_tone: str
    visit: str
    visit_tone: str


@dataclass(frozen=True)
class ShownTeam:
    """A team's totals, and its cells where they are open."""

    team: TeamMonth
    is_open: bool
    cells: list[ShownCell]


@action("meeting.read")
def month_board(request: HttpRequest) -> HttpResponse:
    """`?month=2020-02`; `?team=` opens a team's cells (all: every team's); `?on=` shows what was known that day."""
    try:
        month = asked_month(request.GET.get("month", ""), request.on)
    except NotADay as refusal:
        context = {"reason": str(refusal), "title": _("No such month")}
        return render(request, "400.html", context, status=400)
    board = board_of(month=month, on=request.on, scope=request.scope)
    opened = request.GET.get("team", "")
    context = {
        "month": month,
        "board": board,
        "opened": opened,
        "teams": [_shown(team, opened) for team in board.teams],
    }
    if request.htmx and opened != ALL_TEAMS:
        one = [team for team in context["teams"] if str(team.team.key) == opened]
        return render(request, "meetings/month_board.html#team_rows", context | {"teams": one})
    context |= {
        "before": previous_month(month),
        "after": next_month(month),
        "may_plan": request.scope.may("meeting.plan"),
        "unplanned": sum(row.meeting is None for row in board.rows),
    }
    return render(request, "meetings/month_board.html", context)


def _shown(team: TeamMonth, opened: str) -> ShownTeam:
    is_open = opened in {ALL_TEAMS, str(team.key)}
    return ShownTeam(team, is_open, [_shown_cell(row) for row in team.rows] if is_open else [])


def _shown_cell(row: CellMonth) -> ShownCell:
    return ShownCell(
        row=row,
        when=when_text(row),
        met=met_text(row),
        met_tone=MET[row.met][0],
        visit=visit_text(row),
        visit_tone=VISIT[row.visit][0],
    )


@action("meeting.read")
def month_board_export(request: HttpRequest) -> HttpResponse:
    """Every cell of the month as the board has it; a line goes into the access log."""
    try:
        month = asked_month(request.GET.get("month", ""), request.on)
    except NotADay as refusal:
        return render(request, "400.html", {"reason": str(refusal), "title": _("No such month")}, status=400)
    board = board_of(month=month, on=request.on, scope=request.scope)
    log_access(action=AccessLog.Action.EXPORT, request=request)
    title = _("Meetings of %(month)s") % {"month": show_month(month)}
    content = list_workbook(
        title=title,
        notes=_notes(board, request.on),
        columns=[
            Column(_("Team"), 26),
            Column(_("Decision"), 16),
            Column(_("Cell"), 32),
            Column(_("Organization"), 32),
            Column(_("Day"), 16),
            Column(_("Meeting"), 28),
            Column(_("In charge"), 26),
            Column(_("Visit"), 28),
            Column(_("Who went"), 30),
        ],
        rows=(_line(team, row) for team in board.teams for row in team.rows),
    )
    response = HttpResponse(content, content_type=XLSX)
    name = file_name(_("Meetings"), f"{month:%Y-%m}", extension="xlsx")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _notes(board: Board, on: dt.date) -> list[str]:
    counts = board.counts
    return [
        _("As of %(day)s") % {"day": show_day(on)},
        _("Cells that met: %(held)s of %(cells)s that should.") % {"held": counts.held, "cells": counts.cells},
        _("Visits made: %(made)s of %(due)s due.") % {"made": counts.made, "due": counts.due},
    ]


def _line(team: TeamMonth, row: CellMonth) -> list[str]:
    return [
        str(team.team) if team.team else "",
        str(team.team.decision) if team.team else "",
        row.cell.name,
        row.cell.grassroots_name or "",  # type: ignore[attr-defined]
        when_text(row),
        met_text(row),
        row.assignment.person.full_name if row.assignment else "",
        visit_text(row),
        ", ".join(person.full_name for person in row.went),
    ]


@action("meeting.plan")
@require_POST
def month_expect(request: HttpRequest) -> HttpResponse:
    """Plan the month's expected meetings from the cells' patterns; again, it adds nothing."""
    committee = get_object_or_404(Committee.objects.visible_to(request.scope))
    try:
        month = asked_month(request.POST.get("month", ""), request.today)
    except NotADay as refusal:
        return render(request, "400.html", {"reason": str(refusal), "title": _("No such month")}, status=400)
    count = services.expect_month(committee=committee, month=month, by=request.user)
    if count:
        said = ngettext("%(count)s meeting planned.", "%(count)s meetings planned.", count) % {"count": count}
        messages.success(request, said)
    else:
        messages.info(request, _("Every cell with a meeting pattern already has its meeting of this month."))
    return redirect(f"{reverse('meetings:month_board')}?month={month:%Y-%m}")
