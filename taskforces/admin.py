"""The ledger of decisions and assignments, to be looked at with its history; and one step, Điều chỉnh phân công."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from orgs.admin_base import DeclaredInline, ReadOnlyAdmin
from orgs.models import OrganizationState
from taskforces import models as taskforces
from taskforces.views.reassigning import reassigning
from tramgdinh.text.folding import fold

_LIVE = [("ends_on", admin.EmptyFieldListFilter), ("voided_at", admin.EmptyFieldListFilter)]


class RuleInline(DeclaredInline):
    model = taskforces.DecisionRule
    read_action = "decision.read"
    committee_path = "decision__committee"
    fields = readonly_fields = ["code", "mode", "minimum", "maximum"]


class MembershipInline(DeclaredInline):
    model = taskforces.Membership
    read_action = "team.read"
    fields = readonly_fields = [
        "rank_order",
        "person",
        "role",
        "printed_title",
        "decision",
        "starts_on",
        "ends_on",
        "voided_at",
    ]
    ordering = ["rank_order", "pk"]


@admin.register(taskforces.Decision)
class DecisionAdmin(ReadOnlyAdmin):
    """An issued decision is never edited; it is drafted and issued on its own pages."""

    read_action = "decision.read"
    list_display = ["__str__", "paper", "nature", "state", "signed_on", "takes_effect_on", "ends_on", "ended_under"]
    list_filter = ["state", "nature", "paper", ("ends_on", admin.EmptyFieldListFilter)]
    search_fields = ["number", "subject"]
    exclude = ["version", "scan"]
    inlines = [RuleInline]


def _last_states(of: str) -> "models.QuerySet[OrganizationState]":
    rows = OrganizationState.objects.live().filter(organization=models.OuterRef(of))
    return rows.order_by("-starts_on")


class LaidDownAdmin(ReadOnlyAdmin):
    """Rows laid down by a decision: the day they began, and what ended them."""

    read_action = "assignment.read"
    list_filter = _LIVE
    # The column that names the organization or cell; its own `str` is a code.
    named_by = ""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().get_queryset(request)
        if not self.named_by:
            return rows
        own = _last_states(self.named_by)
        rows = rows.annotate(
            organization_name=models.Subquery(own.values("name")[:1]),
            root_pk=models.Subquery(own.values("grassroots_id")[:1]),
        )
        return rows.annotate(root_name=models.Subquery(_last_states("root_pk").values("name")[:1]))

    @admin.display(description=_("organization"), ordering="organization_name")
    def organization_name(self, row: Any) -> str:
        return row.organization_name or ""

    @admin.display(description=_("stands in"), ordering="root_name")
    def stands_in(self, row: Any) -> str:
        return row.root_name or ""

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Names are searched folded: "de tham" finds "Đề Thám"."""
        return super().get_search_results(request, queryset, fold(search_term))


@admin.register(taskforces.TaskForce)
class TaskForceAdmin(LaidDownAdmin):
    read_action = "team.read"
    list_display = ["__str__", "decision", "continues", "starts_on", "ends_on", "end_reason", "voided_at"]
    search_fields = ["number", "decision__number"]
    inlines = [MembershipInline]


@admin.register(taskforces.Membership)
class MembershipAdmin(LaidDownAdmin):
    read_action = "team.read"
    list_display = ["person", "task_force", "role", "rank_order", "decision", "starts_on", "ends_on", "voided_at"]
    list_filter = ["role", *_LIVE]
    search_fields = ["person__search_text"]


@admin.register(taskforces.Charge)
class ChargeAdmin(LaidDownAdmin):
    named_by = "organization"
    list_display = ["organization_name", "task_force", "decision", "starts_on", "ends_on", "end_reason", "voided_at"]
    search_fields = ["organization__states__search_text"]


@admin.register(taskforces.Coverage)
class CoverageAdmin(LaidDownAdmin):
    named_by = "cell"
    list_display = [
        "organization_name",
        "stands_in",
        "kind",
        "task_force",
        "decision",
        "starts_on",
        "ends_on",
        "voided_at",
    ]
    list_filter = ["kind", *_LIVE]
    search_fields = ["cell__states__search_text"]


@admin.register(taskforces.Delegation)
class DelegationAdmin(ReadOnlyAdmin):
    """Who acts for a team's leader."""

    read_action = "team.read"
    committee_path = "membership__decision__committee"
    list_display = ["membership", "starts_on", "ends_on", "recorded_by", "voided_at"]


@admin.register(taskforces.Assignment)
class AssignmentAdmin(LaidDownAdmin):
    """Who attends which cell. An assignment is adjusted by a decision, never edited."""

    named_by = "cell"
    list_display = [
        "organization_name",
        "stands_in",
        "person",
        "capacity",
        "task_force",
        "decision",
        "starts_on",
        "ends_on",
        "end_reason",
        "voided_at",
    ]
    list_filter = ["capacity", *_LIVE]
    search_fields = ["cell__states__search_text", "person__search_text"]
    search_help_text = _("Cell or comrade, without tones")
    actions = ["choose_for_reassigning"]

    def has_reassign_permission(self, request: HttpRequest) -> bool:
        """Asked by the action below."""
        return self._may(request, "assignment.reassign")

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "reassign/",
            self.admin_site.admin_view(self.reassign_view),
            name="taskforces_assignment_reassign",
        )
        return [own, *super().get_urls()]

    @admin.action(description=_("Reassign"), permissions=["reassign"])
    def choose_for_reassigning(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> HttpResponse:
        """Go to the step that asks for the new member, the day, the basis and the reason."""
        cells = queryset.order_by("cell_id").values_list("cell_id", flat=True).distinct()
        query = urlencode({"cells": list(cells)}, doseq=True)
        return redirect(f"{reverse('admin:taskforces_assignment_reassign')}?{query}")

    def reassign_view(self, request: HttpRequest) -> HttpResponse:
        """The same steps and the same service as the staff's page."""
        if not self.has_reassign_permission(request):
            raise Http404
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Reassign")}
        return reassigning(request, template="admin/taskforces/assignment/reassign.html", more=context)
