"""Rating scales are data that is edited here; a year's ratings are looked at, with their history."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from evaluations.models import Campaign, Level, PublishedFigure, Rating, Scheme
from orgs.admin_base import ReadOnlyAdmin, ReferenceAdmin
from orgs.models import OrganizationState


class ScaleAdmin(ReferenceAdmin):
    """The Party's scales are the same for every committee, so no row is left out."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return admin.ModelAdmin.get_queryset(self, request).fetch_mode(models.FETCH_PEERS)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return admin.ModelAdmin.formfield_for_foreignkey(self, db_field, request, **kwargs)


@admin.register(Scheme)
class SchemeAdmin(ScaleAdmin):
    """A scale of a later guidance is added; of one in use the code stays."""

    list_display = ["name", "source", "first_year", "last_year"]
    fields = ["code", "name", "source", "first_year", "last_year"]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return ["code"] if obj else []


@admin.register(Level)
class LevelAdmin(ScaleAdmin):
    """What a level counts as is not changed any more: published rates rest on it."""

    list_display = ["scheme", "rank", "name", "short", "is_good"]
    fields = ["scheme", "rank", "code", "name", "short", "is_good"]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return ["scheme", "rank", "code", "is_good"] if obj else []


@admin.register(Campaign)
class CampaignAdmin(ReadOnlyAdmin):
    read_action = "rating.read"
    list_display = ["year", "scheme", "list_day", "state", "good_count", "rated_count", "target"]


@admin.register(Rating)
class RatingAdmin(ReadOnlyAdmin):
    read_action = "rating.read"
    list_display = ["campaign", "organization_name", "outcome", "level", "paper_number", "paper_day", "voided_at"]
    list_filter = ["campaign", "outcome", ("voided_at", admin.EmptyFieldListFilter)]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        states = OrganizationState.objects.live().filter(organization=models.OuterRef("organization"))
        name = states.order_by("-starts_on").values("name")[:1]
        return super().get_queryset(request).annotate(organization_name=models.Subquery(name))

    @admin.display(description=_("organization"), ordering="organization_name")
    def organization_name(self, row: Any) -> str:
        return row.organization_name or ""


@admin.register(PublishedFigure)
class PublishedFigureAdmin(ReadOnlyAdmin):
    read_action = "rating.read"
    list_display = ["campaign", "value", "source", "published_on", "voided_at"]
