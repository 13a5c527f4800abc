"""Two logins for one database: the owner's, and the program's that owns nothing."""

import stat
from pathlib import Path

import psycopg
import pytest

from tramgdinh.database import logins
from tramgdinh.database.embedded import SUPERUSER, Cluster
from tramgdinh.terminal import Refusal


def ask(url: str, statement: str) -> None:
    with psycopg.connect(**logins.parameters(url), autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture
def owner(cluster: Cluster) -> str:
    """An owner who may make roles, of a database of his own on "somebody's" server."""
    admin = cluster.url(SUPERUSER, "postgres")
    ask(admin, "CREATE ROLE huyen LOGIN CREATEROLE")
    ask(admin, "CREATE DATABASE so_sach OWNER huyen")
    return cluster.url("huyen", "so_sach")


def test_no_address_is_no_server(tmp_path: Path) -> None:
    assert logins.given({}, tmp_path) is None


def test_address_alone_is_the_owner_and_the_program_gets_a_kept_password(owner: str, tmp_path: Path) -> None:
    first = logins.given({"DATABASE_URL": owner}, tmp_path)
    again = logins.given({"DATABASE_URL": owner}, tmp_path)

    assert first == again
    assert first
    assert first.owner == owner
    assert first.program_role == "so_sach_program"
    assert stat.S_IMODE((tmp_path / "database-password").stat().st_mode) == 0o600
    assert logins.parameters(first.program)["password"] == (tmp_path / "database-password").read_text().strip()


def test_lost_password_is_made_anew(owner: str, tmp_path: Path) -> None:
    first = logins.given({"DATABASE_URL": owner}, tmp_path)
    (tmp_path / "database-password").unlink()

    second = logins.given({"DATABASE_URL": owner}, tmp_path)

    assert first
    assert second
    assert first.program != second.program


def test_owner_who_may_not_make_roles_is_asked_for_the_programs_login(
    cluster: Cluster, owner: str, tmp_path: Path
) -> None:
    ask(cluster.url(SUPERUSER, "postgres"), "ALTER ROLE huyen NOCREATEROLE")

    with pytest.raises(Refusal, match="hãy đặt thêm DATABASE_PROGRAM_URL") as refusal:
        logins.given({"DATABASE_URL": owner}, tmp_path)

    assert "\n" not in str(refusal.value)
    ask(cluster.url(SUPERUSER, "postgres"), "CREATE ROLE chuong_trinh LOGIN")
    program = cluster.url("chuong_trinh", "so_sach")
    given = logins.given({"DATABASE_URL": owner, "DATABASE_PROGRAM_URL": program}, tmp_path)
    assert given == logins.Logins(program, owner)


def test_both_addresses_are_used_as_they_are(cluster: Cluster, owner: str, tmp_path: Path) -> None:
    ask(cluster.url(SUPERUSER, "postgres"), "CREATE ROLE chuong_trinh LOGIN")
    program = cluster.url("chuong_trinh", "so_sach")

    given = logins.given({"DATABASE_URL": program, "DATABASE_OWNER_URL": owner}, tmp_path)

    assert given == logins.Logins(program, owner)
    assert not (tmp_path / "database-password").exists()


def test_database_that_is_not_utf8_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    admin = cluster.url(SUPERUSER, "postgres")
    ask(admin, "CREATE DATABASE cu TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")

    with pytest.raises(Refusal, match="không dùng mã UTF8"):
        logins.given({"DATABASE_URL": cluster.url(SUPERUSER, "cu")}, tmp_path)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mysql://a@b/c", "DATABASE_URL phải có dạng postgres://"),
        ("postgres://a@b:mot/c", "DATABASE_URL có cổng không phải là số."),
    ],
)
def test_address_that_is_none_is_refused(url: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=why):
        logins.given({"DATABASE_URL": url}, tmp_path)
