"""The first page: it begins with what is due from the person who opens it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "home/overview.html", {})
