"""The list of organizations, as a page and as a spreadsheet."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import AccessLog
from accounts.permissions import action
from accounts.services import log_access
from home.organizations.forms import OrganizationFilter, levels_shown
from home.organizations.listing import listing, read
from tramgdinh.documents.workbooks import XLSX, Column, list_workbook
from tramgdinh.text.dates import show_day
from tramgdinh.text.slugs import file_name

PAGE = 100


@action("organization.read")
def organization_list(request: HttpRequest) -> HttpResponse:
    form = OrganizationFilter(request.GET, scope=request.scope, day=request.on)
    found = listing(scope=request.scope, day=request.on, asked=form.asked)
    page = Paginator(found.ids(), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": read(found, page.object_list, keep=_keep(request)),
        "campaign": found.campaign,
        "levels": levels_shown(form.asked),
        "may_record": request.scope.may("organization.event"),
    }
    return render(request, "orgs/organization_list.html" + ("#rows" if request.htmx else ""), context)


@action("organization.export")
def organization_export(request: HttpRequest) -> HttpResponse:
    """The rows that the screen shows, all pages of them, as a spreadsheet; who takes it away is logged."""
    form = OrganizationFilter(request.GET, scope=request.scope, day=request.on)
    found = listing(scope=request.scope, day=request.on, asked=form.asked)
    rows = read(found)
    log_access(action=AccessLog.Action.EXPORT, request=request)
    year = found.campaign.year if found.campaign else ""
    content = list_workbook(
        title=_("Party organizations"),
        notes=[_("As of %(day)s") % {"day": show_day(request.on)}, *_asked_in_words(form)],
        columns=[
            Column(_("No."), 6),
            Column(_("Name"), 42),
            Column(_("Kind"), 20),
            Column(_("Sector"), 14),
            Column(_("Under"), 30),
            Column(_("Cells"), 8),
            Column(_("With a member in charge"), 12),
            Column(_("Who answers"), 30),
            Column(_("Team"), 18),
            Column(_("Rating %(year)s") % {"year": year}, 28),
        ],
        rows=(
            (n, r.name, r.kind, r.sector, r.above, r.cells, r.named, r.answer, r.team, r.rating)
            for n, r in enumerate(rows, start=1)
        ),
    )
    name = file_name(_("Party organizations"), request.on.isoformat(), extension="xlsx")
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _keep(request: HttpRequest) -> str:
    return f"?on={request.on.isoformat()}" if request.is_as_of else ""


def _asked_in_words(form: OrganizationFilter) -> list[str]:
    words = []
    for name, value in form.asked.items():
        field = form.fields[name]
        shown = dict(getattr(field, "choices", [])).get(value, value)
        words.append(f"{field.label}: {shown}")
    return words
