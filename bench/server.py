"""A throw-away PostgreSQL 18 for one bench, migrated by the project's own command."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
            command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True)
            yield cluster
        finally:
            cluster.stop()


def superuser(cluster: Cluster) -> str:
    return cluster.url(SUPERUSER, DATABASE)
