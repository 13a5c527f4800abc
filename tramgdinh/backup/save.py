"""Making a backup, while the program runs or not."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tramgdinh.backup import archive, tables
from tramgdinh.database import logins
from tramgdinh.database.commands import ROOT


def version() -> str:
    """Return the program's version."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])


def save(owner_url: str, files: Path, target: Path) -> archive.Manifest:
    """Write everything to `target`, which appears only when it is whole; readable by its owner alone.

    All tables are read in one snapshot; files are added after it, so each file that a row names is there.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.part")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    try:
        writer = archive.Writer(partial)
        with logins.connect(owner_url) as connection:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            _add_tables(writer, connection)
            connection.execute("COMMIT")
        for path in sorted(path for path in files.rglob("*") if path.is_file()):
            writer.add(f"files/{path.relative_to(files).as_posix()}", _blocks(path))
        writer.close()
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)
    return writer.manifest


def _add_tables(writer: archive.Writer, connection: psycopg.Connection) -> None:
    manifest = writer.manifest
    manifest.version = version()
    manifest.made_at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    manifest.server = connection.info.parameter_status("server_version") or ""
    manifest.migrations = [
        list(row) for row in connection.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2")
    ]
    for table in tables.names(connection):
        manifest.columns[table] = tables.columns(connection, table)
        manifest.counts[table] = writer.add(archive.table_member(table), tables.read(connection, table))
    manifest.sequences = tables.sequences(connection)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(archive.BLOCK):
            yield block
