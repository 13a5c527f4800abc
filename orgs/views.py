"""What staff record of an organization beside its events, and of people: each page one form, one service."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import action
from orgs import services
from orgs.forms import (
    EndForm,
    HeadCountForm,
    NewPersonForm,
    OfficeForm,
    PatternForm,
    PersonChangeForm,
    PostForm,
    StateCorrectionForm,
    first_day_of,
)
from orgs.models import Office, Organization, OrganizationState, Person, Place
from tramgdinh.database.refusals import Refused, explain


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


@action("person.write")
def person_new(request: HttpRequest) -> HttpResponse:
    form = NewPersonForm(request.POST or None, initial={"starts_on": request.today})
    namesakes: list[Person] = []
    if request.method == "POST" and form.is_valid() and not form.cleaned_data["another"]:
        facts = form.cleaned_data
        name = " ".join(filter(None, (facts["family_name"], facts["middle_name"], facts["given_name"])))
        known = Person.objects.visible_to(request.scope).matching(name)
        namesakes = [person for person in known if person.full_name.casefold() == name.casefold()]
        if namesakes:
            # Said once; sending the form again enters another person of that name.
            form.data = form.data.copy()
            form.data["another"] = "on"
            form.add_error(None, _("A person of this name is already there. Send again to enter another one."))
    return _person_page(
        request, form, lambda: _enter(request, form), title=_("Enter a person"), cancel=_people(), namesakes=namesakes
    )


@action("person.write")
def person_change(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.scope), pk=pk)
    names = ("family_name", "middle_name", "given_name", "phone")
    form = PersonChangeForm(request.POST or None, initial={name: getattr(person, name) for name in names})
    return _person_page(
        request,
        form,
        lambda: services.change_person(person=person, by=request.user, **form.cleaned_data),
        title=_("Put name or telephone right"),
        cancel=_person_url(person),
    )


@action("person.write")
def post_new(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.scope), pk=pk)
    form = PostForm(request.POST or None, initial={"starts_on": request.today})

    def record() -> Person:
        services.record_post(person=person, by=request.user, **form.cleaned_data)
        return person

    return _person_page(
        request,
        form,
        record,
        title=_("Record a post of comrade %(name)s") % {"name": person.full_name},
        cancel=_person_url(person),
    )


def _enter(request: HttpRequest, form: forms.Form) -> Person:
    facts = form.cleaned_data
    names = {name: facts[name] for name in ("family_name", "middle_name", "given_name", "phone")}
    return services.enter_person(
        committee_id=request.scope.committee_id,
        by=request.user,
        post={"title": facts["title"], "agency": facts["agency"], "starts_on": facts["starts_on"]}
        if facts["title"]
        else None,
        **names,
    )


def _organization(request: HttpRequest, pk: int) -> Organization:
    rows = Organization.objects.visible_to(request.scope).filter(voided_at=None)
    return get_object_or_404(rows, pk=pk)


def _people() -> str:
    return reverse("taskforces:person_list")


def _person_url(person: Person) -> str:
    return reverse("taskforces:person_detail", args=[person.pk])


def _try(request: HttpRequest, form: forms.Form, record: Callable[[], Any]) -> Any:
    """Run the service; what it refuses is said at the form, and None returned."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return record() or True
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        known = {
            name if name in form.fields else None: errors
            for name, errors in getattr(refusal, "error_dict", {None: refusal.messages}).items()
        }
        for name, errors in known.items():
            form.add_error(name, errors)
    except DatabaseError as error:
        sentence = explain(error)
        if sentence is None:
            raise
        form.add_error(None, sentence)
    return None


def _page(
    request: HttpRequest,
    form: forms.Form,
    record: Callable[[], Any],
    *,
    organization: Organization,
    title: str,
    done: str,
) -> HttpResponse:
    if _try(request, form, record):
        messages.success(request, done)
        return redirect("orgs:organization_detail", organization.pk)
    last = OrganizationState.objects.live().filter(organization=organization).order_by("-starts_on").first()
    context = {
        "form": form,
        "title": title,
        "above": last.name if last else organization.code,
        "cancel_url": reverse("orgs:organization_detail", args=[organization.pk]),
        "submit": gettext_lazy("Record"),
    }
    return render(request, "orgs/record_form.html", context)


def _person_page(
    request: HttpRequest,
    form: forms.Form,
    record: Callable[[], Any],
    *,
    title: str,
    cancel: str,
    namesakes: list[Person] | None = None,
) -> HttpResponse:
    person = None if namesakes else _try(request, form, record)
    if person:
        messages.success(request, _("Recorded."))
        return redirect(_person_url(person))
    context = {
        "form": form,
        "title": title,
        "above": _("People"),
        "cancel_url": cancel,
        "submit": gettext_lazy("Record"),
        "namesakes": [{"text": one.full_name, "url": _person_url(one)} for one in namesakes or []],
    }
    return render(request, "orgs/record_form.html", context)
