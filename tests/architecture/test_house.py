"""How the house is kept: sizes, names, templates that somebody uses, commands that somebody can find."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import translation
from factory.django import DjangoModelFactory

from tests import factories

ROOT = Path(settings.BASE_DIR)
LONGEST = 400
OURS = [*settings.OUR_APPS, "tramgdinh", "tests", "bench", "guide", "templates", "static"]
GENERATED = re.compile(r"/migrations/\d{4}_|/static/vendor/")


def our_files(*suffixes: str) -> list[Path]:
    """Files of ours that git knows, or would."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *OURS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / line for line in sorted(set(listed.stdout.splitlines()))]
    return [path for path in paths if path.suffix in suffixes and path.exists() and not GENERATED.search(str(path))]


def our_models() -> list[type[models.Model]]:
    """What the program keeps, without the history that triggers write."""
    kept = [model for app in settings.OUR_APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in kept if not hasattr(model, "pgh_tracked_model")]


def test_no_file_is_longer_than_400_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in our_files(".py", ".html", ".css", ".js")
        if (lines := len(path.read_text().splitlines())) > LONGEST
    }

    assert long == {}


def test_every_model_has_a_factory():
    made = {
        value._meta.model
        for value in vars(factories).values()
        if isinstance(value, type) and issubclass(value, DjangoModelFactory) and value._meta.model
    }

    assert sorted(model.__name__ for model in set(our_models()) - made) == []


# A moment without a person: each with its reason.
MOMENTS_OF_NOBODY = {
    "accounts.AccessLog.logged_at": "`user` says whose line it is; a refused sign-in has nobody",
    "meetings.Report.entered_at": "a telephone's clock; `recorded_by` says who",
}


def test_every_moment_says_by_whom():
    missing = {
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.fields
        if field.name.endswith("_at")
        and field.name.removesuffix("_at") + "_by" not in {other.name for other in model._meta.fields}
    }

    assert sorted(missing - set(MOMENTS_OF_NOBODY)) == []
    assert sorted(set(MOMENTS_OF_NOBODY) - missing) == []


def test_days_end_in_on_and_moments_in_at():
    # Names that the field itself uses: the day a month is named by, and days of papers.
    said_otherwise = {"month", "list_day", "paper_day", "sample_day", "last_login", "planned_day"}
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.fields
        if isinstance(field, models.DateField)
        and field.name not in said_otherwise
        and not field.name.endswith("_at" if isinstance(field, models.DateTimeField) else "_on")
    ]

    assert wrong == []


def test_every_field_has_a_name_of_its_own_in_vietnamese():
    """History pages and the admin site show them; Django's own guess would be English."""
    never_shown = {"id", "search_text", "sort_key", "password"}
    with translation.override("vi"):
        unnamed = [
            f"{model._meta.label}.{field.name}"
            for model in our_models()
            for field in (*model._meta.fields, *model._meta.many_to_many)
            if field.name not in never_shown and str(field.verbose_name) == field.name.replace("_", " ")
        ]

    assert unnamed == []


# ---- templates

# Found by their names: Django's error pages, allauth's pages, pages and widgets that stand in front of Django's own.
NAMED_BY_OTHERS = re.compile(r"^(40[034]|403_csrf|500)\.html$|^account/|^admin/|^django/")
INLINE = {
    "script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "handler of htmx": re.compile(r"\bhx-on|hx-vals=['\"]js:|hx-vars", re.IGNORECASE),
    "style": re.compile(r"<style|<[^>]*\sstyle\s*=", re.IGNORECASE),
    "address with a script": re.compile(r"javascript:", re.IGNORECASE),
    "address of another host": re.compile(r"(?:src|href)=[\"']?(?:https?:)?//", re.IGNORECASE),
}


def templates() -> list[Path]:
    return [path for path in our_files(".html") if path.is_relative_to(ROOT / "templates")]


@pytest.mark.parametrize("what", INLINE)
def test_templates_hold_nothing_that_the_security_policy_forbids(what):
    found = [str(path.relative_to(ROOT)) for path in templates() if INLINE[what].search(path.read_text())]

    assert found == []


def test_every_template_is_used():
    spoken = "".join(path.read_text() for path in our_files(".py", ".html"))
    unused = [
        name
        for path in templates()
        if not NAMED_BY_OTHERS.search(name := str(path.relative_to(ROOT / "templates")))
        and not re.search(rf"[\"'/]{re.escape(name)}[\"'#]", spoken)
        and not _used_in_its_folder(path, spoken)
    ]

    assert unused == []


def _used_in_its_folder(path: Path, spoken: str) -> bool:
    """A view may put a name together from a folder and a word."""
    return f"{path.parent.relative_to(ROOT / 'templates')}/" + "{" in spoken


def test_no_template_switches_the_escaping_off():
    found = [
        str(path.relative_to(ROOT))
        for path in templates()
        if re.search(r"\|\s*safe\b|autoescape off", path.read_text())
    ]

    assert found == []


# ---- commands


def make_targets() -> set[str]:
    listed = re.search(r"^\.PHONY:(.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return set(listed[1].split()) if listed else set()


def commands_in(path: Path) -> Iterator[str]:
    """The words after `make` in code of a Markdown file."""
    text = path.read_text()
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    for piece in code:
        yield from re.findall(r"\bmake ([a-z][a-z-]*)", piece)


def test_every_command_stands_in_the_readme_and_every_named_one_exists():
    named = set(commands_in(ROOT / "README.md"))

    assert sorted(make_targets() - named) == []
    assert sorted(named - make_targets()) == []


def test_management_commands_of_ours_stand_in_the_readme():
    ours = {path.stem for path in our_files(".py") if path.parent.name == "commands" and "management" in path.parts}
    spoken = (ROOT / "README.md").read_text()

    assert sorted(name for name in ours - {"__init__"} if name not in spoken) == []
