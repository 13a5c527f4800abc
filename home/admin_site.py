"""The admin site: behind the same door as the pages, open to whom the declared table lets in."""

from typing import Any
from urllib.parse import urlencode

from allauth.account import views as account
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _

from accounts.admin_base import DeclaredRights
from orgs.reports.history import Entry, Kept, changes_of


class LedgerAdminSite(admin.AdminSite):
    site_header = _("Administration")
    site_title = _("Administration")
    index_title = _("Reference data, accounts, roles")
    site_url = "/"
    enable_nav_sidebar = False
    # An address that is not there is a 404 for everybody, like elsewhere.
    final_catch_all_view = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take pages that ask the declared table; those of third parties ask Django's permissions and stay out."""
        if admin_class is not None and issubclass(admin_class, DeclaredRights):
            super().register(model_or_iterable, admin_class, **options)
        elif admin_class is not None and admin_class.__module__.partition(".")[0] in settings.OUR_APPS:
            raise TypeError(f"{admin_class.__name__} does not ask the declared table: see orgs/admin_base.py")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """All but two that nothing here uses: a row's page by content type, and the end of a password's change."""
        unused = {"view_on_site", "password_change_done"}
        return [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") not in unused]

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.scope.may("admin.enter")  # type: ignore[attr-defined]

    def history_of(self, row: models.Model) -> list[Entry]:
        """What the triggers recorded of a row, newest first."""
        return changes_of(Kept(type(row), [row.pk]))

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """There is one door: send whoever comes here to it. allauth refuses a `next` on another host."""
        wanted = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """One way out too: by POST at once, by GET it asks."""
        response: HttpResponse = account.logout(request)
        return response

    def password_change(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        return redirect("account_change_password")
