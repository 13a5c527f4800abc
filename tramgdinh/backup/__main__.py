"""`make backup` and `make restore FILE=…`."""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from tramgdinh.backup import archive
from tramgdinh.backup.save import save
from tramgdinh.database.commands import database, var
from tramgdinh.database.logins import Logins
from tramgdinh.terminal import Refusal, guarded, refuse, say


def main() -> int:
    """Save to a file (named after the moment unless one is given), or restore from one."""
    parser = argparse.ArgumentParser(prog="python -m tramgdinh.backup")
    parser.add_argument("verb", choices=["backup", "restore"])
    parser.add_argument("file", nargs="?", type=Path)
    asked = parser.parse_args()
    try:
        logs = var() / "logs"
    except Refusal as refusal:
        return refuse(refusal)
    return guarded(lambda: _run(asked.verb, asked.file), logs)


def _run(verb: str, file: Path | None) -> None:
    if verb == "backup":
        moment = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        _save(file or var() / "backups" / f"tramgdinh-{moment}.zip")
    elif file:
        _restore(archive.Reader(file))
    else:
        raise Refusal("Hãy cho biết tệp: make restore FILE=đường-dẫn")


def _save(target: Path) -> None:
    if target.exists():
        raise Refusal(f"Tệp {target} đã có: hãy chọn tên khác.")
    with database() as opened:
        files = _settings(opened)
        manifest = save(opened.owner, files, target)
    rows = f"{sum(manifest.counts.values()):,}".replace(",", ".")
    kept = sum(name.startswith("files/") for name in manifest.members)
    say(f"Đã sao lưu {rows} dòng và {kept} tệp vào {target}")


def _restore(source: archive.Reader) -> None:
    with database() as opened:
        files = _settings(opened)
        from tramgdinh.backup.restore import restore  # noqa: PLC0415 - needs Django set up

        restore(opened.owner, opened.program_role, files, source)
    rows = f"{sum(source.manifest.counts.values()):,}".replace(",", ".")
    say(f"Đã khôi phục {rows} dòng và {len(source.files())} tệp, số dòng và ràng buộc đều khớp.")


def _settings(opened: Logins) -> Path:
    """Set Django up as the owner; returns the folder of uploaded files."""
    os.environ |= opened.environment() | {
        "DATABASE_URL": opened.owner,
        "DATABASE_PROGRAM_URL": opened.program,
    }
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tramgdinh.settings")
    import django  # noqa: PLC0415 - settings read the environment
    from django.conf import settings  # noqa: PLC0415

    django.setup()
    return Path(settings.MEDIA_ROOT)


if __name__ == "__main__":
    sys.exit(main())
