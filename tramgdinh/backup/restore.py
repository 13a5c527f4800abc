"""Putting a backup into an empty database: all of it, checked, or nothing."""

import hashlib
import shutil
from pathlib import Path

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connection as django_connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from tramgdinh.backup import archive, tables
from tramgdinh.database import logins, roles
from tramgdinh.terminal import Refusal


def restore(owner_url: str, program_role: str, files: Path, source: archive.Reader) -> None:
    """Load a checked archive; raises Refusal, leaving the database as empty as it was."""
    with logins.connect(owner_url) as connection:
        if tables.used(connection):
            raise Refusal("Cơ sở dữ liệu đã có dữ liệu: chỉ khôi phục vào cơ sở dữ liệu trống (đặt VAR khác).")
    if files.exists() and any(files.iterdir()):
        raise Refusal(f"Thư mục tệp {files} không trống: chỉ khôi phục vào nơi chưa có dữ liệu.")
    _migrate_as_then(source.manifest)
    staged = files.with_name(f"{files.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    try:
        with logins.connect(owner_url) as connection, connection.transaction():
            _load(connection, source)
            _check(connection, source.manifest)
            _unpack(source, staged)
            if files.exists():
                files.rmdir()
            staged.rename(files)
    except psycopg.Error as error:
        why = " ".join(str(error).split())
        raise Refusal(f"Dữ liệu trong bản sao lưu trái với ràng buộc của cơ sở dữ liệu: {why}") from None
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    # From the state it was saved in to that of this program.
    call_command("migrate", verbosity=0, interactive=False)
    roles.seal(django_connection, program_role)


def _migrate_as_then(manifest: archive.Manifest) -> None:
    """Make the tables as they were when the backup was made; refuses one of a newer program."""
    executor = MigrationExecutor(django_connection)
    executor.loader.check_consistent_history(django_connection)
    saved = {(app, name) for app, name in manifest.migrations}
    installed = {config.label for config in apps.get_app_configs()}
    graph = executor.loader.graph
    unknown = {key for key in saved if key not in graph.nodes and key[0] in installed}
    if unknown or not saved:
        raise Refusal(f"Bản sao lưu do phiên bản {manifest.version} tạo, mới hơn chương trình này: hãy dùng bản đó.")
    ahead = set(executor.loader.applied_migrations) - saved
    if any(key[0] in installed and key in graph.nodes for key in ahead):
        raise Refusal("Cơ sở dữ liệu đã ở phiên bản mới hơn bản sao lưu: hãy khôi phục vào nơi mới (đặt VAR khác).")
    known = saved & set(graph.nodes)
    leaves = [key for key in known if not any(child.key in known for child in graph.node_map[key].children)]
    executor.migrate(sorted(leaves))


def _load(connection: psycopg.Connection, source: archive.Reader) -> None:
    manifest = source.manifest
    there = tables.names(connection)
    if set(there) != set(manifest.columns):
        raise Refusal("Bản sao lưu có các bảng khác với chương trình này.")
    with tables.only_laws(connection):
        listed = sql.SQL(", ").join(sql.Identifier("public", table) for table in there)
        connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(listed))
        for table in tables.parents_first(connection, there):
            blocks = source.read(archive.table_member(table))
            tables.write(connection, table, manifest.columns[table], blocks)
    tables.set_sequences(connection, manifest.sequences)


def _check(connection: psycopg.Connection, manifest: archive.Manifest) -> None:
    """Compare what stands in the database now with what was saved: rows counted, and each byte."""
    for table, count in manifest.counts.items():
        digest, lines = hashlib.sha256(), 0
        for block in tables.read(connection, table):
            digest.update(block)
            lines += block.count(b"\n")
        if lines != count or digest.hexdigest() != manifest.members[archive.table_member(table)].sha256:
            raise Refusal(f"Bảng {table} sau khi khôi phục không khớp với bản sao lưu ({lines} trên {count} dòng).")


def _unpack(source: archive.Reader, target: Path) -> None:
    target.mkdir(parents=True, mode=0o700)
    for name in source.files():
        path = target / name.removeprefix("files/")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            for block in source.read(name):
                file.write(block)
        path.chmod(0o600)
