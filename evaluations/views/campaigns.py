"""The years: their list with the trend, one year, opening and publishing one, its target and published figures."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import action
from evaluations import services
from evaluations.forms.campaigns import CampaignForm, FigureForm, PaperForm, TargetForm
from evaluations.models import Campaign
from evaluations.reports.rates import YearRate, compare, year_rate, year_rates
from evaluations.reports.trend import trend_of
from orgs.models import Committee
from tramgdinh.database.refusals import Refused


@action("rating.read")
def campaign_list(request: HttpRequest) -> HttpResponse:
    """All years; `?later=` and `?earlier=` choose the two that are compared."""
    rates = year_rates(request.scope)
    years = [row.year for row in rates]
    later = _year(request.GET.get("later"), years) or (years[0] if years else 0)
    context = {
        "rates": rates,
        "later": later,
        "comparison": compare(rates, later, _year(request.GET.get("earlier"), years)),
        "trend": trend_of(rates) if rates else None,
        "may_write": request.scope.may("rating.write"),
    }
    template = "evaluations/campaign_list.html" + ("#comparison" if request.htmx else "")
    return render(request, template, context)


def _year(asked: str | None, years: list[int]) -> int | None:
    return next((year for year in years if str(year) == asked), None)


@action("rating.write")
def campaign_new(request: HttpRequest) -> HttpResponse:
    form = CampaignForm(request.POST or None, initial={"year": request.today.year})
    if form.is_valid():
        committee = get_object_or_404(Committee.objects.visible_to(request.scope))
        try:
            campaign = services.open_campaign(committee=committee, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("year", str(refusal))
        else:
            return redirect("evaluations:campaign_detail", campaign.pk)
    return render(request, "evaluations/campaign_new.html", {"form": form})


@action("rating.write")
def campaign_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the Standing Committee's decision and lock the year."""
    campaign = campaign_of(request, pk)
    if not campaign.is_open:
        messages.error(request, str(services.AlreadyPublished()))
        return redirect("evaluations:campaign_detail", campaign.pk)
    form = PaperForm(request.POST or None)
    if form.is_valid():
        if form.cleaned_data["paper_day"] > request.today:
            form.add_error("paper_day", _("This day is still to come."))
        else:
            try:
                services.publish_campaign(campaign=campaign, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The ratings of %(year)s are published and locked.") % {"year": campaign})
                return redirect("evaluations:campaign_detail", campaign.pk)
    context = {"campaign": campaign, "rate": year_rate(campaign), "form": form}
    return render(request, "evaluations/campaign_publish.html", context)


@action("rating.write")
def target_change(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = campaign_of(request, pk)
    initial = {"target": campaign.target, "source": campaign.target_source}
    form = TargetForm(request.POST or None, initial=initial)
    if form.is_valid():
        services.set_target(campaign=campaign, by=request.user, **form.cleaned_data)
        return redirect("evaluations:campaign_detail", campaign.pk)
    return render(request, "evaluations/target_change.html", {"campaign": campaign, "form": form})


@action("rating.write")
def figure_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a rate as somebody published it."""
    campaign = campaign_of(request, pk)
    form = FigureForm(request.POST or None)
    if form.is_valid():
        try:
            services.record_published_figure(campaign=campaign, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("source", str(refusal))
        else:
            return redirect("evaluations:campaign_detail", campaign.pk)
    return render(request, "evaluations/figure_new.html", {"campaign": campaign, "form": form})


def campaign_of(request: HttpRequest, pk: int) -> Campaign:
    """The campaign, or 404 for a stranger."""
    campaigns = Campaign.objects.visible_to(request.scope).select_related("scheme")
    return get_object_or_404(campaigns, pk=pk)


def points_to_target(rate: YearRate) -> Decimal | None:
    """How far the year's rate lies above its target; None without either."""
    if rate.said is None or rate.campaign.target is None:
        return None
    return rate.said - rate.campaign.target
