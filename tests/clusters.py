"""Throw-away PostgreSQL servers for the tests: migrated once per state of the program, then copied."""

import atexit
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import django
import psycopg
from psycopg import sql

from tramgdinh.database import logins
from tramgdinh.database.embedded import (
    DATABASE,
    OWNER,
    PROGRAM,
    SUPERUSER,
    UNSAFE_BUT_FAST,
    Cluster,
    binaries,
    running,
)
from tramgdinh.database.embedded.lock import FolderLock, Taken
from tramgdinh.terminal import Refusal

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "servers"
KEPT_TEMPLATES = 4
# The database to be connected to while another one is copied or dropped.
MAINTENANCE = "postgres"
# Nothing in these servers must survive, and a background vacuum would keep a template from being copied.
OPTIONS = UNSAFE_BUT_FAST | {
    "autovacuum": "off",
    "max_connections": "60",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@dataclass(frozen=True)
class Server:
    """A server with a migrated template; its addresses hold `{database}` where a name goes."""

    description: str
    template: str
    admin: str
    owner: str
    program: str
    owner_role: str
    prefix: str = ""

    def clone(self, name: str) -> str:
        """Make (again) a database from the template and return its name."""
        database = f"{self.prefix}{name}"
        self.drop(database)
        with psycopg.connect(**logins.parameters(self.admin.format(database=MAINTENANCE)), autocommit=True) as admin:
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                    sql.Identifier(database), sql.Identifier(self.owner_role), sql.Identifier(self.template)
                )
            )
        return database

    def drop(self, database: str) -> None:
        """Drop a database, whoever is still connected."""
        with psycopg.connect(**logins.parameters(self.admin.format(database=MAINTENANCE)), autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def dump(server: Server) -> str:
    """Return the server as text for the environment of the other test processes."""
    return json.dumps(asdict(server))


def load(text: str) -> Server:
    """Return the server that another process started."""
    return Server(**json.loads(text))


@contextmanager
def throw_away(programs: Path | None = None) -> Iterator[Server]:
    """Run a server of our own, with PostgreSQL 18 of the locked packages unless `programs` names another."""
    programs = programs or binaries.bundled()
    with _one_at_a_time():
        _remove_what_dead_runs_left()
        folder = CACHE / f"run-{os.getpid()}-{secrets.token_hex(3)}"
        folder.mkdir()
        subprocess.run(["cp", "--archive", "--reflink=auto", _template(programs) / "data", folder / "data"], check=True)
        cluster = Cluster(folder, programs=programs, options=OPTIONS)
        cluster.start()
    # For a run that ends without its closing hooks; stopping twice is harmless.
    atexit.register(cluster.stop)
    where = f"?host={quote(str(cluster.socket))}"
    try:
        yield Server(
            description=f"PostgreSQL {binaries.version_of(programs)}, throw-away cluster of {programs}",
            template=DATABASE,
            admin=f"postgres://{SUPERUSER}@/{{database}}{where}",
            owner=f"postgres://{OWNER}@/{{database}}{where}",
            program=f"postgres://{PROGRAM}@/{{database}}{where}",
            owner_role=OWNER,
        )
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def outside(url: str) -> Iterator[Server]:
    """Use the server of TEST_DATABASE_URL: databases and a role of this run's own, dropped at its end."""
    prefix = f"tramgdinh_test_{secrets.token_hex(4)}_"
    parts = logins.parameters(url)
    template = f"{prefix}template"
    addresses = {"admin": _in_database(url), "owner": _in_database(url)}
    with psycopg.connect(**parts, autocommit=True) as admin:
        version = admin.execute("SHOW server_version").fetchone()[0]
        owner_role = admin.execute("SELECT current_user").fetchone()[0]
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(template)))
    try:
        with tempfile.TemporaryDirectory() as var:
            made = logins.given({"DATABASE_URL": addresses["owner"].format(database=template)}, Path(var))
            _migrate(made)
        yield Server(
            description=f"PostgreSQL {version} of TEST_DATABASE_URL",
            template=template,
            program=_in_database(made.program),
            owner_role=owner_role,
            prefix=prefix,
            **addresses,
        )
    finally:
        _drop_all(url, prefix)


def _in_database(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(path="/{database}").geturl()


def _drop_all(url: str, prefix: str) -> None:
    with psycopg.connect(**logins.parameters(url), autocommit=True) as admin:
        names = admin.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix]).fetchall()
        for (name,) in names:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        for (name,) in admin.execute(
            "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [prefix]
        ).fetchall():
            admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def _migrate(made: logins.Logins) -> None:
    environment = os.environ | made.environment() | {"VAR": str(CACHE / "var")}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refusal(f"The migrations failed:\n{done.stdout}{done.stderr}")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def template() -> Path:
    """Return the folder of a migrated and stopped server with PostgreSQL 18, for reading only."""
    with _one_at_a_time():
        return _template(binaries.bundled())


def _template(programs: Path) -> Path:
    """Return a folder with a migrated, stopped server for the program as it is, made if need be."""
    folder = CACHE / f"template-{_state(programs)}"
    if not folder.exists():
        unfinished = CACHE / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        cluster = Cluster(unfinished, programs=programs, options=OPTIONS)
        cluster.start()
        try:
            _migrate(logins.of_cluster(cluster))
        finally:
            cluster.stop()
        unfinished.rename(folder)
    os.utime(folder)
    by_use = sorted(CACHE.glob("template-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in by_use[KEPT_TEMPLATES:]:
        shutil.rmtree(old, ignore_errors=True)
    return folder


def _state(programs: Path) -> str:
    """Return what the template depends on: migrations, rights, locked packages, Django, PostgreSQL."""
    digest = hashlib.sha256(f"{django.VERSION} {binaries.version_of(programs)} {programs}".encode())
    sources = [
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("*/migrations/*.sql"),
        ROOT / "requirements" / "run.txt",
    ]
    sources += [ROOT / "tramgdinh" / "database" / name for name in ("roles.py", "logins.py")]
    for path in sorted(sources):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _remove_what_dead_runs_left() -> None:
    for folder in CACHE.glob("run-*"):
        lock = FolderLock(folder / "lock")
        try:
            lock.take(patience=0)
        except Taken:
            continue
        if socket := running(folder, alive=False):
            shutil.rmtree(socket, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()
