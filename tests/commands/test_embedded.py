"""The embedded server: one at a time on a folder, whatever an earlier one left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests import clusters
from tests.commands.conftest import gone
from tramgdinh.database import logins
from tramgdinh.database.embedded import SUPERUSER, Cluster, process, running
from tramgdinh.terminal import Refusal


def test_start_makes_a_vietnamese_capable_database_reached_by_socket_alone(cluster: Cluster) -> None:
    with psycopg.connect(**logins.parameters(cluster.url(SUPERUSER, "postgres"))) as connection:
        row = connection.execute(
            "SELECT current_setting('server_encoding'), current_setting('listen_addresses'), upper('đề thám')"
        ).fetchone()

    assert row == ("UTF8", "", "ĐỀ THÁM")
    assert cluster.socket.stat().st_mode & 0o077 == 0
    assert cluster.data.stat().st_mode & 0o077 == 0


def test_second_start_on_the_same_folder_is_refused(cluster: Cluster) -> None:
    second = Cluster(cluster.folder)

    with pytest.raises(Refusal) as refusal:
        second.start()

    assert str(refusal.value) == (
        f"Dữ liệu ở {cluster.folder} đang được một lần chạy khác dùng (tiến trình {os.getpid()}); "
        "hãy dừng lần chạy đó trước."
    )
    assert cluster.server
    assert cluster.server.poll() is None


def test_start_recovers_from_half_a_folder_and_from_a_pid_that_now_belongs_to_another(tmp_path: Path) -> None:
    folder = tmp_path / "cụm"
    (folder / "data.new" / "base").mkdir(parents=True)
    cluster = Cluster(folder, options=clusters.OPTIONS)
    cluster.start()
    cluster.stop()
    (cluster.data / "postmaster.pid").write_text(f"{os.getppid()}\n{cluster.data}\n")
    left = tmp_path / "tramgdinh-left"
    left.mkdir()
    note = {"pid": 1, "started_at": "0", "socket": str(left), "shared": True}
    (folder / "running.json").write_text(json.dumps(note))

    cluster.start()

    assert cluster.server
    assert not left.exists()
    assert not (folder / "data.new").exists()
    cluster.stop()


def test_server_dies_with_a_killed_starter_and_the_next_start_waits_for_it(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from tramgdinh.database.embedded import Cluster\n"
        "c = Cluster(Path(sys.argv[1]), shared=True); c.start(); print(c.server.pid, flush=True); time.sleep(60)"
    )
    folder = tmp_path / "cụm"
    with subprocess.Popen(
        [sys.executable, "-c", code, folder], stdout=subprocess.PIPE, text=True, cwd=clusters.ROOT
    ) as starter:
        assert starter.stdout
        server = int(starter.stdout.readline())
        assert running(folder)
        starter.send_signal(signal.SIGKILL)

    assert running(folder) is None
    cluster = Cluster(folder)
    cluster.start()
    cluster.stop()
    assert gone(server)


def test_stop_leaves_only_the_data(cluster: Cluster) -> None:
    assert cluster.server
    pid, socket = cluster.server.pid, cluster.socket

    cluster.stop()

    assert gone(pid)
    assert not socket.exists()
    assert sorted(path.name for path in cluster.folder.iterdir()) == ["data", "lock", "postgres.log"]


def test_data_of_another_version_is_refused(cluster: Cluster) -> None:
    cluster.stop()
    (cluster.data / "PG_VERSION").write_text("17\n")

    with pytest.raises(Refusal, match="thuộc PostgreSQL 17, chương trình dùng PostgreSQL 18"):
        cluster.start()


@pytest.mark.skipif(os.getuid() != 0, reason="only root meets the fallback")
def test_root_without_namespaces_runs_the_server_as_another_user(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cluster.stop()
    monkeypatch.setattr(process, "namespaces_allowed", lambda: False)

    cluster.start()

    assert cluster.server
    assert Path(f"/proc/{cluster.server.pid}").stat().st_uid == process.FALLBACK
    assert "hệ thống không cho tạo user namespace" in capsys.readouterr().out


def test_child_dies_with_its_parent(tmp_path: Path) -> None:
    code = (
        "import signal; from tramgdinh.database.embedded import process\n"
        "child = process.start(['sleep', '60'], dies_by=signal.SIGTERM); print(child.pid, flush=True); signal.pause()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=clusters.ROOT) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert not gone(child)
        parent.kill()

    until = time.monotonic() + 5
    while not gone(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert gone(child)
