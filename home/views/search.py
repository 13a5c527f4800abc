"""Search over all (`/` on the keyboard)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.permissions import action
from home.reports.searching import search_all


@action("search.read")
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:100]
    results = search_all(text=text, scope=request.scope) if text else None
    return render(request, "home/search.html", {"text": text, "results": results})
