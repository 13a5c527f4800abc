"""The program's addresses, the base's admin site, and a view that answers nothing."""

from collections.abc import Iterable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from accounts.permissions import action
from bench.admin_site import site
from tramgdinh.urls import urlpatterns as program


@action("organization.read")
def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def declare(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Say of each view of an admin site that it asks what the program's own asks."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            declare(pattern.url_patterns)
        else:
            pattern.callback = action("admin.enter")(partial(pattern.callback))


base = site.urls  # made anew at each reading
declare(base[0])
urlpatterns = [*program, path("bench-admin/", base), path("bench-empty/", empty, name="bench_empty")]
