"""A throw-away PostgreSQL 18 for one bench, migrated by the project's own command."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tramgdinh.database import logins
from tramgdinh.database.embedded import DATABASE, SUPERUSER, Cluster

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = {
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "max_connections": "60",
    "synchronous_commit": "off",
}


@contextmanager
def running() -> Iterator[Cluster]:
    """Start a server with a migrated, empty database; DATABASE_URL names the program's login meanwhile."""
    (ROOT / ".cache").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / ".cache") as folder:
        cluster = Cluster(Path(folder), options=OPTIONS)
        cluster.start()
        try:
            environment = logins.of_cluster(cluster).environment() | {"VAR": folder}
            os.environ |= environment
            _prepare(Path(folder) / "prepared.json")
            yield cluster
        finally:
            cluster.stop()


def _prepare(answer: Path) -> None:
    """Migrate, give the program's role its rights and collect the static files: what `make run` does."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tramgdinh.settings",
        "DATABASE_URL": os.environ["DATABASE_OWNER_URL"],
        "DATABASE_PROGRAM_URL": os.environ["DATABASE_URL"],
    }
    command = [sys.executable, "-m", "tramgdinh.supervisor.prepare", str(answer)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def superuser(cluster: Cluster) -> str:
    return cluster.url(SUPERUSER, DATABASE)


def copy(url: str) -> str:
    """Make a second database like the one at `url`, migrated and still empty; returns the superuser's address of it."""
    name = f"{DATABASE}_single"
    with psycopg.connect(url.replace(f"/{DATABASE}?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {DATABASE}")
    return url.replace(f"/{DATABASE}?", f"/{name}?")
