"""The table of contents. Sign-up, e-mail and password reset by mail have no URL: an administrator gives passwords."""

from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("home.urls")),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("admin/", admin.site.urls),
    path("", include("home.organizations.urls")),
    path("", include("taskforces.urls")),
    path("", include("meetings.urls")),
    path("", include("evaluations.urls")),
]
