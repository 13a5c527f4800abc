"""What a sign-in is counted by (user name, address), what a locked one is answered, and who is let in."""

from ipaddress import ip_address
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import RoleGrant

# The password of the demo accounts. It stands in the README, so it opens nothing but the sample.
SAMPLE_PASSWORD = "mau-trangdinh"  # noqa: S105


class SampleAwareBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's check of the password; the sample's own password is wrong wherever the sample is not loaded."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        if credentials.get("password") == SAMPLE_PASSWORD and not RoleGrant.objects.of_sample().exists():
            return None
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return user


def username_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the user name that a sign-in is counted under: as the lookup sees it, so that capitals gain nothing."""
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(typed).strip().lower()[:150]


def address_of(request: HttpRequest) -> str | None:
    """Return the address that asks. Proxies are believed only as many as are ours (TRUSTED_PROXY_COUNT)."""
    asked_by: str = request.META.get("REMOTE_ADDR", "")
    ours = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed_on = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if ours and len(passed_on) >= ours:
        asked_by = passed_on[-ours]
    try:
        return str(ip_address(asked_by))
    except ValueError:
        return None


def locked(request: HttpRequest, *_: Any) -> HttpResponse:
    """The page for one who failed too often: it says when to try again, and names no account."""
    wait = get_cool_off(request)
    response = render(request, "account/locked.html", status=429)
    if wait:
        response["Retry-After"] = str(int(wait.total_seconds()))
    return response
