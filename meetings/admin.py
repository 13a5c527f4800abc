"""Meetings and reports to be looked at, with their history; they are planned and reported on the pages."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting, Report
from orgs.admin_base import ReadOnlyAdmin
from orgs.models import OrganizationState


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    read_action = "meeting.read"
    list_display = ["month", "cell_name", "kind", "planned_on", "is_model", "voided_at"]
    list_filter = ["kind", "is_model", ("voided_at", admin.EmptyFieldListFilter)]
    date_hierarchy = "month"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        states = OrganizationState.objects.live().filter(organization=models.OuterRef("cell"))
        name = states.order_by("-starts_on").values("name")[:1]
        return super().get_queryset(request).annotate(cell_name=models.Subquery(name))

    @admin.display(description=_("cell"), ordering="cell_name")
    def cell_name(self, row: Any) -> str:
        return row.cell_name or ""


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    read_action = "meeting.read"
    list_display = ["month", "person", "held", "presence", "version", "is_latest", "recorded_at", "voided_at"]
    list_filter = ["held", "presence", "is_latest", ("voided_at", admin.EmptyFieldListFilter)]
    date_hierarchy = "month"
