"""The guided step from the sample to the office's own empty book."""

import datetime as dt
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Role, RoleGrant, User
from home.setup.facts import kept, kept_at
from home.setup.forms import OwnBookForm
from home.setup.services import NotEmpty, start_own_book
from orgs.models import Committee, CommitteeName, OrganizationState
from tests.factories import CommitteeFactory, make_user
from tramgdinh.database.embedded import DATABASE, OWNER, UNSAFE_BUT_FAST, Cluster
from tramgdinh.database.embedded.lock import FolderLock
from tramgdinh.database.logins import connect, of_cluster
from tramgdinh.own_book.__main__ import set_aside

ROOT = Path(__file__).resolve().parents[2]
ANSWERS = {
    "name": "Đảng uỷ xã Đoàn Kết",
    "led_organization": "Đảng bộ xã Đoàn Kết",
    "superior": "Tỉnh uỷ Lạng Sơn",
    "place": "Đoàn Kết",
    "symbol": "ĐU",
    "code": "doan-ket",
    "founded_on": "1/7/2025",
    "founding_paper": "12-QĐ/TU",
    "administrator": "nong.an",
}
TODAY = dt.date(2025, 8, 1)


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path


def facts():
    form = OwnBookForm(ANSWERS)
    assert form.is_valid(), form.errors
    return form.facts()


def test_own_book_has_committee_root_and_one_administrator(db):
    slip = start_own_book(facts=facts(), today=TODAY)

    committee = Committee.objects.get()
    assert (committee.code, committee.is_sample, committee.sample_day) == ("doan-ket", False, None)
    assert CommitteeName.objects.get().superior == "Tỉnh uỷ Lạng Sơn"
    assert list(OrganizationState.objects.on(TODAY).values_list("name", "kind")) == [("Đảng bộ xã Đoàn Kết", "root")]
    user = User.objects.people().get()
    assert user.check_password(slip.password)
    assert user.must_change_password
    assert list(RoleGrant.objects.on(TODAY).values_list("user__username", "role")) == [("nong.an", Role.ADMINISTRATOR)]


def test_own_book_is_not_begun_twice_nor_beside_the_sample(db):
    start_own_book(facts=facts(), today=TODAY)

    with pytest.raises(NotEmpty):
        start_own_book(facts=facts(), today=TODAY)

    assert Committee.objects.count() == 1


def test_command_takes_the_answers_of_the_page_and_forgets_them(db, var, capsys):
    kept_at().write_text(json.dumps(ANSWERS))

    call_command("start_own_book")

    assert User.objects.people().get().username == "nong.an"
    assert kept() == {}
    assert "Mật khẩu lần đầu: " in capsys.readouterr().out


def test_command_in_a_book_is_refused_in_a_sentence(db, var):
    CommitteeFactory()
    kept_at().write_text(json.dumps(ANSWERS))

    with pytest.raises(CommandError, match="Cơ sở dữ liệu đã có sổ"):
        call_command("start_own_book")

    assert kept() != {}


def test_page_keeps_the_answers_for_the_command_and_for_nobody_else(client, db, var):
    committee = CommitteeFactory(is_sample=True, sample_day=dt.date(2020, 2, 20))
    client.force_login(make_user(Role.ADMINISTRATOR, committee))

    wrong = client.post("/setup/own-book/", ANSWERS | {"founded_on": "31/9/2025", "administrator": "Nông An"})
    client.post("/setup/own-book/", ANSWERS)
    page = client.get("/setup/own-book/")

    assert sorted(wrong.context["form"].errors) == ["administrator", "founded_on"]
    assert OwnBookForm(kept()).is_valid()
    assert kept_at().stat().st_mode & 0o777 == 0o600
    assert "make own-book" in page.content.decode()


def test_page_is_not_there_in_a_book_of_real_data(client, db, var):
    client.force_login(make_user(Role.ADMINISTRATOR))

    assert client.get("/setup/own-book/").status_code == 404


def own_book(var: Path) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "/usr/bin:/bin", "VAR": str(var), "HOME": str(var)}
    command = [sys.executable, "-m", "tramgdinh.own_book"]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@contextmanager
def server(var: Path) -> Iterator[Cluster]:
    """The server of a data folder, started and stopped by the test itself."""
    cluster = Cluster(var / "database", options=UNSAFE_BUT_FAST)
    cluster.start()
    try:
        of_cluster(cluster)
        yield cluster
    finally:
        cluster.stop()


def committees(cluster: Cluster, database: str = DATABASE) -> list[tuple[str]]:
    with connect(cluster.url(OWNER, database)) as connection:
        return connection.execute("SELECT code FROM orgs_committee").fetchall()


def test_make_own_book_sets_the_sample_aside(tmp_path):
    var = tmp_path / "dữ liệu"
    with server(var) as cluster, connect(cluster.url(OWNER)) as connection:
        # As much of a sample as the command looks at.
        connection.execute("CREATE TABLE orgs_committee AS SELECT 'mau' AS code, true AS is_sample")
    (var / "files").mkdir()
    (var / "files" / "scan.pdf").write_text("mẫu")
    (var / "own-book.json").write_text(json.dumps(ANSWERS))

    done = own_book(var)
    again = own_book(var)

    assert "Mật khẩu lần đầu: " in done.stdout, done.stderr
    assert (again.returncode, again.stderr.strip()) == (1, "Cơ sở dữ liệu đã có sổ riêng: không lập sổ mới đè lên.")
    assert not (var / "files").exists()
    assert [path.read_text() for path in var.glob("files-mau-*/scan.pdf")] == ["mẫu"]
    kept_as = re.search(r"tramgdinh_mau_\w+", done.stdout)[0]
    with server(var) as cluster:
        assert committees(cluster) == [("doan-ket",)]
        assert committees(cluster, kept_as) == [("mau",)]


def test_make_own_book_that_fails_leaves_the_sample_as_it_was(tmp_path):
    (tmp_path / "files").mkdir()
    with server(tmp_path) as cluster:
        with connect(cluster.url(OWNER)) as connection:
            connection.execute("CREATE TABLE orgs_committee AS SELECT 'mau' AS code, true AS is_sample")

        with pytest.raises(RuntimeError), set_aside(of_cluster(cluster), tmp_path):
            raise RuntimeError

        assert committees(cluster) == [("mau",)]
    assert [path.name for path in tmp_path.glob("files*")] == ["files"]


def test_make_own_book_waits_for_the_program_to_stop(tmp_path):
    lock = FolderLock(tmp_path / "run.lock")
    lock.take()

    refused = own_book(tmp_path)
    lock.release()

    assert refused.stderr.strip() == "Chương trình đang chạy: hãy dừng bằng Ctrl-C rồi chạy lại make own-book."
