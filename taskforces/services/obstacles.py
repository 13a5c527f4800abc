"""What keeps a draft from being issued, each as a sentence that says what to do."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from orgs.models import Organization, OrganizationState, Person
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership
from taskforces.querysets import LaidDownQuerySet
from taskforces.rules import Breach, Outcome, broken_rules
from tramgdinh.database.refusals import Refused
from tramgdinh.text.dates import show_day

NAMED_AT_MOST = 5


class CannotIssue(Refused):
    """The draft is not issued; `str()` says why and what to do."""


class RulesBroken(CannotIssue):
    """A rule of the decision that blocks is broken; `breaches` has the numbers."""

    def __init__(self, breaches: list[Breach]) -> None:
        self.breaches = breaches
        super().__init__(" ".join(breach.sentence for breach in breaches))


def refuse_obstacles(decision: Decision, result: Outcome) -> None:
    """Raise CannotIssue for the first thing that keeps the draft from taking effect as `result` says."""
    _refuse_nothing(decision, result)
    _refuse_strangers(result)
    _refuse_two_leaders(result)
    _refuse_dead_organizations(result)
    _refuse_in_the_way(result)
    blocking = [breach for breach in broken_rules(decision, result.day, result=result) if breach.blocks]
    if blocking:
        raise RulesBroken(blocking)


def _refuse_nothing(decision: Decision, result: Outcome) -> None:
    if decision.nature == Decision.Nature.BASE and not result.begins.teams:
        raise CannotIssue(_("The draft has no team yet."))
    if decision.nature == Decision.Nature.AMENDING and not result.begins and not result.ends:
        raise CannotIssue(_("The draft changes nothing yet."))


def _refuse_strangers(result: Outcome) -> None:
    members = {(row.task_force_id, row.person_id) for row in result.after.memberships}
    strangers = {
        row.person_id for row in result.begins.assignments if (row.task_force_id, row.person_id) not in members
    }
    if strangers:
        names = _people(strangers)
        raise CannotIssue(_("Cells are given to comrades who are not in the team: %(names)s.") % {"names": names})


def _refuse_two_leaders(result: Outcome) -> None:
    leaders: dict[int, int] = {}
    for row in result.after.memberships:
        if row.role != Membership.Role.LEADER:
            continue
        if row.task_force_id in leaders:
            raise CannotIssue(
                _("A team would have two leaders: %(names)s. Give one of them another role, or release him.")
                % {"names": _people({leaders[row.task_force_id], row.person_id})}
            )
        leaders[row.task_force_id] = row.person_id


def _refuse_dead_organizations(result: Outcome) -> None:
    ids = result.begins.organization_ids
    alive = set(Organization.objects.alive_on(result.day).filter(pk__in=ids).values_list("pk", flat=True))
    if dead := ids - alive:
        raise CannotIssue(
            _("On %(day)s these organizations do not exist: %(names)s. Take them out of the draft.")
            % {"day": show_day(result.day), "names": _organizations(dead, result.day)}
        )


def _refuse_in_the_way(result: Outcome) -> None:
    """A decision that the draft neither replaces nor amends has the same organizations or cells."""
    ours = [decision.pk for decision in result.decisions]
    begins = result.begins
    charges = Charge.objects.filter(organization_id__in={row.organization_id for row in begins.charges})
    assignments = Assignment.objects.in_charge().filter(cell_id__in={row.cell_id for row in begins.in_charge})
    coverages = Coverage.objects.filter(cell_id__in={row.cell_id for row in begins.coverages})
    asked: list[tuple[str, LaidDownQuerySet[Any]]] = [
        ("organization_id", charges),
        ("cell_id", assignments),
        ("cell_id", coverages),
    ]
    for of, rows in asked:
        others = rows.live().during(result.day, result.last_day).exclude(decision_id__in=ours)
        found = list(others.select_related("decision")[:NAMED_AT_MOST])
        if found:
            names = _organizations({getattr(row, of) for row in found}, result.day)
            raise CannotIssue(
                _("Decision %(decision)s still has: %(names)s. Let the draft replace it, or take these out.")
                % {"decision": found[0].decision, "names": names}
            )


def _people(ids: Iterable[int]) -> str:
    return ", ".join(person.full_name for person in Person.objects.filter(pk__in=list(ids)).order_by("sort_key"))


def _organizations(ids: Iterable[int], day: dt.date) -> str:
    """Their names on the day, else the last that they had; at most five, then the number of the others."""
    states = OrganizationState.objects.live().filter(organization_id__in=list(ids)).order_by("starts_on")
    names: dict[int, str] = {}
    for state in states.only("organization_id", "name", "starts_on"):
        if state.starts_on <= day or state.organization_id not in names:
            names[state.organization_id] = state.name
    shown = sorted(names.values())
    more = len(shown) - NAMED_AT_MOST
    return ", ".join(shown[:NAMED_AT_MOST]) + (_(" and %(number)s more") % {"number": more} if more > 0 else "")
