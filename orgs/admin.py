"""Reference data is edited here; organizations, people and events are looked at, with their history."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from accounts.admin import show_slips
from accounts.models import User
from orgs import models as orgs
from orgs.admin_base import DeclaredAdmin, DeclaredInline, ReadOnlyAdmin, ReferenceAdmin
from orgs.services.accounts import HasAccount, give_accounts, tie_account
from orgs.services.committees import NotTheSample, set_sample_day
from tramgdinh.text.fields import DayField
from tramgdinh.text.folding import fold


class SampleDayForm(forms.Form):
    """The sample's own "today"."""

    day = DayField(label=_("Working day"))


class AccountOfForm(forms.Form):
    """An account that is nobody's yet."""

    account = forms.ModelChoiceField(User.objects.none(), label=_("account"))


class FoldedSearch:
    """Searches the folded column, so that "de tham" finds "Đề Thám"."""

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset, fold(search_term))  # type: ignore[misc]


class NameInline(DeclaredInline):
    """What the committee was called, to be looked at."""

    model = orgs.CommitteeName
    read_action = "organization.read"
    committee_path = "committee"
    fields = readonly_fields = ["name", "led_organization", "superior", "place", "symbol", "starts_on", "ends_on"]
    show_change_link = True


@admin.register(orgs.Committee)
class CommitteeAdmin(ReferenceAdmin):
    """The committee whose book this is; a second one is made with a book of its own."""

    list_display = ["code", "founded_on", "ended_on", "is_sample", "sample_day", "counts_armed_forces"]
    fields = ["code", "founded_on", "ended_on", "is_sample", "sample_day", "counts_armed_forces"]
    readonly_fields = ["code", "founded_on", "ended_on", "is_sample", "sample_day"]
    inlines = [NameInline]

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<int:object_id>/working-day/",
            self.admin_site.admin_view(self.working_day_view),
            name="orgs_committee_workingday",
        )
        return [own, *(pattern for pattern in super().get_urls() if pattern.name != "orgs_committee_add")]

    def working_day_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Change the sample's working day."""
        committee = self.row(request, object_id)
        form = SampleDayForm(request.POST or None, initial={"day": committee.sample_day})
        if request.method == "POST" and form.is_valid():
            try:
                set_sample_day(committee=committee, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            except NotTheSample as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The working day of the sample is set."))
                return redirect(self.page_of(committee))
        return self.step(
            request,
            form=form,
            title=_("Working day of the sample"),
            text=_("While the sample is loaded, every page takes this day for today. Real data has no such day."),
            submit=_("Set the day"),
            row=committee,
        )


@admin.register(orgs.CommitteeName)
class CommitteeNameAdmin(ReferenceAdmin):
    """A name is added and ended; what has been recorded is not rewritten."""

    committee_path = "committee"
    list_display = ["name", "led_organization", "symbol", "starts_on", "ends_on", "voided_at"]
    fields = ["committee", "name", "led_organization", "superior", "place", "symbol", "starts_on", "ends_on"]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return [field for field in self.fields if field != "ends_on"] if obj else []


@admin.register(orgs.Place)
class PlaceAdmin(ReferenceAdmin):
    list_display = ["name", "minutes_from_seat"]
    list_editable = ["minutes_from_seat"]
    search_fields = ["name"]
    fields = ["committee", "name", "minutes_from_seat"]


@admin.register(orgs.Travel)
class TravelAdmin(ReferenceAdmin):
    committee_path = "origin__committee"
    list_display = ["origin", "destination", "minutes"]
    autocomplete_fields = ["origin", "destination"]
    search_fields = ["origin__name", "destination__name"]


def last_name_of(identity: str) -> models.Subquery:
    """What the organization behind `identity` was called last; its code says little to a reader."""
    names = orgs.OrganizationState.objects.live().filter(organization=models.OuterRef(identity))
    return models.Subquery(names.order_by("-starts_on").values("name")[:1])


class StateInline(DeclaredInline):
    model = orgs.OrganizationState
    fk_name = "organization"
    read_action = "organization.read"
    fields = readonly_fields = ["name", "kind", "parent_name", "sector", "starts_on", "ends_on", "voided_at"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).annotate(parent_name=last_name_of("parent"))

    @admin.display(description=_("under"))
    def parent_name(self, state: Any) -> str:
        return state.parent_name or ""


@admin.register(orgs.Organization)
class OrganizationAdmin(FoldedSearch, ReadOnlyAdmin):
    """Identities; what they were from day to day stands below them."""

    read_action = "organization.read"
    list_display = ["code", "last_name", "founded_on", "ended_on", "voided_at"]
    list_filter = [("ended_on", admin.EmptyFieldListFilter), ("voided_at", admin.EmptyFieldListFilter)]
    search_fields = ["code", "states__search_text"]
    search_help_text = _("Code, or any name it ever had, without tones")
    inlines = [StateInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).annotate(last_name=last_name_of("pk"))

    @admin.display(description=_("latest name"), ordering="last_name")
    def last_name(self, organization: Any) -> str:
        return organization.last_name or ""


@admin.register(orgs.OrganizationState)
class OrganizationStateAdmin(FoldedSearch, ReadOnlyAdmin):
    read_action = "organization.read"
    list_display = ["name", "kind", "sector", "parent_name", "starts_on", "ends_on", "voided_at"]
    list_filter = ["kind", "sector", ("ends_on", admin.EmptyFieldListFilter), ("voided_at", admin.EmptyFieldListFilter)]
    search_fields = ["search_text"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).annotate(parent_name=last_name_of("parent"))

    @admin.display(description=_("under"))
    def parent_name(self, state: Any) -> str:
        return state.parent_name or ""


@admin.register(orgs.Succession)
class SuccessionAdmin(ReadOnlyAdmin):
    read_action = "organization.read"
    committee_path = "committee"
    list_display = ["event", "takes_effect_on", "decision_number", "resolution", "recorded_by", "voided_at"]
    list_filter = ["event"]
    search_fields = ["decision_number", "resolution"]


@admin.register(orgs.Office, orgs.MeetingPattern, orgs.HeadCount)
class OfOrganizationAdmin(FoldedSearch, ReadOnlyAdmin):
    """Records of an organization."""

    read_action = "organization.read"
    committee_path = "organization__committee"
    list_display = ["__str__", "organization_name", "recorded_by", "recorded_at", "voided_at"]
    search_fields = ["organization__states__search_text"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).annotate(organization_name=last_name_of("organization"))

    @admin.display(description=_("organization"))
    def organization_name(self, row: Any) -> str:
        return row.organization_name or ""


@admin.register(orgs.Person)
class PersonAdmin(FoldedSearch, DeclaredAdmin):
    """People are entered on their own pages; here they get accounts."""

    read_action = "person.read"
    write_action = "account.write"
    list_display = ["full_name", "phone", "account", "is_sample"]
    list_filter = [("account", admin.EmptyFieldListFilter)]
    search_fields = ["search_text"]
    search_help_text = _("Name without tones")
    ordering = ["sort_key"]
    exclude = ["search_text", "sort_key"]
    actions = ["choose_for_accounts"]

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_write_permission(self, request: HttpRequest) -> bool:
        """Asked by the action below."""
        return self._may(request, self.write_action)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("accounts/", wrap(self.accounts_view), name="orgs_person_accounts"),
            path("<int:object_id>/account/", wrap(self.account_view), name="orgs_person_account"),
        ]
        return [*own, *(pattern for pattern in super().get_urls() if pattern.name != "orgs_person_add")]

    @admin.action(description=_("Make accounts for the people chosen"), permissions=["write"])
    def choose_for_accounts(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> HttpResponse:
        """Go to the step that names them and asks once more."""
        ids = ",".join(map(str, queryset.values_list("pk", flat=True)))
        return redirect(f"{reverse('admin:orgs_person_accounts')}?people={ids}")

    def accounts_view(self, request: HttpRequest) -> HttpResponse:
        """Accounts with slips for chosen people who have none."""
        ids = [int(text) for text in request.GET.get("people", "").split(",") if text.isdecimal() and len(text) < 19]
        people = list(self.get_queryset(request).filter(pk__in=ids, account=None))
        form = forms.Form(request.POST or None)
        back = reverse("admin:orgs_person_changelist")
        if request.method == "POST" and people and self.has_write_permission(request):
            try:
                slips = give_accounts(people=people, by=request.user)  # type: ignore[arg-type]
            except HasAccount as refusal:
                messages.error(request, str(refusal))
                return redirect(back)
            return show_slips(request, slips, back)
        if not people:
            messages.warning(request, _("Choose people who have no account yet."))
            return redirect(back)
        names = ", ".join(str(person) for person in people)
        return self.step(
            request,
            form=form,
            title=_("Make accounts"),
            text=_("An account with a first password is made for: %(names)s.") % {"names": names},
            submit=_("Make the accounts"),
        )

    def account_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Tie an account that is there to a person."""
        person = self.row(request, object_id)
        form = AccountOfForm(request.POST or None)
        free = User.objects.visible_to(request.scope).people().filter(person=None)  # type: ignore[attr-defined]
        form.fields["account"].queryset = free  # type: ignore[attr-defined]
        if request.method == "POST" and form.is_valid():
            try:
                tie_account(person=person, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            except HasAccount as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The account is the comrade's now."))
                return redirect(self.page_of(person))
        return self.step(
            request,
            form=form,
            title=_("Account of comrade %(name)s") % {"name": person},
            text=_("Choose an account that is nobody's yet. The comrade's teams and cells then open with it."),
            submit=_("Record"),
            row=person,
        )


@admin.register(orgs.Post)
class PostAdmin(ReadOnlyAdmin):
    read_action = "person.read"
    committee_path = "person__committee"
    list_display = ["person", "title", "agency", "starts_on", "ends_on", "voided_at"]
    search_fields = ["person__search_text", "title"]
