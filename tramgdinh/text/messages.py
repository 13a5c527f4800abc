"""Finds the texts that Python sources and templates hand to gettext, without running them."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Self

from django.utils.translation.template import templatize

OUR_ROOTS = [
    "tramgdinh",
    "accounts",
    "orgs",
    "taskforces",
    "meetings",
    "guidance",
    "evaluations",
    "home",
    "templates",
]
_SHOWN = {".py", ".html", ".txt"}

# function: how many of its first arguments are context, text, plural
_ARGUMENTS = {
    "gettext": "t",
    "gettext_lazy": "t",
    "gettext_noop": "t",
    "ngettext": "tp",
    "ngettext_lazy": "tp",
    "pgettext": "ct",
    "pgettext_lazy": "ct",
    "npgettext": "ctp",
    "npgettext_lazy": "ctp",
}
_STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\((\s*{_STRING}(?:\s*,\s*{_STRING})*)")


class Key(NamedTuple):
    """What gettext looks a text up by."""

    context: str | None
    text: str
    plural: str | None = None

    def without_plural(self) -> Self:
        return self._replace(plural=None)

    def __str__(self) -> str:
        context = f" (context {self.context!r})" if self.context else ""
        return f"{self.text!r}{context}"


class NotExtractable(Exception):
    """A text handed to gettext that is no plain string: no catalogue could ever hold it."""


def our_sources(root: Path) -> list[Path]:
    """Our Python modules and templates; tests and migrations show nothing to anybody."""
    found = [path for folder in OUR_ROOTS for path in sorted((root / folder).rglob("*"))]
    return [path for path in found if path.suffix in _SHOWN and "migrations" not in path.parts]


def used_in(sources: Iterable[Path], *, skip_computed: bool = False) -> dict[Key, str]:
    """Each text with the `file:line` that asks for it first.

    Raises `NotExtractable`, unless computed texts are to be skipped: third parties have some.
    """
    used: dict[Key, str] = {}
    for path in sources:
        source = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            in_file = _in_python(source, str(path), skip_computed)
        else:
            in_file = _in_template(source, str(path))
        for key, line in in_file:
            used.setdefault(key, f"{path}:{line}")
    return used


def _in_python(source: str, origin: str, skip_computed: bool) -> Iterator[tuple[Key, int]]:
    tree = ast.parse(source, origin)
    names = _names_of_gettext(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (shape := names.get(_called(node))):
            texts = [_literal(argument) for argument in node.args[: len(shape)]]
            if None not in texts:
                yield _key(shape, [text for text in texts if text is not None]), node.lineno
            elif not skip_computed:
                raise NotExtractable(f"{origin}:{node.lineno}: gettext wants a plain string here")


def _names_of_gettext(tree: ast.AST) -> dict[str, str]:
    """The functions as this module calls them: `from … import gettext_lazy as _`."""
    names = dict(_ARGUMENTS)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname or alias.name: _ARGUMENTS.get(alias.name, "") for alias in node.names}
    return names


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _literal(argument: ast.expr) -> str | None:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return None


def _in_template(source: str, origin: str) -> Iterator[tuple[Key, int]]:
    code = templatize(source, origin=origin)
    for call in _TEMPLATE_CALL.finditer(code):
        shape = _ARGUMENTS["gettext" if call[1] == "_" else call[1]]
        texts = ast.literal_eval(f"({call[2].strip()},)")
        yield _key(shape, list(texts)), code.count("\n", 0, call.start()) + 1


def _key(shape: str, texts: list[str]) -> Key:
    given = dict(zip(shape, texts, strict=False))
    return Key(given.get("c"), given["t"], given.get("p"))
