"""What every request passes: nothing authenticated is cached, first passwords are changed, each view is declared."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from accounts.models import AccessLog, Role
from accounts.services import log_access

GetResponse = Callable[[HttpRequest], HttpResponse]

# Views of others, and ours that every signed-in person may open; each with its reason. All else declares an action.
OPEN_VIEWS = {
    "account_login": "the door",
    "account_logout": "the way out",
    "account_change_password": "everyone changes his own password",
    "account_inactive": "says that the account is closed",
    "home:overview": "first page; it says so when somebody has no role yet",
}


class HeadersMiddleware:
    """Headers that Django has no setting for, on every answer, static files and refusals included."""

    # No page of ours asks for a device; the phone's whereabouts are nobody's business (domain.md §3).
    headers = {
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.setdefault(name, value)
        return response


class NoStoreMiddleware:
    """`Cache-Control: no-store` on whatever a signed-in person is answered."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
            patch_cache_control(response, no_store=True, private=True)
        return response


class FirstPasswordMiddleware:
    """A password given by somebody else opens nothing but the page on which it is changed."""

    allowed = frozenset({"account_change_password", "account_logout", "account_login"})

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        must = request.user.is_authenticated and request.user.must_change_password
        if must and match and match.view_name not in self.allowed:
            return redirect("account_change_password")
        return None


class ScopeMiddleware:
    """Gives `request.scope`, and asks the declared table before a view runs. A stranger gets 404."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.scope_of = import_string(settings.SCOPE_FACTORY)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.scope = SimpleLazyObject(lambda: self.scope_of(request.user, request.today))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in OPEN_VIEWS:
            return
        declared = getattr(view, "action", "admin.enter" if name.split(":")[0] == "admin" else None)
        if declared is None or not request.user.is_authenticated:
            # Not signed in: LoginRequiredMiddleware has already sent him to the door.
            raise Http404
        scope = request.scope  # type: ignore[attr-defined]
        if not scope.may(declared):
            raise Http404
        if Role.INSPECTOR in scope.roles:
            log_access(action=AccessLog.Action.READ, request=request)
