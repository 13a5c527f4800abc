"""The list of people: what each was on a day, on which teams, with how many cells."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, FilteredRelation, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.scope import Scope
from orgs.models import Person
from orgs.querysets import covers
from taskforces.models import Assignment, Membership, TaskForce

SORTS = {"name": ("sort_key", "pk"), "load": ("load", "sort_key", "pk")}


@dataclass(frozen=True, slots=True)
class Served:
    """A team of his, and his role in it, in words."""

    team_id: int
    team: str
    role: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person on a day: his post and agency, his teams, số chi bộ phụ trách."""

    person: Person
    post: str
    agency: str
    teams: list[Served]
    load: int


def people_found(
    *,
    scope: Scope,
    day: dt.date,
    text: str = "",
    team: int | None = None,
    serves: str = "",
    sort: str = "name",
) -> "QuerySet[Person]":
    """Return the people that match, with their `load`; `serves` is "yes", "no" or empty; "-" turns the order."""
    on_team = Membership.objects.on(day).filter(person=OuterRef("pk"))
    people = (
        Person.objects.visible_to(scope)
        .matching(text)
        .annotate(
            # A person has one main post on a day, so the join adds no rows.
            now=FilteredRelation("posts", condition=covers("posts", day)),
            post_title=Coalesce("now__title", Value("")),
            post_agency=Coalesce("now__agency", Value("")),
            load=_load(day),
        )
    )
    if team:
        people = people.filter(Exists(on_team.filter(task_force_id=team)))
    if serves:
        people = people.filter(Exists(on_team) if serves == "yes" else ~Exists(on_team))
    fields = SORTS.get(sort.lstrip("-"), SORTS["name"])
    return people.order_by(*(f"-{field}" for field in fields) if sort.startswith("-") else fields)


def _load(day: dt.date) -> Coalesce:
    cells = Assignment.objects.on(day).in_charge().filter(person=OuterRef("pk")).order_by().values("person")
    return Coalesce(Subquery(cells.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def person_rows(people: Iterable[Person], day: dt.date) -> list[PersonRow]:
    """Return the rows of `people` (as `people_found` gives them), in their order; one query more."""
    people = list(people)
    ids = [person.pk for person in people]
    teams: dict[int, list[Served]] = defaultdict(list)
    roles = {role.value: str(role.label) for role in Membership.Role}
    rows = Membership.objects.on(day).filter(person_id__in=ids).order_by("task_force__number")
    for pk, team_id, number, name, role in rows.values_list(
        "person_id", "task_force_id", "task_force__number", "task_force__name", "role"
    ):
        teams[pk].append(Served(team_id, str(TaskForce(number=number, name=name)), roles[role]))
    return [
        PersonRow(person, person.post_title, person.post_agency, teams[person.pk], person.load)  # type: ignore[attr-defined]
        for person in people
    ]
