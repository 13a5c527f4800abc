"""The admin site: behind the same door as the pages, open to whom the declared table lets in."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class LedgerAdminSite(admin.AdminSite):
    site_header = _("Administration")
    site_title = _("Administration")
    index_title = _("Reference data, accounts, roles")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.scope.may("admin.enter")  # type: ignore[attr-defined]

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:  # noqa: ARG002
        """There is one door: send whoever comes here to it."""
        return redirect(f"{reverse('account_login')}?next={request.GET.get('next', reverse('admin:index'))}")
