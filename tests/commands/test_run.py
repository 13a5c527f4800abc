"""`make run`: what it starts, what it says, and what is left when it ends."""

import http.client
import os
import shutil
import signal
import stat
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests import clusters
from tests.commands.conftest import Running, free_port, one_line, run
from tramgdinh.database import logins
from tramgdinh.database.embedded import Cluster, running

type Serve = Callable[..., Running]

pytestmark = pytest.mark.django_db


def status_of_first_page(port: int) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", "/")
        return connection.getresponse().status


def ask(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(**logins.parameters(url), autocommit=True) as connection:
        return connection.execute(query).fetchall()


def wait_until_gone(served: Running, seconds: float) -> list[str]:
    until = time.monotonic() + seconds
    while served.alive() and time.monotonic() < until:
        time.sleep(0.05)
    return served.alive()


def test_run_serves_refuses_a_second_start_and_stops_everything(var: Path, tmp_path: Path, serve: Serve) -> None:
    served = serve(var)
    served.wait_until_it_serves()
    socket = running(var / "database")

    assert socket
    assert status_of_first_page(served.port) == 302
    assert f"http://127.0.0.1:{served.port}/" in served.said()
    owner = logins.of_socket(socket).owner
    assert ask(owner, "SELECT DISTINCT usename FROM pg_stat_activity WHERE application_name = 'tramgdinh'") == [
        ("tramgdinh_program",)
    ]
    again = run("make", "run", VAR=str(var), PORT=str(free_port()))
    assert one_line(again) == f"Chương trình đang chạy với dữ liệu ở {var} (tiến trình {served.supervisor})."
    taken = run("make", "run", VAR=str(tmp_path / "khác"), PORT=str(served.port))
    assert one_line(taken) == f"Cổng {served.port} đang có chương trình khác dùng: hãy dừng nó hoặc đặt PORT khác."
    command = (
        "from django.db import connection as c; k = c.cursor(); k.execute('select current_user'); print(k.fetchone())"
    )
    shell = run(".venv/bin/python", "manage.py", "shell", "--no-imports", "-c", command, VAR=str(var))
    assert shell.stdout.strip() == "('tramgdinh_program',)"

    os.killpg(served.make.pid, signal.SIGINT)  # as the terminal does on Ctrl-C

    served.make.wait(30)
    assert "Đã dừng chương trình và cơ sở dữ liệu.\n" in served.said()
    assert served.alive() == []
    assert not socket.exists()
    assert running(var / "database") is None


def test_run_leaves_nothing_after_kill_and_recovers(var: Path, serve: Serve) -> None:
    killed = serve(var)
    killed.wait_until_it_serves()
    socket = running(var / "database")
    assert socket
    ask(
        logins.of_socket(socket).owner,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('kept', 'row', now()) RETURNING 1",
    )

    os.kill(killed.supervisor, signal.SIGKILL)

    assert wait_until_gone(killed, 5) == []
    again = serve(var)
    again.wait_until_it_serves()
    found = running(var / "database")
    assert found
    assert ask(logins.of_socket(found).owner, "SELECT name FROM django_migrations WHERE app = 'kept'") == [("row",)]
    assert not socket.exists()


def test_run_uses_the_server_of_database_url_and_starts_none(var: Path, tmp_path: Path, serve: Serve) -> None:
    theirs = Cluster(var / "database")
    theirs.start()
    here = tmp_path / "ở đây"
    here.mkdir()
    shutil.copytree(var / "static", here / "static")
    (here / "sample-loaded").touch()
    try:
        logins.of_cluster(theirs)
        served = serve(here, DATABASE_URL=theirs.url("postgres"))
        served.wait_until_it_serves()

        assert status_of_first_page(served.port) == 302
        assert not (here / "database").exists()
        assert "Cơ sở dữ liệu: máy chủ ở DATABASE_URL." in served.said()
        assert stat.S_IMODE((here / "database-password").stat().st_mode) == 0o600
        roles = "SELECT DISTINCT usename FROM pg_stat_activity WHERE application_name = 'tramgdinh'"
        assert ask(theirs.url("postgres"), roles) == [("tramgdinh_program",)]
        os.kill(served.supervisor, signal.SIGTERM)
        served.make.wait(30)
        assert ask(theirs.url("postgres"), "SELECT 1") == [(1,)]
    finally:
        theirs.stop()


def test_run_names_a_missing_python(tmp_path: Path) -> None:
    tools = folder_of_tools(tmp_path, "make", "sh")

    done = run("make", "run", PATH=str(tools), VAR=str(tmp_path / "var"))

    assert one_line(done) == "Cần Python 3.13 trở lên: hãy cài gói python3.13 và python3.13-venv."


def test_run_names_a_missing_node(tmp_path: Path) -> None:
    tools = folder_of_tools(tmp_path, "make", "sh", python3=Path(".venv/bin/python").resolve())

    done = run("make", "run", PATH=str(tools), VAR=str(tmp_path / "var"))

    assert one_line(done) == "Cần Node 20 trở lên cùng npm: hãy cài gói nodejs và npm."


@pytest.mark.parametrize("port", ["tám nghìn", "0", "70000"])
def test_run_refuses_a_port_that_is_none(port: str, tmp_path: Path) -> None:
    done = run("make", "run", PORT=port, VAR=str(tmp_path / "var"))

    assert one_line(done) == f"PORT phải là một số từ 1 đến 65535, không phải “{port}”."


def test_run_tells_an_unreachable_server_in_one_line(tmp_path: Path) -> None:
    url = f"postgres://someone@/book?host={tmp_path}"

    done = run("make", "run", PORT=str(free_port()), VAR=str(tmp_path / "var"), DATABASE_URL=url)

    assert one_line(done).startswith("Không kết nối được cơ sở dữ liệu: connection")


def test_run_tells_data_that_cannot_be_written_in_one_line(tmp_path: Path) -> None:
    in_the_way = tmp_path / "var"
    in_the_way.write_text("a file, not a folder")

    done = run("make", "run", PORT=str(free_port()), VAR=str(in_the_way))

    assert one_line(done) == f"Không dùng được {in_the_way / 'logs'}: Not a directory."


def test_run_refuses_the_programs_own_folder_as_data(tmp_path: Path) -> None:
    done = run("make", "run", PORT=str(free_port()), VAR=str(clusters.ROOT))

    assert one_line(done) == "VAR không được là thư mục của chương trình: hãy chọn một thư mục khác."


def folder_of_tools(tmp_path: Path, *names: str, **more: Path) -> Path:
    """A folder for PATH that holds these programs and no others."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(f"/usr/bin/{name}")
    for name, target in more.items():
        (folder / name).symlink_to(target)
    return folder
