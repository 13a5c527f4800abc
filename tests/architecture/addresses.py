"""Every address of the program, from the URLconf itself, and what has to be put into it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from orgs.models import CELL_KINDS
from tests.architecture.world import Where, World, rows_in

METHODS = ("GET", "POST", "PUT", "DELETE")


@dataclass(frozen=True)
class Address:
    """One pattern of the URLconf."""

    name: str  # "orgs:organization_detail"
    view: Any = field(hash=False, compare=False)
    converters: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def addresses() -> list[Address]:
    """Every named or unnamed pattern, in the order of the URLconf."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from _walk(pattern.url_patterns, inner)
        else:
            name = ":".join(filter(None, [namespace, pattern.name or f"(unnamed {pattern.pattern})"]))
            yield Address(name, pattern.callback, tuple(_parameters(pattern)))


def _parameters(pattern: URLPattern) -> list[str]:
    if pattern.pattern.converters:
        return list(pattern.pattern.converters)
    return list(pattern.pattern.regex.groupindex)


type Chosen = dict[str, models.Model]  # the rows of the parameters before this one


@dataclass(frozen=True)
class Names:
    """A parameter names a row of `label`; of those, one that `fits` what stands before it in the address."""

    label: str
    fits: Callable[[Any, Chosen], bool] = lambda _row, _chosen: True


def _state(state: str) -> Callable[[Any, Chosen], bool]:
    return lambda row, _chosen: row.state == state


def _same(path: str, parameter: str = "pk") -> Callable[[Any, Chosen], bool]:
    return lambda row, chosen: getattr(row, path) == chosen[parameter].pk


def _begun(row: Any, _chosen: Chosen) -> bool:
    return row.starts_on is not None


def _not_drafted(row: Any, _chosen: Chosen) -> bool:
    # Drafts are those of who drafts; the administrator does not.
    return getattr(row, "state", "") != "draft" and getattr(row, "starts_on", row) is not None


def _is_cell(row: Any, _chosen: Chosen) -> bool:
    return bool(row.states.filter(kind__in=CELL_KINDS).exists())


# What a parameter of an address names: a row, or a word. The first that fits "address parameter" counts.
# A new address with a parameter that nothing here fits fails with a line that says so.
PARAMETERS: list[tuple[str, Names | str]] = [
    (r"admin:app_list app_label", "accounts"),
    (r"home:event_record event", "rename"),
    (r"orgs:office_end office", Names("orgs.Office", _same("organization_id"))),
    (r"orgs:state_correct state", Names("orgs.OrganizationState", _same("organization_id"))),
    (r"orgs:event_\w+ pk", Names("orgs.Succession", lambda row, _: row.event == "rename")),
    (r"orgs:(person|post)_\w+ pk", Names("orgs.Person")),
    (r"orgs:(pattern|head_count|office)_\w+ pk", Names("orgs.Organization", _is_cell)),
    (r"meetings:meeting_new pk", Names("orgs.Organization", _is_cell)),
    (r"(orgs|home):\w+ pk", Names("orgs.Organization")),
    (r"taskforces:draft_(amend|end) pk", Names("taskforces.Decision", _state("issued"))),
    (r"taskforces:draft_\w+ pk", Names("taskforces.Decision", _state("draft"))),
    (r"taskforces:draft_\w+ team_pk", Names("taskforces.TaskForce", _same("decision_id"))),
    (r"taskforces:draft_\w+ person_pk", Names("orgs.Person")),
    (r"taskforces:draft_\w+ membership_pk", Names("taskforces.Membership", _same("task_force_id", "team_pk"))),
    (r"taskforces:decision_\w+ pk", Names("taskforces.Decision", _state("issued"))),
    (r"taskforces:row_correct kind", "assignment"),
    (r"taskforces:row_correct pk", Names("taskforces.Assignment", _begun)),
    (r"taskforces:team_\w+ pk", Names("taskforces.TaskForce", _begun)),
    (r"taskforces:team_undelegate delegation_pk", Names("taskforces.Delegation")),
    (r"taskforces:person_\w+ pk", Names("orgs.Person")),
    (r"(taskforces|meetings):(organization|cell)_\w+ pk", Names("orgs.Organization", _is_cell)),
    (r"evaluations:organization_\w+ pk", Names("orgs.Organization")),
    (r"evaluations:rating_correct pk", Names("evaluations.Rating", lambda row, _: row.campaign.state == "published")),
    (r"evaluations:\w+ pk", Names("evaluations.Campaign", _state("open"))),
    (r"meetings:(meeting_\w+|report_new) pk", Names("meetings.Meeting")),
    (r"meetings:report_\w+ pk", Names("meetings.Report")),
]


def parameters_for(address: Address, world: World) -> dict[Where, dict[str, Any]]:
    """Return, for each place, what to put into `address` so that it names rows there.

    Places without a row are left out. An address that names no row stands everywhere, so only OWN is given.
    """
    if all(isinstance(_named(address, parameter), str) for parameter in address.converters):
        return {Where.OWN: _values(address, Where.OWN, world) or {}}
    found = {where: values for where in Where if (values := _values(address, where, world)) is not None}
    if not found:
        raise LookupError(f"{address}: the world of the tests has no row for it (tests/architecture/world.py)")
    return found


def strayed(address: Address, world: World) -> dict[str, Any] | None:
    """Return parameters of which the last names a row of another committee, the others rows of ours; None for one."""
    known = parameters_for(address, world)
    ours, theirs = known.get(Where.ELSEWHERE), known.get(Where.ABROAD)
    if not ours or not theirs or len({name for name in ours if ours[name] != theirs[name]}) < 2:
        return None
    last = address.converters[-1]
    return ours | {last: theirs[last]}


def _values(address: Address, where: Where, world: World) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    chosen: Chosen = {}
    for parameter in address.converters:
        named = _named(address, parameter)
        if isinstance(named, str):
            values[parameter] = named
            continue
        row = next((row for row in _rows(named.label, world)[where] if named.fits(row, chosen)), None)
        if row is None:
            return None
        chosen[parameter], values[parameter] = row, row.pk
    return values


def _named(address: Address, parameter: str) -> Names | str:
    if parameter == "object_id" and (match := re.match(r"admin:([a-z]+)_([a-z]+)_", address.name)):
        return Names(f"{match[1]}.{match[2]}", _not_drafted)
    for pattern, named in PARAMETERS:
        if re.fullmatch(pattern, f"{address} {parameter}"):
            return named
    raise LookupError(f'{address}: say in PARAMETERS of tests/architecture/addresses.py what "{parameter}" names')


def _rows(label: str, world: World) -> dict[Where, list[models.Model]]:
    if label not in world.rows:
        world.rows[label] = rows_in(apps.get_model(label), world)
    return world.rows[label]


def url_of(address: Address, values: dict[str, Any]) -> str:
    """The path itself."""
    return reverse(address.name, kwargs=values)
