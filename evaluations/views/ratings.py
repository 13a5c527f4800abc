"""One year's ratings: the list, the grid in which they are entered, a correction, the spreadsheet, a body's panel."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import AccessLog
from accounts.permissions import action
from accounts.services import log_access
from evaluations import services
from evaluations.forms.campaigns import BodyFilter
from evaluations.forms.ratings import CorrectionForm, RatingGrid, choice_of
from evaluations.models import Campaign, Level, Rating
from evaluations.reports.listing import RatedBody, bodies_of, counts_of, ratings_through_the_years
from evaluations.reports.rates import compare, year_rate, year_rates
from evaluations.views.campaigns import campaign_of, points_to_target
from orgs.models import Organization, OrganizationState
from tramgdinh.database.refusals import Refused
from tramgdinh.documents.workbooks import XLSX, Column, list_workbook
from tramgdinh.text.dates import show_day
from tramgdinh.text.folding import fold, fold_query
from tramgdinh.text.numbers import show_percent
from tramgdinh.text.slugs import file_name


@action("rating.read")
def campaign_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A year: its rate, what was published, and the organizations that the reader may see."""
    rates = year_rates(request.scope)
    rate = next((row for row in rates if row.campaign.pk == pk), None)
    if rate is None:
        raise Http404
    campaign = rate.campaign
    form = BodyFilter(request.GET, campaign=campaign)
    bodies = bodies_of(campaign, request.scope, form.levels)
    context = {
        "campaign": campaign,
        "filter_form": form,
        "rows": _matching(bodies, form),
        "may_write": request.scope.may("rating.write"),
    }
    if request.htmx:
        return render(request, "evaluations/campaign_detail.html#rows", context)
    context |= {
        "rate": rate,
        "counts": counts_of(form.levels, bodies),
        "comparison": compare(rates, campaign.year),
        "above_target": points_to_target(rate),
        "sees_all": request.scope.reaches_all("rating.read"),
    }
    return render(request, "evaluations/campaign_detail.html", context)


def _matching(bodies: list[RatedBody], form: BodyFilter) -> list[RatedBody]:
    form.is_valid()
    words = fold_query(form.cleaned_data.get("q") or "")
    outcome = form.cleaned_data.get("outcome") or ""
    return [
        body
        for body in bodies
        if all(word in fold(body.state.name) for word in words)
        and outcome in {"", body.rating.outcome, choice_of(body.rating)}
    ]


@action("rating.read")
def campaign_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as the screen shows it; a line goes into the access log."""
    campaign = campaign_of(request, pk)
    rows = _matching(bodies_of(campaign, request.scope), BodyFilter(request.GET, campaign=campaign))
    log_access(action=AccessLog.Action.EXPORT, request=request)
    title = _("Ratings of %(year)s") % {"year": campaign}
    content = list_workbook(
        title=title,
        notes=_notes(campaign, len(rows)),
        columns=[
            Column(_("No."), 6),
            Column(_("Organization"), 44),
            Column(_("Rating"), 34),
            Column(_("In files"), 12),
            Column(_("Reason for leaving unrated"), 36),
            Column(_("Decision of the Standing Committee"), 24),
            Column(_("Day"), 12),
        ],
        rows=(
            (
                body.number,
                body.state.name,
                body.rating.level.name if body.rating.level else body.rating.get_outcome_display(),
                body.rating.level.short if body.rating.level else "",
                _reason(body.rating),
                body.rating.paper_number,
                body.rating.paper_day,
            )
            for body in rows
        ),
    )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(title, extension="xlsx")}"'
    return response


def _notes(campaign: Campaign, count: int) -> list[str]:
    rate = year_rate(campaign)
    notes = [
        f"{campaign.scheme}. {_('Organizations as of')} {show_day(campaign.list_day)}.",
        ngettext("%(count)s organization", "%(count)s organizations", count) % {"count": count},
    ]
    if rate.computed is not None:
        said = f"{_('Rated good or better')}: {show_percent(rate.computed)} ({rate.good}/{rate.rated})"
        notes.append(said + (f", {_('provisional')}" if rate.is_provisional else ""))
    return notes


def _reason(rating: Rating) -> str:
    if rating.outcome != Rating.Outcome.NOT_RATED:
        return ""
    return f"{rating.get_reason_display()}{': ' if rating.reason_text else ''}{rating.reason_text}"


@action("rating.write")
def rating_grid(request: HttpRequest, pk: int) -> HttpResponse:
    """All rows of a year at once; saved all or none."""
    campaign = campaign_of(request, pk)
    if not campaign.is_open:
        messages.error(request, str(services.AlreadyPublished()))
        return redirect("evaluations:campaign_detail", campaign.pk)
    levels = list(Level.objects.filter(scheme_id=campaign.scheme_id).order_by("rank"))
    grid = RatingGrid(bodies_of(campaign, request.scope, levels), levels, request.POST or None)
    lines = grid.lines() if request.method == "POST" else None
    if lines is not None:
        try:
            count = services.set_ratings(campaign=campaign, lines=lines, by=request.user, **grid.paper.cleaned_data)
        except services.RowsChanged as refusal:
            grid.mark(refusal.rating_ids, _("changed by somebody else"))
            messages.error(request, str(refusal))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            said = ngettext("%(count)s rating saved.", "%(count)s ratings saved.", count)
            messages.success(request, said % {"count": count})
            return redirect("evaluations:campaign_detail", campaign.pk)
    elif request.method == "POST":
        messages.error(request, _("Some rows cannot be saved as they are. Nothing was saved."))
    context = {"campaign": campaign, "grid": grid}
    return render(request, "evaluations/rating_grid.html", context)


@action("rating.write")
def rating_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put another rating in the place of a published one, under a new decision."""
    rows = Rating.objects.visible_to(request.scope).live().select_related("campaign", "level")
    rating = get_object_or_404(rows.filter(campaign__state=Campaign.State.PUBLISHED), pk=pk)
    campaign = rating.campaign
    levels = list(Level.objects.filter(scheme_id=campaign.scheme_id).order_by("rank"))
    form = CorrectionForm(request.POST or None, rating=rating, levels=levels)
    if form.is_valid():
        found = form.cleaned_data
        try:
            services.correct_rating(
                rating=rating,
                outcome=form.outcome,
                paper_number=found["paper_number"],
                paper_day=found["paper_day"],
                reason=found["reason"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The correction is recorded."))
            return redirect("evaluations:campaign_detail", campaign.pk)
    state = get_object_or_404(OrganizationState.objects.on(campaign.list_day), organization_id=rating.organization_id)
    context = {"campaign": campaign, "rating": rating, "state": state, "form": form}
    return render(request, "evaluations/rating_correct.html", context)


@action("rating.read")
def organization_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The ratings of an organization through the years: a part of its page, a page of its own without scripts."""
    organization = get_object_or_404(Organization.objects.visible_to(request.scope), pk=pk)
    state = OrganizationState.objects.on(request.on).filter(organization=organization).first()
    context = {
        "organization": organization,
        "name": state.name if state else organization.code,
        "ratings": ratings_through_the_years(organization, request.scope),
    }
    template = "evaluations/organization_panel.html" + ("#panel" if request.htmx else "")
    return render(request, template, context)
