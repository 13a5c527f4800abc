"""What the bench forbids: the network, and template variables that nobody defined."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.template import engines
from django.template.base import Node


class NetworkForbidden(AssertionError):
    """A test tried to reach another machine."""


class UndefinedVariable(AssertionError):
    """A template of ours printed a variable that the view did not give."""


def allow_loopback_only() -> None:
    """Refuse every connection that leaves this machine."""
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = address[0]
            try:
                near = ip_address(host).is_loopback
            except ValueError:
                near = host == "localhost"
            if not near:
                raise NetworkForbidden(f"No network in tests: {host}")
        return connect(self, address)

    return guarded


class _Undefined(str):
    """Django's `string_if_invalid`: empty, as before, but it fails when the template that asks is ours.

    Django asks whether it is true exactly where a variable could not be found; `{% if %}` never asks.
    """

    ours = Path()

    def __bool__(self) -> bool:
        node, variable = _who_asks()
        origin = getattr(getattr(node, "origin", None), "name", "")
        if origin and Path(origin).is_relative_to(self.ours):
            place = f"{Path(origin).relative_to(self.ours)}:{node.token.lineno}"
            raise UndefinedVariable(f"{place}: {variable} is not defined")
        return False


def _who_asks() -> tuple[Any, str]:
    """Return the template node being drawn and the variable that it could not find."""
    frame = sys._getframe(2)
    variable = ""
    while frame:
        me = frame.f_locals.get("self")
        if not variable and hasattr(me, "var"):
            variable = str(me.var)
        if isinstance(me, Node) and hasattr(me, "origin"):
            return me, variable
        frame = frame.f_back
    return None, variable


@contextmanager
def undefined_variables_fail(ours: Path) -> Iterator[None]:
    """Make an undefined variable in a template under `ours` an error; other templates stay as they are."""
    engine = engines["django"].engine
    _Undefined.ours = ours
    before, engine.string_if_invalid = engine.string_if_invalid, _Undefined()
    try:
        yield
    finally:
        engine.string_if_invalid = before


def missing(config: pytest.Config | None, what: str, command: str) -> NoReturn:
    """Skip (with CI=true: fail) for want of a program of the system, naming the command that installs it."""
    line = f"{what} is missing: {command}"
    needed = os.environ.get("CI") == "true"
    if config is not None:  # before any test: the whole run goes without
        pytest.exit(line if needed else f"Skipped: {line}", returncode=int(needed))
    if needed:
        pytest.fail(line)
    pytest.skip(line)


def summarize(reporter: pytest.TerminalReporter) -> None:
    """Name once, at the end, what was missing."""
    skipped = {report.longrepr[2] for report in reporter.stats.get("skipped", []) if isinstance(report.longrepr, tuple)}
    for reason in sorted(skipped):
        if " is missing: " in reason:
            reporter.write_line(reason.removeprefix("Skipped: "))
