"""What the staff enters of people: a new one, a name put right, a post, a leaving."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import action
from orgs.models import Committee, Person
from orgs.services import people as registry
from taskforces import services
from taskforces.forms.people import ChangePersonForm, LeaveForm, NewPersonForm, PostForm
from taskforces.models import Assignment, Membership
from taskforces.reports.labels import labels_on
from taskforces.reports.roll import people_found, person_rows
from taskforces.views.drafts import add_refusal
from tramgdinh.database.refusals import Refused

NAMES = ("family_name", "middle_name", "given_name", "phone")


@action("person.write")
def person_new(request: HttpRequest) -> HttpResponse:
    """Enter a person. Names are not unique: those of the same name are shown first, then it is recorded."""
    form = NewPersonForm(request.POST or None)
    namesakes = []
    if form.is_valid():
        full = " ".join(form.cleaned_data[name] for name in NAMES[:3])
        found = people_found(scope=request.scope, day=request.today, text=full)
        namesakes = person_rows(found[:10], request.today)
        if not namesakes or request.POST.get("another"):
            person = _record(request, form)
            if person:
                messages.success(request, _("Comrade %(person)s has been added.") % {"person": person})
                return redirect("taskforces:person_detail", person.pk)
    return render(request, "taskforces/person_new.html", {"form": form, "namesakes": namesakes})


@action("person.write")
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = ChangePersonForm(request.POST or None, initial={name: getattr(person, name) for name in NAMES})
    if form.is_valid():
        try:
            registry.change_person(person=person, by=request.user, **form.cleaned_data)
        except (Refused, ValidationError) as refused:
            add_refusal(form, refused)
        else:
            return redirect("taskforces:person_detail", pk)
    return _form_page(request, person, form, _("Put name or telephone right"))


@action("person.write")
def post_new(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = PostForm(request.POST or None, initial={"starts_on": request.today})
    if form.is_valid():
        try:
            registry.record_post(person=person, by=request.user, **form.cleaned_data)
        except (Refused, ValidationError) as refused:
            add_refusal(form, refused)
        else:
            return redirect("taskforces:person_detail", pk)
    return _form_page(request, person, form, _("Record a post"))


@action("person.write")
def person_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """End what a person holds who leaves; what it ends stands beside the form."""
    person = _person(request, pk)
    form = LeaveForm(request.POST or None, initial={"last_day": request.today})
    if form.is_valid():
        try:
            services.end_for_person(person=person, by=request.user, **form.cleaned_data)
        except (Refused, ValidationError) as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("Recorded. The comrade's cells fall to the team."))
            return redirect("taskforces:person_detail", pk)
    held = Membership.objects.open().filter(person=person).select_related("task_force")
    rows = list(Assignment.objects.open().filter(person=person).order_by("cell__order", "cell_id"))
    labels = labels_on([row.cell_id for row in rows], request.today)
    context = {
        "form": form,
        "person": person,
        "held": list(held),
        "cells": [labels[row.cell_id].long_name for row in rows],
    }
    return render(request, "taskforces/person_leave.html", context)


def _person(request: HttpRequest, pk: int) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.scope), pk=pk)


def _record(request: HttpRequest, form: NewPersonForm) -> Person | None:
    found = form.cleaned_data
    committee = Committee.objects.visible_to(request.scope).get()
    try:
        with transaction.atomic():
            person = registry.record_person(
                committee=committee, by=request.user, **{name: found[name] for name in NAMES}
            )
            if found["title"]:
                post = {name: found[name] for name in ("title", "agency", "starts_on")}
                registry.record_post(person=person, by=request.user, **post)
    except (Refused, ValidationError) as refused:
        add_refusal(form, refused)
        return None
    return person


def _form_page(request: HttpRequest, person: Person, form: object, heading: str) -> HttpResponse:
    context = {
        "form": form,
        "person": person,
        "heading": heading,
        "cancel_url": reverse("taskforces:person_detail", args=[person.pk]),
    }
    return render(request, "taskforces/person_form.html", context)
