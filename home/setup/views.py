"""The guided step, on a page: asks the facts, keeps them for the command, says what to do next."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.permissions import action
from home.setup.facts import keep, kept
from home.setup.forms import OwnBookForm


@action("sample.settings")
def own_book(request: HttpRequest) -> HttpResponse:
    """Ask for the facts of the own book; only while the sample is loaded."""
    if request.sample_day is None:
        raise Http404
    try:
        waiting = kept()
    except ValueError:
        waiting = {}
    form = OwnBookForm(request.POST or None, initial=waiting)
    if request.method == "POST" and form.is_valid():
        keep(form.facts())
        return redirect("home:own_book")
    return render(request, "home/setup.html", {"form": form, "ready": bool(waiting)})
