"""Accounts, roles and the access log in the admin site. What writes is a service."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import services
from accounts.admin_base import DeclaredAdmin, DeclaredInline, ReadOnlyAdmin
from accounts.forms import AccountForm, EndRoleForm, GrantForm, ManyAccountsForm, NothingForm, ReasonForm
from accounts.models import AccessLog, Role, RoleGrant, User
from accounts.services import Slip
from tramgdinh.text.folding import fold


def show_slips(request: HttpRequest, slips: list[Slip], back_url: str) -> HttpResponse:
    """Answer the POST that made them with the slips themselves: first passwords are kept nowhere."""
    door = request.build_absolute_uri(reverse("account_login"))
    return render(request, "accounts/slips.html", {"slips": slips, "door": door, "back_url": back_url})


class GrantInline(DeclaredInline):
    """The roles of an account, to be looked at."""

    model = RoleGrant
    fk_name = "user"
    read_action = "account.read"
    fields = readonly_fields = ["role", "committee", "starts_on", "ends_on"]
    show_change_link = True


@admin.register(User)
class UserAdmin(DeclaredAdmin):
    """Made with a slip; closed, never deleted."""

    read_action = "account.read"
    write_action = "account.write"
    list_display = ["username", "who", "roles", "is_active", "must_change_password", "last_login"]
    list_filter = ["is_active", "must_change_password", "grants__role"]
    search_fields = ["username", "person__search_text"]
    search_help_text = _("User name, or the comrade's name without tones")
    ordering = ["username"]
    inlines = [GrantInline]
    fields = ["username", "who", "is_active", "must_change_password", "last_login", "created_at", "created_by"]
    readonly_fields = ["username", "who", "is_active", "must_change_password", "last_login", "created_at", "created_by"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        grants = RoleGrant.objects.on(request.today)  # type: ignore[attr-defined]
        today = models.Prefetch("grants", grants, to_attr="grants_today")
        return super().get_queryset(request).select_related("person").prefetch_related(today)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset, fold(search_term))

    @admin.display(description=_("comrade"))
    def who(self, user: User) -> str:
        """The person whose account it is; the program's own says so."""
        if user.is_system:
            return gettext("jobs and commands of the program")
        return str(getattr(user, "person", "") or "")

    @admin.display(description=_("roles today"))
    def roles(self, user: User) -> str:
        return ", ".join(str(Role(grant.role).label) for grant in user.grants_today)  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """The steps below change an account; there is no form that does."""
        return False

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return super().get_fields(request, obj) if obj else ["username"]

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        return super().get_inlines(request, obj) if obj else []

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        name = "accounts_user_%s"
        return [
            path("bulk/", wrap(self.bulk_view), name=name % "bulk"),
            path("<int:object_id>/password/", wrap(self.password_view), name=name % "password"),
            path("<int:object_id>/unlock/", wrap(self.unlock_view), name=name % "unlock"),
            path("<int:object_id>/close/", wrap(self.close_view), name=name % "close"),
            path("<int:object_id>/open/", wrap(self.open_view), name=name % "open"),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        form = AccountForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            user, password = services.create_account(username=form.cleaned_data["username"], by=request.user)  # type: ignore[arg-type]
            return show_slips(request, [Slip(user.username, password)], self.page_of(user))
        return self.step(
            request,
            form=form,
            title=_("New account"),
            text=_("A first password is made and shown once, to be printed. Then give the account its roles."),
            submit=_("Make the account"),
        )

    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        """Many accounts with their slips."""
        form = ManyAccountsForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                slips = services.create_accounts(usernames=form.cleaned_data["usernames"], by=request.user)  # type: ignore[arg-type]
            except ValidationError as error:
                form.add_error("usernames", error)
            else:
                return show_slips(request, slips, reverse("admin:accounts_user_changelist"))
        return self.step(
            request,
            form=form,
            title=_("Many accounts at once"),
            text=_("All are made or none. For people who are in the book already, choose them in the list of people."),
            submit=_("Make the accounts"),
        )

    def password_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        user = self.row(request, object_id)
        if request.method == "POST":
            slip = services.reset_password(user=user, by=request.user)  # type: ignore[arg-type]
            return show_slips(request, [slip], self.page_of(user))
        return self.step(
            request,
            form=NothingForm(),
            title=_("New first password: %(name)s") % {"name": user},
            text=_("The password so far and all open sessions end at once. The new one is shown once, to be printed."),
            submit=_("Give a new first password"),
            row=user,
        )

    def unlock_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        user = self.row(request, object_id)
        if request.method == "POST":
            services.unlock(user=user)
            messages.success(request, _("The failed sign-ins of this account are forgotten."))
            return redirect(self.page_of(user))
        return self.step(
            request,
            form=NothingForm(),
            title=_("Lift the lock: %(name)s") % {"name": user},
            text=_("Five wrong passwords lock an account for 15 minutes. Lift it only for the comrade himself."),
            submit=_("Lift the lock"),
            row=user,
        )

    def close_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return self._set_active(request, self.row(request, object_id), active=False)

    def open_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return self._set_active(request, self.row(request, object_id), active=True)

    def _set_active(self, request: HttpRequest, user: User, *, active: bool) -> HttpResponse:
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                services.set_active(
                    user=user,
                    active=active,
                    by=request.user,  # type: ignore[arg-type]
                    reason=form.cleaned_data["reason"],
                    today=request.today,  # type: ignore[attr-defined]
                )
            except services.LastAdministrator as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The account is open.") if active else _("The account is closed."))
                return redirect(self.page_of(user))
        words = (
            (
                _("Open the account: %(name)s"),
                _("The account may sign in again with its password and roles."),
                _("Open the account"),
            )
            if active
            else (
                _("Close the account: %(name)s"),
                _("Nobody signs in to it any more; open sessions end at once. What it recorded stays under its name."),
                _("Close the account"),
            )
        )
        return self.step(request, form=form, title=words[0] % {"name": user}, text=words[1], submit=words[2], row=user)


@admin.register(RoleGrant)
class RoleGrantAdmin(DeclaredAdmin):
    """Given and ended, never changed or deleted."""

    read_action = "account.read"
    write_action = "account.write"
    form = GrantForm
    list_display = ["user", "role", "starts_on", "ends_on", "recorded_by", "recorded_at"]
    list_filter = ["role", ("ends_on", admin.EmptyFieldListFilter)]
    search_fields = ["user__username"]
    readonly_fields = ["committee", "recorded_by", "recorded_at"]

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        end = path("<int:object_id>/end/", self.admin_site.admin_view(self.end_view), name="accounts_rolegrant_end")
        return [end, *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        initial = {"user": request.GET.get("user", ""), "starts_on": request.today}  # type: ignore[attr-defined]
        form = GrantForm(request.POST or None, initial=initial)
        form.fields["user"].queryset = User.objects.visible_to(request.scope).people().filter(is_active=True)  # type: ignore[attr-defined]
        if request.method == "POST" and form.is_valid() and (grant := self._give(request, form)):
            messages.success(request, _("The role is given; the account signs in anew."))
            return redirect(self.page_of(grant))
        return self.step(
            request,
            form=form,
            title=_("Give a role"),
            text=_("Roles of a team come from its members of today; they are not given here."),
            submit=_("Give the role"),
        )

    def _give(self, request: HttpRequest, form: GrantForm) -> RoleGrant | None:
        given = form.cleaned_data
        try:
            return services.grant_role(
                user=given["user"],
                committee_id=request.scope.committee_id,  # type: ignore[attr-defined]
                role=Role(given["role"]),
                first_day=given["starts_on"],
                last_day=given["ends_on"],
                by=request.user,  # type: ignore[arg-type]
            )
        except ValidationError as error:
            form.add_error(None, error.messages)  # type: ignore[arg-type]
            return None

    def end_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """End a role with its last day and a reason."""
        grant = self.row(request, object_id)
        form = EndRoleForm(request.POST or None, initial={"last_day": request.today})  # type: ignore[attr-defined]
        if request.method == "POST" and form.is_valid():
            try:
                services.end_role(grant=grant, by=request.user, today=request.today, **form.cleaned_data)  # type: ignore[arg-type,attr-defined]
            except (services.AlreadyEnded, services.LastAdministrator) as refusal:
                form.add_error(None, str(refusal))
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("The role is ended."))
                return redirect(self.page_of(grant))
        return self.step(
            request,
            form=form,
            title=_("End the role: %(role)s of %(name)s") % {"role": grant, "name": grant.user},
            text=_("The last day still counts. The row stays in the book."),
            submit=_("End the role"),
            row=grant,
        )


@admin.register(AccessLog)
class AccessLogAdmin(ReadOnlyAdmin):
    """Who came in, was kept out, exported, read what is sensitive."""

    read_action = "access_log.read"
    list_display = ["logged_at", "action", "user", "username", "address", "path"]
    list_filter = ["action", "logged_at"]
    search_fields = ["username", "path", "address"]
    search_help_text = _("User name, page or address")
