"""People are entered, put right, and given posts. Their own pages stand in taskforces."""

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
from orgs.forms import NewPersonForm, PersonChangeForm, PostForm
from orgs.models import Person
from orgs.views.steps import attempt


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


def _people() -> str:
    return reverse("taskforces:person_list")


def _person_url(person: Person) -> str:
    return reverse("taskforces:person_detail", args=[person.pk])


def _person_page(
    request: HttpRequest,
    form: forms.Form,
    record: Callable[[], Any],
    *,
    title: str,
    cancel: str,
    namesakes: list[Person] | None = None,
) -> HttpResponse:
    person = None if namesakes else attempt(request, form, record)
    if person:
        messages.success(request, _("Recorded."))
        return redirect(_person_url(person))
    context = {
        "form": form,
        "title": title,
        "above": _("People"),
        "cancel_url": cancel,
        "submit": _("Record"),
        "namesakes": [{"text": one.full_name, "url": _person_url(one)} for one in namesakes or []],
    }
    return render(request, "orgs/record_form.html", context)
