"""What staff record of an organization beside its events: each page one form, one service."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import action
from orgs import services
from orgs.forms import EndForm, HeadCountForm, OfficeForm, PatternForm, StateCorrectionForm, first_day_of
from orgs.models import Office, Organization, OrganizationState, Person, Place
from orgs.views.steps import attempt


@action("organization.event")
def office_new(request: HttpRequest, pk: int) -> HttpResponse:
    organization = _organization(request, pk)
    form = OfficeForm(
        request.POST or None,
        people=Person.objects.visible_to(request.scope),
        initial={"starts_on": first_day_of(organization, request.today)},
    )
    return _page(
        request,
        form,
        lambda: services.record_office(organization=organization, by=request.user, **form.cleaned_data),
        organization=organization,
        title=_("Record an office"),
        done=_("The office has been recorded."),
    )


@action("organization.event")
def office_end(request: HttpRequest, pk: int, office: int) -> HttpResponse:
    organization = _organization(request, pk)
    row = get_object_or_404(Office.objects.live().filter(organization=organization).select_related("person"), pk=office)
    form = EndForm(request.POST or None)
    return _page(
        request,
        form,
        lambda: services.end_office(office=row, by=request.user, **form.cleaned_data),
        organization=organization,
        title=_("End the office of comrade %(name)s") % {"name": row.person.full_name},
        done=_("The end of the office has been recorded."),
    )


@action("organization.event")
def pattern_new(request: HttpRequest, pk: int) -> HttpResponse:
    organization = _organization(request, pk)
    form = PatternForm(request.POST or None, initial={"starts_on": first_day_of(organization, request.today)})
    return _page(
        request,
        form,
        lambda: services.record_pattern(organization=organization, by=request.user, **form.cleaned_data),
        organization=organization,
        title=_("Record when the cell meets"),
        done=_("The meeting pattern has been recorded."),
    )


@action("organization.event")
def head_count_new(request: HttpRequest, pk: int) -> HttpResponse:
    organization = _organization(request, pk)
    form = HeadCountForm(request.POST or None, initial={"counted_on": request.today})
    return _page(
        request,
        form,
        lambda: services.record_head_count(organization=organization, by=request.user, **form.cleaned_data),
        organization=organization,
        title=_("Record a head-count"),
        done=_("The head-count has been recorded."),
    )


@action("organization.event")
def state_correct(request: HttpRequest, pk: int, state: int) -> HttpResponse:
    organization = _organization(request, pk)
    row = get_object_or_404(OrganizationState.objects.live().filter(organization=organization), pk=state)
    form = StateCorrectionForm(request.POST or None, state=row, places=Place.objects.visible_to(request.scope))
    return _page(
        request,
        form,
        lambda: services.correct_state(state=row, by=request.user, **form.cleaned_data),
        organization=organization,
        title=_("Put a wrong entry right"),
        done=_("The wrong entry has been voided and the right one recorded."),
    )


def _organization(request: HttpRequest, pk: int) -> Organization:
    rows = Organization.objects.visible_to(request.scope).filter(voided_at=None)
    return get_object_or_404(rows, pk=pk)


def _page(
    request: HttpRequest,
    form: forms.Form,
    record: Callable[[], Any],
    *,
    organization: Organization,
    title: str,
    done: str,
) -> HttpResponse:
    if attempt(request, form, record):
        messages.success(request, done)
        return redirect("orgs:organization_detail", organization.pk)
    last = OrganizationState.objects.live().filter(organization=organization).order_by("-starts_on").first()
    context = {
        "form": form,
        "title": title,
        "above": last.name if last else organization.code,
        "cancel_url": reverse("orgs:organization_detail", args=[organization.pk]),
        "submit": _("Record"),
    }
    return render(request, "orgs/record_form.html", context)
