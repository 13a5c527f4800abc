"""The base for the pages: Django's changelists of the same rows and columns, written as one would write them well.

Columns are annotations or prefetched, never a query a row; searched and filtered by the same fields as our pages.
"""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import HttpRequest

from evaluations.models import Campaign, Rating
from meetings.models import Meeting, Report
from orgs.models import OrganizationState, Person, Post
from orgs.querysets import covers
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, TaskForce
from taskforces.reports.timeline import label_of


class BenchSite(admin.AdminSite):
    """An admin site that the declared table lets administrators into, like the program's own."""

    final_catch_all_view = False
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return request.scope.may("admin.enter")  # type: ignore[attr-defined]


site = BenchSite(name="bench")


class Read(admin.ModelAdmin):
    """A changelist as Django gives it, for one who may do everything."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_module_permission = has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        self.day = request.on  # type: ignore[attr-defined]
        return self.rows(request.scope, self.day)  # type: ignore[attr-defined]


def column(name: str, label: str) -> Any:
    """A column that shows an attribute of the row (an annotation)."""

    @admin.display(description=label)
    def show(self: Read, row: Any) -> Any:
        return getattr(row, name)

    return show


def number(rows: QuerySet[Any], by: str) -> Subquery:
    """How many of `rows` there are for each value of `by`."""
    return Subquery(rows.order_by().values(by).annotate(n=Count("pk")).values("n"))


@admin.register(OrganizationState, site=site)
class Organizations(Read):
    list_display = ["name", "parent", "kind", "sector", "cells", "named", "who", "team", "rating"]
    list_filter: ClassVar = ["kind", "sector"]
    search_fields = ["search_text"]
    parent, cells, named = column("parent_name", "Under"), column("cells", "Cells"), column("named", "Named")
    rating = column("level", "Rating")

    def rows(self, scope: Any, day: Any) -> QuerySet[Any]:
        campaign = Campaign.objects.visible_to(scope).filter(list_day__lte=day).order_by("-year").first()
        within = OrganizationState.objects.on(day).cells().filter(grassroots_id=OuterRef("organization_id"))
        held = Assignment.objects.on(day).in_charge().filter(cell_id=OuterRef("organization_id"))
        mine, base = "organization__assignments", "grassroots__charges"
        states = OrganizationState.objects.visible_to(scope).on(day).grassroots().with_parents(day)
        return states.annotate(
            in_charge=FilteredRelation(mine, condition=covers(mine, day) & Q(**{f"{mine}__capacity": "in_charge"})),
            charged=FilteredRelation(base, condition=covers(base, day)),
            rated=FilteredRelation(
                "organization__ratings", condition=Q(organization__ratings__campaign=campaign.pk if campaign else 0)
            ),
            cells=number(within, "grassroots_id"),
            named=number(within.filter(Exists(held)), "grassroots_id"),
            family=F("in_charge__person__family_name"),
            middle=F("in_charge__person__middle_name"),
            given=F("in_charge__person__given_name"),
            team_number=F("charged__task_force__number"),
            level=F("rated__level__name"),
        )

    def who(self, row: Any) -> str:
        return " ".join(filter(None, (row.family, row.middle, row.given)))

    def team(self, row: Any) -> str:
        return f"Tổ {row.team_number}"


@admin.register(Decision, site=site)
class Decisions(Read):
    list_display = ["__str__", "subject", "paper", "signed_on", "takes_effect_on", "state_in_words", "ended_under"]
    list_select_related = ["ended_under", "amends", "created_by", "issued_by"]

    def rows(self, scope: Any, day: Any) -> QuerySet[Any]:
        return Decision.objects.visible_to(scope)

    def state_in_words(self, row: Any) -> str:
        return label_of(row, self.day)


@admin.register(TaskForce, site=site)
class Teams(Read):
    list_display = ["__str__", "leader", "title", "members", "organizations", "cells", "named", "left", "outside"]
    members, organizations = column("members", "Members"), column("organizations", "Organizations")
    cells, named = column("cells", "Cells"), column("named", "Named")
    left, outside = column("left", "Left to the team"), column("outside", "Out of scope")

    def rows(self, scope: Any, day: Any) -> QuerySet[Any]:
        mine = {"task_force_id": OuterRef("pk")}
        charges = Charge.objects.on(day).filter(**mine)
        said = Coverage.objects.on(day).filter(**mine)
        states = OrganizationState.objects.on(day).cells()
        standing = states.annotate(own=F("grassroots__charges__task_force_id")).filter(
            covers("grassroots__charges", day), own=OuterRef("pk")
        )
        leaders = Membership.objects.on(day).filter(role="leader").select_related("person")
        return (
            TaskForce.objects.visible_to(scope)
            .on(day)
            .annotate(
                members=number(Membership.objects.on(day).filter(**mine), "task_force_id"),
                organizations=number(charges, "task_force_id"),
                cells=number(standing, "own"),
                named=number(Assignment.objects.on(day).in_charge().filter(**mine), "task_force_id"),
                left=number(said.filter(kind="team"), "task_force_id"),
                outside=number(said.filter(kind="out_of_scope"), "task_force_id"),
            )
            .prefetch_related(Prefetch("memberships", leaders, to_attr="leaders"))
        )

    def leader(self, row: Any) -> Any:
        return row.leaders[0].person if row.leaders else None

    def title(self, row: Any) -> str:
        return row.leaders[0].printed_title if row.leaders else ""


@admin.register(Person, site=site)
class People(Read):
    list_display = ["full_name", "post", "agency", "teams", "load"]
    search_fields = ["search_text"]
    load = column("load", "Cells in charge")

    def rows(self, scope: Any, day: Any) -> QuerySet[Any]:
        held = Assignment.objects.on(day).in_charge().filter(person_id=OuterRef("pk"))
        return (
            Person.objects.visible_to(scope)
            .annotate(load=number(held, "person_id"))
            .prefetch_related(
                Prefetch("posts", Post.objects.on(day), to_attr="now"),
                Prefetch("memberships", Membership.objects.on(day).select_related("task_force"), to_attr="serving"),
            )
        )

    def post(self, row: Any) -> str:
        return row.now[0].title if row.now else ""

    def agency(self, row: Any) -> str:
        return row.now[0].agency if row.now else ""

    def teams(self, row: Any) -> str:
        return "; ".join(f"{served.task_force}: {served.get_role_display()}" for served in row.serving)


@admin.register(Meeting, site=site)
class Meetings(Read):
    list_display = ["cell_name", "planned_on", "planned_hour", "team", "who", "held", "present", "total", "presence"]
    cell_name = column("cell_name", "Cell")

    def rows(self, scope: Any, day: Any) -> QuerySet[Any]:
        named, held = "cell__states", "cell__assignments"
        return (
            Meeting.objects.filter(month=day.replace(day=1), cell__committee_id=scope.committee_id)
            .annotate(
                named=FilteredRelation(named, condition=covers(named, day)),
                in_charge=FilteredRelation(held, condition=covers(held, day) & Q(**{f"{held}__capacity": "in_charge"})),
                cell_name=F("named__name"),
                family=F("in_charge__person__family_name"),
                middle=F("in_charge__person__middle_name"),
                given=F("in_charge__person__given_name"),
                team_number=F("in_charge__task_force__number"),
            )
            .prefetch_related(Prefetch("reports", Report.objects.filter(is_latest=True), to_attr="latest"))
        )

    def team(self, row: Any) -> str:
        return f"Tổ {row.team_number}"

    def who(self, row: Any) -> str:
        return " ".join(filter(None, (row.family, row.middle, row.given)))

    def held(self, row: Any) -> Any:
        return row.latest[0].held_on if row.latest else None

    def present(self, row: Any) -> Any:
        return row.latest[0].present if row.latest else None

    def total(self, row: Any) -> Any:
        return row.latest[0].total if row.latest else None

    def presence(self, row: Any) -> str:
        return row.latest[0].get_presence_display() if row.latest else ""


@admin.register(Rating, site=site)
class Ratings(Read):
    list_display = ["body", "outcome", "level", "reason", "paper_number", "paper_day"]
    list_filter: ClassVar = ["outcome"]
    list_select_related = ["level"]
    body = column("body", "Organization")

    def rows(self, scope: Any, day: Any) -> QuerySet[Any]:
        campaign = Campaign.objects.visible_to(scope).order_by("-year").first()
        states = "organization__states"
        return (
            Rating.objects.visible_to(scope)
            .live()
            .filter(campaign=campaign)
            .annotate(
                named=FilteredRelation(states, condition=covers(states, campaign.list_day)), body=F("named__name")
            )
        )
