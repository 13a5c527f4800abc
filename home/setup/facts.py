"""What an own book begins with. Asked on a page or at the terminal, kept in a file between the two."""

import datetime as dt
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

FILE = "own-book.json"


@dataclass(frozen=True)
class BookFacts:
    """The committee, the organization that it leads, and who manages the accounts."""

    code: str
    name: str
    led_organization: str
    superior: str
    place: str
    symbol: str
    founded_on: dt.date
    founding_paper: str
    administrator: str


def kept_at() -> Path:
    """Where the facts wait for `make own-book`: in the data folder, for its owner alone."""
    return Path(settings.VAR) / FILE


def keep(facts: BookFacts) -> Path:
    """Write the facts down for the command; an earlier answer is replaced."""
    path = kept_at()
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(facts), default=str, ensure_ascii=False, indent=1))
    return path


def kept() -> dict[str, str]:
    """Return what was written down, {} when nothing was; ValueError for a file that is not one of ours."""
    path = kept_at()
    if not path.exists():
        return {}
    found = json.loads(path.read_text())
    if not isinstance(found, dict):
        raise ValueError(path)
    return {str(name): str(value) for name, value in found.items()}


def forget() -> None:
    """Remove the file: its book has begun."""
    kept_at().unlink(missing_ok=True)
