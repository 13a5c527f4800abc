from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    default = True
    name = "home"
    verbose_name = _("Overview")


class AdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "home.admin_site.LedgerAdminSite"
