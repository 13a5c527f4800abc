"""What README and docs say is there: commands, settings, accounts, links, pictures."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from tramgdinh.supervisor.run import DEMO_ACCOUNTS, DEMO_PASSWORD

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text()
PAPERS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
# Read by the program or its tests, but no setting of an installation: set for a process by the one that starts it.
HANDED_DOWN = {"DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER", "SERVERS_USED"}


def section(title: str) -> str:
    """The text under a heading of the README."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def first_column(title: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)`", section(title), re.MULTILINE)


def test_readme_names_each_command_of_the_makefile_and_no_other():
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split()

    named = [command.removeprefix("make ").split()[0] for command in first_column("Start")]

    assert sorted(named) == sorted(targets)


def test_each_make_command_in_any_paper_is_there():
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split()
    said = {name for paper in PAPERS for name in re.findall(r"`make ([a-z-]+)", paper.read_text())}

    assert said - set(targets) == set()


def test_each_management_command_in_any_paper_is_there():
    said = {name for paper in PAPERS for name in re.findall(r"manage\.py (\w+)", paper.read_text())}

    assert said - set(get_commands()) == set()


def test_readme_names_each_setting_that_is_read_and_no_other():
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', (ROOT / "tramgdinh" / "settings.py").read_text()))
    for path in [*(ROOT / "tramgdinh").rglob("*.py"), ROOT / "tests" / "conftest.py"]:
        read |= set(re.findall(r'environ(?:ment)?\.get\(\s*"([A-Z_]+)"', path.read_text()))

    assert sorted(first_column("Settings")) == sorted(read - HANDED_DOWN)


def test_readme_names_the_demo_accounts_and_their_password():
    accounts = re.findall(r"\| `(\w+)` \|$", section("Who may what"), re.MULTILINE)

    assert sorted(accounts) == sorted(DEMO_ACCOUNTS)
    assert f"`{DEMO_PASSWORD}`" in section("Who may what")


def test_readme_says_when_things_expire():
    expires = section("What expires")

    assert f"| {settings.ACCESS_LOG_DAYS} days" in expires
    assert f"| {settings.SESSION_COOKIE_AGE // 3600} hours" in expires
    assert f"| {settings.AXES_COOLOFF_TIME * 60:.0f} minutes |" in expires


def test_readme_names_each_room():
    rooms = re.findall(r"`(\w+)/`", section("The rooms"))
    there = [path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()]

    assert set(there) - set(rooms) == set()
    assert [room for room in rooms if not any((ROOT / above / room).is_dir() for above in ("", "tramgdinh"))] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(paper):
    links = [link.partition("#")[0] for link in LINK.findall(paper.read_text())]
    near = [link for link in links if link and not link.startswith(("http://", "https://"))]

    assert [link for link in near if not (paper.parent / link).exists()] == []


def test_every_picture_is_shown_and_small():
    shown = {(paper.parent / link).resolve() for paper in PAPERS for link in PICTURE.findall(paper.read_text())}
    there = set((ROOT / "docs" / "pictures").glob("*"))

    assert there == shown
    assert [path.name for path in there if path.stat().st_size > 300_000] == []
