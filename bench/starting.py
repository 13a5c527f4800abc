"""`make run` on a fresh clone, and again: seconds until the address answers."""

import http.client
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.rows import Row
from bench.server import ROOT

FIRST, AGAIN = 180, 5
# What belongs to this run, not to a comrade who clones the program.
OURS = ("DATABASE_", "DJANGO_", "PYTHON", "MAKE", "MFLAGS", "VAR", "SECRET_KEY", "VIRTUAL_ENV")


def rows() -> Iterator[Row]:
    """Clone the last commit, start it twice; packages come through pip's and npm's caches as they are."""
    with tempfile.TemporaryDirectory(prefix="bench-clone-", dir=ROOT / ".cache") as folder:
        clone = Path(folder) / "program"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        for name, limit in (("make run on a fresh clone", FIRST), ("make run again", AGAIN)):
            with _started(clone) as seconds:
                yield Row(name, seconds, "s", limit=limit)


@contextmanager
def _started(clone: Path) -> Iterator[float]:
    from bench.memory import free_port  # noqa: PLC0415 - Django is set up by now

    number = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    began = time.monotonic()
    with (clone.parent / "run.log").open("w") as log:
        make = subprocess.Popen(
            ["make", "--silent", "run"],
            cwd=clone,
            env=environment | {"PORT": str(number)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        while not _answers(number):
            if make.poll() is not None or time.monotonic() - began > 3 * FIRST:
                raise RuntimeError((clone.parent / "run.log").read_text())
            time.sleep(0.05)
        yield time.monotonic() - began
    finally:
        os.killpg(make.pid, signal.SIGINT)
        make.wait(timeout=60)


def _answers(number: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", number, timeout=30)
    try:
        connection.request("GET", "/accounts/login/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
