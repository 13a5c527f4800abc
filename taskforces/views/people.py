"""People who can be put on a team: the list, and where each has served."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import AccessLog
from accounts.permissions import action
from accounts.services import log_access
from orgs.models import Person, Post
from orgs.reports.history import Kept, changes_of
from taskforces.forms.people import PersonFilter
from taskforces.reports import roll
from taskforces.reports.people import service_of
from tramgdinh.documents.workbooks import XLSX, Column, list_workbook
from tramgdinh.text.dates import show_day
from tramgdinh.text.slugs import file_name

PAGE = 100


@action("person.read")
def person_list(request: HttpRequest) -> HttpResponse:
    form = PersonFilter(request.GET, scope=request.scope, day=request.on)
    people = _found(request, form)
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    template = "taskforces/person_list.html" + ("#rows" if request.htmx else "")
    context = {
        "filter_form": form,
        "page": page,
        "rows": roll.person_rows(page.object_list, request.on),
        "sort": form.order,
        "may_write": request.scope.may("person.write"),
    }
    return render(request, template, context)


@action("person.read")
def person_export(request: HttpRequest) -> HttpResponse:
    """The list as the screen shows it, all pages; a line goes into the access log."""
    form = PersonFilter(request.GET, scope=request.scope, day=request.on)
    rows = roll.person_rows(_found(request, form), request.on)
    log_access(action=AccessLog.Action.EXPORT, request=request)
    count = ngettext("%(count)s person", "%(count)s people", len(rows)) % {"count": len(rows)}
    content = list_workbook(
        title=_("People"),
        notes=[_("As of %(day)s") % {"day": show_day(request.on)}, count],
        columns=[
            Column(_("No."), 6),
            Column(_("Full name"), 28),
            Column(_("Post"), 40),
            Column(_("Agency"), 32),
            Column(_("Teams and role"), 44),
            Column(_("Cells in charge"), 14),
        ],
        rows=(
            (
                number,
                row.person.full_name,
                row.post,
                row.agency,
                "; ".join(f"{served.team}: {served.role}" for served in row.teams),
                row.load,
            )
            for number, row in enumerate(rows, start=1)
        ),
    )
    response = HttpResponse(content, content_type=XLSX)
    name = file_name(_("People"), request.on, extension="xlsx")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@action("person.read")
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.scope).select_related("account"), pk=pk)
    may_write = request.scope.may("person.write")
    posts = Post.objects.filter(person=person).values_list("pk", flat=True)
    return render(
        request,
        "taskforces/person_detail.html",
        {
            "person": person,
            "posts": list(person.posts.live()),
            "entries": changes_of(Kept(Person, [pk]), Kept(Post, posts, follows="person_id")) if may_write else [],
            "service": service_of(person=person, day=request.on, scope=request.scope),
            "may_write": may_write,
        },
    )


def _found(request: HttpRequest, form: PersonFilter):  # type: ignore[no-untyped-def]
    asked = form.asked()
    return roll.people_found(scope=request.scope, day=request.on, sort=form.order, **asked)
