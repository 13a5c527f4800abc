"""Who answers, for any cell and day, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.permissions import action
from home.forms import WhoAnswersForm
from home.reports.answers import answer_for, find_answers
from orgs.models import Organization
from tramgdinh.text.dates import show_day


@action("assignment.read")
def who_answers(request: HttpRequest) -> HttpResponse:
    """`?q=` finds cells by name, `?cell=` takes one; `?on=` is the day."""
    text = request.GET.get("q", "").strip()[:100]
    form = WhoAnswersForm(initial={"q": text, "on": show_day(request.on)})
    cell = request.GET.get("cell", "")
    rows, total, organization = [], 0, None
    if cell:
        pk = int(cell) if cell.isdecimal() and len(cell) < 19 else 0
        organization = get_object_or_404(Organization.objects.visible_to(request.scope), pk=pk)
        row = answer_for(organization_id=organization.pk, day=request.on, scope=request.scope)
        rows = [row] if row else []
        total = len(rows)
    elif text:
        rows, total = find_answers(text=text, day=request.on, scope=request.scope)
    context = {
        "form": form,
        "text": text,
        "organization": organization,
        "rows": rows,
        "total": total,
        "one": rows[0] if total == 1 else None,
        "asked": bool(cell or text),
    }
    return render(request, "home/who_answers.html" + ("#answers" if request.htmx else ""), context)
