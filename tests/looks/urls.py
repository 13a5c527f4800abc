"""The addresses that the shell looks up, so that the living style page needs no page of the program."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import include, path


def nowhere(request: HttpRequest) -> NoReturn:
    raise Http404


urlpatterns = [
    path("", include(([path("search/", nowhere, name="search")], "home"))),
    path("accounts/logout/", nowhere, name="account_logout"),
    path("accounts/password/change/", nowhere, name="account_change_password"),
]
