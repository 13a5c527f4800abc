"""Closed by default: a view that declares nothing is open to nobody."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.models import Role
from accounts.permissions import action
from tests.factories import make_user
from tramgdinh.urls import urlpatterns as ours


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a view whose author forgot to declare its action")


@action("organization.event")
def declared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


urlpatterns = [*ours, path("forgotten/", forgotten, name="forgotten"), path("declared/", declared, name="declared")]


def test_view_that_declares_no_action_answers_404_even_to_an_administrator(client, db, settings):
    settings.ROOT_URLCONF = __name__
    client.force_login(make_user(Role.ADMINISTRATOR))

    assert client.get("/forgotten/").status_code == 404


def test_view_is_open_to_those_whom_the_table_names(client, db, settings):
    settings.ROOT_URLCONF = __name__
    answers = {}
    for role in (Role.STAFF, Role.LEADER, None):
        client.force_login(make_user(role))
        answers[role] = client.get("/declared/").status_code

    assert answers == {Role.STAFF: 200, Role.LEADER: 404, None: 404}


def test_action_that_the_table_does_not_know_is_refused_when_the_program_starts():
    with pytest.raises(LookupError, match=r"organization\.conquer"):
        action("organization.conquer")
