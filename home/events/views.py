"""An event of organizations in two steps: what it will do is shown first, then it is done in one transaction."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import action
from home.events.forms import FORMS, EventForm
from home.events.preview import Preview, preview_of
from home.events.services import record_event
from orgs.models import CELL_KINDS, GRASSROOTS_KINDS, Kind, Organization, OrganizationState, Succession
from tramgdinh.database.refusals import Refused

Event = Succession.Event
# What each event is for, in the words of the one who has the paper in his hand.
_MEANT = {
    Event.FOUND: gettext_lazy("A new organization begins, here below it."),
    Event.RENAME: gettext_lazy("It stays the same organization under another name."),
    Event.MOVE: gettext_lazy("It goes on, with all below it, under another organization."),
    Event.CHANGE_KIND: gettext_lazy("A cell grows into a committee, or a committee becomes a cell again."),
    Event.MERGE: gettext_lazy("It and others end and go into one that goes on or begins."),
    Event.SPLIT: gettext_lazy("It ends and is divided between others; say of each cell where it goes."),
    Event.END: gettext_lazy("It ends, and nothing takes its place."),
}


@action("organization.event")
def event_new(request: HttpRequest) -> HttpResponse:
    """Choose the event; `?organization=` is the one that it begins from, the root where none is named."""
    organization, state = _organization(request)
    query = f"?organization={organization.pk}"
    choices = [
        {"url": reverse("home:event_record", args=[event]) + query, "label": Event(event).label, "meant": meant}
        for event, meant in _MEANT.items()
        if _fits(event, state)
    ]
    return render(request, "home/event_new.html", {"state": state, "organization": organization, "choices": choices})


@action("organization.event")
def event_record(request: HttpRequest, event: str) -> HttpResponse:
    if event not in FORMS:
        raise Http404
    organization, state = _organization(request)
    if not _fits(event, state):
        raise Http404
    form = FORMS[event](
        request.POST or None,
        event=Event(event),
        organization=organization,
        scope=request.scope,
        day=_day(request),
        initial={"takes_effect_on": request.today},
    )
    asked = request.method == "POST" and "change" not in request.POST
    preview = _preview(form) if asked and form.is_valid() and form.is_complete else None
    if preview is not None and request.POST.get("mark"):
        if request.POST["mark"] == preview.mark:
            if done := _do(request, form):
                return done
            preview = None
        else:
            messages.warning(request, _("The book has changed since it was shown. Look again at what will be done."))
    return render(request, _template(form, preview), _context(organization, state, form, preview, Event(event)))


def _preview(form: EventForm) -> Preview | None:
    try:
        return preview_of(form.plan())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _do(request: HttpRequest, form: EventForm) -> HttpResponse | None:
    """Carry the event out; None where it was refused, with the sentence at the form."""
    try:
        event = record_event(plan=form.plan(), by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("The event has been recorded: %(event)s.") % {"event": event})
    begun = event.parts.filter(fate="begins").values_list("organization_id", flat=True).first()
    shown = begun if form.event == Event.FOUND or form.organization is None else form.organization.pk
    return redirect("orgs:organization_detail", shown)


def _template(form: EventForm, preview: Preview | None) -> str:
    if preview is not None:
        return "home/event_preview.html"
    return "home/event_succeed.html" if hasattr(form, "cell_rows") else "home/event_record.html"


def _context(
    organization: Organization,
    state: OrganizationState,
    form: EventForm,
    preview: Preview | None,
    event: Succession.Event,
) -> dict[str, object]:
    context: dict[str, object] = {
        "organization": organization,
        "state": state,
        "form": form,
        "event": event,
        "title": event.label,
        "meant": _MEANT[event],
        "back": reverse("home:event_new") + f"?organization={organization.pk}",
    }
    if preview is not None:
        context |= {
            "preview": preview,
            "hidden": _as_hidden(form),
            "takes_effect_on": form.cleaned_data["takes_effect_on"],
        }
    return context


def _as_hidden(form: EventForm) -> list[tuple[str, str]]:
    """What was typed, to be sent again with the second step."""
    pairs = []
    for name in form.fields:
        values = (
            form.data.getlist(name)
            if isinstance(form.fields[name], forms.ModelMultipleChoiceField)
            else [form.data.get(name, "")]
        )
        pairs += [(name, value) for value in values if value != ""]
    return pairs


def _organization(request: HttpRequest) -> tuple[Organization, OrganizationState]:
    rows = Organization.objects.visible_to(request.scope).filter(voided_at=None)
    asked = request.GET.get("organization", "")
    if asked:
        organization = get_object_or_404(rows, pk=int(asked) if asked.isdecimal() and len(asked) < 19 else 0)
    else:
        organization = get_object_or_404(
            rows.filter(states__kind=Kind.ROOT, ended_on=None, states__voided_at=None).distinct()
        )
    states = OrganizationState.objects.live().filter(organization=organization).order_by("-starts_on")
    state = states.on(request.today).first() or states.first()
    if state is None:
        raise Http404
    return organization, state


def _fits(event: str, state: OrganizationState) -> bool:
    """Whether the event may begin from an organization of this kind: a cell founds nothing; the root and what stands
    directly under it have nowhere to move to.
    """
    if event == Event.FOUND:
        return state.kind not in CELL_KINDS
    if event == Event.MOVE:
        return state.kind not in {Kind.ROOT, *GRASSROOTS_KINDS}
    return state.kind != Kind.ROOT or event == Event.RENAME


def _day(request: HttpRequest) -> dt.date:
    """The day whose organizations are offered: that of the event once it is typed, else today."""
    field = EventForm.base_fields["takes_effect_on"]
    try:
        day = field.clean(request.POST.get("takes_effect_on", ""))
    except forms.ValidationError:
        return request.today
    return day - dt.timedelta(days=1)
