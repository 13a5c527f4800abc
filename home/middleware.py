"""The two days of every request: today, and the day that a page is asked to show."""

import datetime as dt
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from orgs.models import Committee
from tramgdinh.text.dates import parse_day


def working_day() -> tuple[dt.date, dt.date | None]:
    """Return (today, the sample's working day or None). Today is the day in Asia/Ho_Chi_Minh, or the sample's."""
    sample = Committee.objects.filter(is_sample=True).values_list("sample_day", flat=True).first()
    return sample or timezone.localdate(), sample


class DayMiddleware:
    """Sets `request.today`, `request.sample_day`, `request.on` (`?on=2019-09-12`) and `request.is_as_of`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.today, request.sample_day = working_day()  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            request.on, request.is_as_of = request.today, False  # type: ignore[attr-defined]
            return self.get_response(request)
        asked = request.GET.get("on", "").strip()
        try:
            request.on = parse_day(asked) if asked else request.today  # type: ignore[attr-defined]
        except ValueError as error:
            request.on, request.is_as_of = request.today, False  # type: ignore[attr-defined]
            request.scope = SimpleLazyObject(lambda: None)  # type: ignore[attr-defined]
            return render(request, "400.html", {"reason": str(error), "title": _("No such day")}, status=400)
        request.is_as_of = request.on != request.today  # type: ignore[attr-defined]
        return self.get_response(request)
