"""`make backup` and `make restore`: the same book again, or nothing and one line."""

import json
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.commands.conftest import one_line, run
from tramgdinh.backup import archive
from tramgdinh.database import logins
from tramgdinh.database.embedded import SUPERUSER, Cluster

COMMITTEE = (
    "INSERT INTO orgs_committee (code, founded_on, is_sample, counts_armed_forces)"
    " VALUES ('trang-dinh', '1930-01-01', false, false)"
)
PLACE = "INSERT INTO orgs_place (committee_id, name, minutes_from_seat) SELECT id, %s, 20 FROM orgs_committee"


@contextmanager
def opened(var: Path) -> Iterator[psycopg.Connection]:
    """The database in a data folder, as its administrator."""
    cluster = Cluster(var / "database")
    cluster.start()
    try:
        with psycopg.connect(**logins.parameters(cluster.url(SUPERUSER)), autocommit=True) as connection:
            yield connection
    finally:
        cluster.stop()


def begin_book(var: Path) -> None:
    """Put a committee, a place with its history, and an uploaded file into a data folder."""
    with opened(var) as connection:
        connection.execute(COMMITTEE)
        connection.execute(PLACE, ["Thôn Nà Ao 1"])
    (var / "files" / "2019").mkdir(parents=True)
    (var / "files" / "2019" / "quyết định 997.pdf").write_bytes(b"%PDF-1.7")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Path:
    """A data folder that somebody works with; not to be changed."""
    folder = tmp_path_factory.mktemp("book") / "sổ sách"
    shutil.copytree(migrated / "data", folder / "database" / "data")
    begin_book(folder)
    return folder


@pytest.fixture(scope="module")
def backup(book: Path) -> Path:
    file = book.parent / "bản gốc.zip"
    done = run("make", "backup", f"FILE={file}", VAR=str(book))
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture
def saved(backup: Path, tmp_path: Path) -> Path:
    """A copy of the backup that a test may spoil."""
    return shutil.copy(backup, tmp_path / "bản sao lưu.zip")


@pytest.fixture
def empty(tmp_path: Path, migrated: Path) -> Path:
    """Another data folder, whose database is empty."""
    folder = tmp_path / "máy mới"
    shutil.copytree(migrated / "data", folder / "database" / "data")
    return folder


def restore(file: Path, var: Path) -> str:
    return one_line(run("make", "restore", f"FILE={file}", VAR=str(var)))


def committees(var: Path) -> list[tuple[object, ...]]:
    with opened(var) as connection:
        return connection.execute("SELECT code FROM orgs_committee").fetchall()


def test_restored_book_is_the_saved_one(book: Path, saved: Path, empty: Path) -> None:
    query = "SELECT p.*, e.pgh_label, e.pgh_created_at FROM orgs_place p JOIN orgs_placeevent e ON e.pgh_obj_id = p.id"

    done = run("make", "restore", f"FILE={saved}", VAR=str(empty))

    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("1 tệp, số dòng và ràng buộc đều khớp.\n")
    with opened(book) as before, opened(empty) as after:
        rows = after.execute(query).fetchall()
        assert rows == before.execute(query).fetchall()
        assert len(rows) == 1
        # The next row continues the numbering, with its history, under the program's own rights.
        after.execute("SET ROLE tramgdinh_program")
        after.execute(PLACE, ["Thôn Nà Ao 2"])
        assert after.execute("SELECT count(*) FROM orgs_placeevent").fetchall() == [(2,)]
    assert (empty / "files" / "2019" / "quyết định 997.pdf").read_bytes() == b"%PDF-1.7"


def test_backup_is_private_and_does_not_overwrite(book: Path, backup: Path) -> None:
    before = backup.read_bytes()

    again = run("make", "backup", f"FILE={backup}", VAR=str(book))

    assert one_line(again) == f"Tệp {backup} đã có: hãy chọn tên khác."
    assert backup.read_bytes() == before
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_database_in_use_is_not_restored_into(book: Path, saved: Path) -> None:
    assert restore(saved, book).startswith("Cơ sở dữ liệu đã có dữ liệu")
    assert committees(book) == [("trang-dinh",)]


def test_files_in_the_way_are_not_mixed_with(saved: Path, empty: Path) -> None:
    (empty / "files").mkdir()
    (empty / "files" / "other.pdf").touch()

    assert restore(saved, empty).startswith(f"Thư mục tệp {empty / 'files'} không trống")
    assert committees(empty) == []


@pytest.mark.parametrize("damage", ["cut", "bit"])
def test_damaged_file_is_refused(damage: str, saved: Path, empty: Path) -> None:
    whole = saved.read_bytes()
    saved.write_bytes(whole[: len(whole) // 2] if damage == "cut" else flipped(whole, 500))

    assert restore(saved, empty).startswith(f"Tệp sao lưu bị hỏng hoặc chép chưa hết: {saved}")
    assert committees(empty) == []


def test_foreign_file_is_refused(tmp_path: Path, empty: Path) -> None:
    text = tmp_path / "thư.txt"
    text.write_text("Kính gửi")
    package = tmp_path / "other.zip"
    with zipfile.ZipFile(package, "w") as other:
        other.writestr("word/document.xml", "<w/>")

    assert restore(text, empty) == f"Tệp này không phải bản sao lưu của chương trình: {text}"
    assert restore(package, empty) == f"Tệp này không phải bản sao lưu của chương trình: {package}"
    assert restore(tmp_path / "none.zip", empty) == f"Không có tệp {tmp_path / 'none.zip'}."


def test_file_of_a_newer_program_is_refused(saved: Path, empty: Path) -> None:
    rewritten(saved, lambda manifest: manifest["migrations"].append(["orgs", "0999_later"]))

    assert restore(saved, empty).startswith("Bản sao lưu do phiên bản")
    assert committees(empty) == []


def test_rows_that_break_a_law_are_refused(var: Path, tmp_path: Path, empty: Path) -> None:
    begin_book(var)
    with opened(var) as connection:
        # Something that only the server's administrator could have done.
        connection.execute("ALTER TABLE orgs_committee DROP CONSTRAINT sample_day_of_sample")
        connection.execute("UPDATE orgs_committee SET sample_day = '2020-02-20'")
    file = tmp_path / "trái luật.zip"
    assert run("make", "backup", f"FILE={file}", VAR=str(var)).returncode == 0

    said = restore(file, empty)

    assert said.startswith("Dữ liệu trong bản sao lưu trái với ràng buộc của cơ sở dữ liệu:")
    assert "sample_day_of_sample" in said
    assert committees(empty) == []
    assert not (empty / "files").exists()


def flipped(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]


def rewritten(file: Path, change: Callable[[dict[str, list[object]]], None]) -> None:
    """Change the manifest of a backup and leave the rest as it is."""
    with zipfile.ZipFile(file) as source:
        members = {name: source.read(name) for name in source.namelist()}
    manifest = json.loads(members[archive.MANIFEST])
    change(manifest)
    members[archive.MANIFEST] = json.dumps(manifest).encode()
    with zipfile.ZipFile(file, "w") as target:
        for name, content in members.items():
            target.writestr(name, content)
