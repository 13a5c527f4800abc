"""Sign-ins and sign-outs as Django and allauth announce them, for the access log."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import AccessLog, User
from accounts.services import log_access
from accounts.signing_in import username_of


@receiver(user_logged_in)
def log_sign_in(request: HttpRequest, user: User, **_: Any) -> None:
    log_access(action=AccessLog.Action.SIGN_IN, request=request, user=user, username=user.username)


@receiver(user_logged_out)
def log_sign_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        log_access(action=AccessLog.Action.SIGN_OUT, request=request, user=user, username=user.username)


@receiver(user_login_failed)
def log_refused_sign_in(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """A refused one, also while locked. What cannot be a user name may be a password typed in the wrong field."""
    if request is None:
        return
    typed = username_of(request, credentials)
    name = typed if User.could_be_username(typed) else ""
    log_access(action=AccessLog.Action.SIGN_IN_FAILED, request=request, username=name)
