"""The book of events, and what is done when one was entered wrongly."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import action
from orgs import services
from orgs.forms import EventCorrectionForm, WithdrawForm
from orgs.models import Succession
from orgs.reports.events import events_of
from orgs.services.correcting import MOVABLE
from orgs.views.steps import attempt

PAGE = 50


@action("organization.read")
def event_list(request: HttpRequest) -> HttpResponse:
    """Events, newest first, each with who ended, went on, began; voided ones marked."""
    found = Succession.objects.visible_to(request.scope).order_by("-takes_effect_on", "-pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "events": events_of(page.object_list, scope=request.scope),
        "may_record": request.scope.may("organization.event"),
        "movable": MOVABLE,
    }
    return render(request, "orgs/event_list.html", context)


@action("organization.event")
def event_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the day or the paper of an event right that founds and ends nothing."""
    event = _event(request, pk)
    form = EventCorrectionForm(request.POST or None, event=event)
    right = form.cleaned_data if form.is_valid() else {}
    if attempt(request, form, lambda: services.correct_event(succession=event, by=request.user, **right)):
        messages.success(request, _("The event has been put right; the wrong entry stays in the history."))
        return redirect("orgs:event_list")
    return _page(request, form, _("Put an event right"), event, danger=False)


@action("organization.event")
def event_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Void an event that never was; what was before goes on."""
    event = _event(request, pk)
    form = WithdrawForm(request.POST or None)

    def withdraw() -> bool:
        services.withdraw_event(succession=event, by=request.user, **form.cleaned_data)
        return True

    if attempt(request, form, withdraw):
        messages.success(request, _("The event has been voided; what was before goes on."))
        return redirect("orgs:event_list")
    return _page(request, form, _("Void an event that never was"), event, danger=True)


def _event(request: HttpRequest, pk: int) -> Succession:
    rows = Succession.objects.visible_to(request.scope).filter(voided_at=None)
    return get_object_or_404(rows, pk=pk)


def _page(request: HttpRequest, form: object, title: str, event: Succession, *, danger: bool) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "above": _("Events of organizations"),
        "event": event,
        "cancel_url": reverse("orgs:event_list"),
        "submit": title,
        "danger": danger,
    }
    return render(request, "orgs/event_form.html", context)
