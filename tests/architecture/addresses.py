"""Every address of the program, from the URLconf itself, and what has to be put into it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from taskforces.models import Decision
from tests.architecture.world import Where, World, rows_in

# Files and pages of other people's; WhiteNoise serves static files before any view.
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


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


# What a parameter names: (pattern of "address parameter", model, or a fixed value). The first that fits counts.
# A new address with a parameter that nothing here fits fails with a line that says so.
PARAMETERS: list[tuple[str, Any]] = [
    (r"^admin:app_list app_label$", "accounts"),
    (r"^orgs:organization_\w+ pk$", "orgs.Organization"),
    (r"^home:organization_\w+ pk$", "orgs.Organization"),
    (r"^taskforces:draft_\w+ pk$", "draft"),
    (r"^taskforces:decision_\w+ pk$", "issued"),
    (r"^taskforces:team_\w+ pk$", "issued team"),
    (r"^taskforces:person_\w+ pk$", "orgs.Person"),
    (r"^taskforces:(organization|cell)_\w+ pk$", "cell"),
]


def parameters_for(address: Address, world: World) -> dict[Where, dict[str, Any]]:
    """Return, for each place, what to put into `address` so that it names a row there; {} where there is no row.

    An address without parameters names nothing: it stands everywhere, so only OWN is given (empty).
    """
    if not address.converters:
        return {Where.OWN: {}}
    found: dict[Where, dict[str, Any]] = {where: {} for where in Where}
    for parameter in address.converters:
        for where, value in _values(address, parameter, world).items():
            found[where][parameter] = value
    complete = {where: values for where, values in found.items() if len(values) == len(address.converters)}
    if not complete:
        raise LookupError(f"{address}: the world of the tests has no row for it (tests/architecture/world.py)")
    return complete


def _values(address: Address, parameter: str, world: World) -> dict[Where, Any]:
    kind = _kind(address, parameter)
    if "." not in kind and kind not in _SPECIAL:
        return dict.fromkeys(Where, kind)
    rows = _rows(kind, world)
    return {where: some[0].pk for where, some in rows.items() if some}


def _kind(address: Address, parameter: str) -> str:
    if parameter == "object_id" and (match := re.match(r"^admin:([a-z]+)_([a-z]+)_", address.name)):
        return f"{match[1]}.{match[2]}"
    for pattern, kind in PARAMETERS:
        if re.match(pattern, f"{address} {parameter}"):
            return kind
    raise LookupError(f'{address}: say in PARAMETERS of tests/architecture/addresses.py what "{parameter}" names')


_SPECIAL: dict[str, tuple[str, Any]] = {
    "draft": ("taskforces.Decision", lambda row: row.state == Decision.State.DRAFT),
    "issued": ("taskforces.Decision", lambda row: row.state == Decision.State.ISSUED),
    "issued team": ("taskforces.TaskForce", lambda row: row.starts_on is not None),
    "cell": ("orgs.Organization", lambda row: "organization" and row.states.filter(kind__in=["cell", "base_cell"]).exists()),
}


def _rows(kind: str, world: World) -> dict[Where, list[models.Model]]:
    label, fits = _SPECIAL.get(kind, (kind, lambda _row: True))
    found = rows_in(apps.get_model(label), world)
    return {where: [row for row in rows if fits(row)] for where, rows in found.items()}


def url_of(address: Address, values: dict[str, Any]) -> str:
    """The path itself."""
    return reverse(address.name, kwargs=values)
