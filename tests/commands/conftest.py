"""Commands run as people run them: real processes on data folders of their own."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from tests import clusters
from tramgdinh.database.embedded import Cluster

ROOT = clusters.ROOT


@dataclass
class Running:
    """A started `make run`."""

    make: subprocess.Popen[str]
    var: Path
    port: int
    output: Path
    family: list[psutil.Process] = field(default_factory=list)

    @property
    def supervisor(self) -> int:
        return int((self.var / "run.lock").read_text().split()[0])

    def said(self) -> str:
        return self.output.read_text()

    def wait_until_it_serves(self) -> None:
        """Wait for the last line of the greeting, and remember every process of the run."""
        until = time.monotonic() + 120
        while "Nhấn Ctrl-C" not in self.said():
            assert self.make.poll() is None, self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.05)
        self.family = [psutil.Process(self.supervisor), *psutil.Process(self.supervisor).children(recursive=True)]

    def alive(self) -> list[str]:
        """The run's processes that still are there."""
        return [str(each) for each in self.family if each.is_running() and not gone(each.pid)]


def gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has waited for yet has."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**more: str) -> dict[str, str]:
    """Our environment without what the tests themselves set."""
    ours = ("DATABASE_", "MAKE", "MFLAGS", "DJANGO_", "PYTEST_", "VAR")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | more


def run(*command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end in the project's folder."""
    return subprocess.run(
        command, cwd=ROOT, env=environment(**more), capture_output=True, text=True, check=False, timeout=120
    )


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """What a refused command said: one line (make adds its own to say that the target failed), and no traceback."""
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line and not line.startswith("make: ***")]
    assert done.returncode != 0
    assert len(lines) == 1, lines
    return lines[0]


@pytest.fixture(scope="session")
def migrated() -> Path:
    """The data of a server of ours that has every migration; to be copied."""
    return clusters.template()


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files as served; to be copied, since compressing them takes seconds. Each test process has its own."""
    folder = tmp_path_factory.mktemp("collected")
    code = "import django; django.setup(); from tramgdinh.supervisor import prepare; prepare.collect()"
    done = run(".venv/bin/python", "-c", code, VAR=str(folder), DJANGO_SETTINGS_MODULE="tramgdinh.settings")
    assert done.returncode == 0, done.stderr
    return folder / "static"


@pytest.fixture
def var(tmp_path: Path, migrated: Path, collected: Path) -> Path:
    """A data folder with an empty, migrated book, under a name with spaces and Vietnamese letters."""
    folder = tmp_path / "dữ liệu của Huyện uỷ"
    (folder / "database").mkdir(parents=True)
    shutil.copytree(migrated / "data", folder / "database" / "data")
    shutil.copytree(collected, folder / "static")
    (folder / "sample-loaded").touch()
    return folder


@pytest.fixture
def cluster(tmp_path: Path, migrated: Path) -> Iterator[Cluster]:
    """A running server of our own; its folder is a copy, which is faster than a new one."""
    folder = tmp_path / "cụm"
    shutil.copytree(migrated / "data", folder / "data")
    started = Cluster(folder, options=clusters.OPTIONS)
    started.start()
    yield started
    started.stop()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Start `make run` on a data folder; whatever still runs at the end of the test is stopped."""
    started: list[Running] = []

    def serve(var: Path, **more: str) -> Running:
        port, output = free_port(), tmp_path / f"run-{len(started)}.txt"
        with output.open("w") as out:
            make = subprocess.Popen(
                ["make", "run"],
                cwd=ROOT,
                env=environment(VAR=str(var), PORT=str(port), **more),
                stdout=out,
                stderr=out,
                text=True,
                start_new_session=True,
            )
        started.append(Running(make, var, port, output))
        return started[-1]

    yield serve
    for each in started:
        if each.make.poll() is None:
            os.killpg(each.make.pid, signal.SIGTERM)
            each.make.wait(30)
