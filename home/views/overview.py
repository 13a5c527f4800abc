"""The first page: it begins with what is due from the person who opens it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evaluations.reports.rates import compare, year_rates
from home.reports.due import due_from, is_empty_book
from home.reports.figures import ledger_figures
from meetings.reports.board import board_of
from meetings.rules import previous_month
from taskforces.models import Decision


def overview(request: HttpRequest) -> HttpResponse:
    scope = request.scope
    if not scope.may("home.read"):
        return render(request, "home/no_role.html")
    figures = ledger_figures(day=request.on, scope=scope)
    month = request.on.replace(day=1)
    boards = [board_of(month=one, on=request.on, scope=scope) for one in (previous_month(month), month)]
    rates = [row for row in year_rates(scope) if row.year < request.on.year and row.said is not None]
    context = {
        "figures": figures,
        "due": due_from(scope, figures, boards),
        "in_force": Decision.objects.visible_to(scope).in_force_on(request.on).exclude(nature=Decision.Nature.ENDING),
        "empty_book": figures.organizations == 0 and is_empty_book(scope),
        "month": month,
        "board": boards[-1],
        "year": rates[0] if rates else None,
        "comparison": compare(rates, rates[0].year) if rates else None,
    }
    return render(request, "home/overview.html", context)
