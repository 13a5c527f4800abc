"""A person leaves: what he holds ends after a last day, on a paper."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import action
from orgs.models import Person
from taskforces import services
from taskforces.forms.people import LeaveForm
from taskforces.models import Assignment, Membership
from taskforces.reports.labels import labels_on
from taskforces.views.drafts import add_refusal
from tramgdinh.database.refusals import Refused


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
