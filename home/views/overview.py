"""The first page: it begins with what is due from the person who opens it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from home.reports.due import due_from, is_empty_book
from home.reports.figures import ledger_figures
from taskforces.models import Decision


def overview(request: HttpRequest) -> HttpResponse:
    scope = request.scope
    if not scope.may("home.read"):
        return render(request, "home/no_role.html")
    figures = ledger_figures(day=request.on, scope=scope)
    context = {
        "figures": figures,
        "due": due_from(scope, figures),
        "in_force": Decision.objects.visible_to(scope).in_force_on(request.on),
        "empty_book": figures.organizations == 0 and is_empty_book(scope),
    }
    return render(request, "home/overview.html", context)
