"""The two logins of a database: the owner, who migrates, and the program, which owns nothing."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import psycopg
from psycopg import sql

from tramgdinh.database.embedded import DATABASE, OWNER, PROGRAM, SUPERUSER, Cluster
from tramgdinh.terminal import Refusal

OLDEST = 15


@dataclass(frozen=True)
class Logins:
    """Addresses of one database, as DATABASE_URL spells them."""

    program: str
    owner: str

    def environment(self) -> dict[str, str]:
        """Return what the settings read."""
        return {"DATABASE_URL": self.program, "DATABASE_OWNER_URL": self.owner}

    @property
    def program_role(self) -> str:
        """The name of the program's role."""
        return str(parameters(self.program).get("user", ""))


def parameters(url: str) -> dict[str, str]:
    """Return the parts of a database address under libpq's names."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql", "psql", "pgsql"}:
        raise Refusal("DATABASE_URL phải có dạng postgres://người-dùng:mật-khẩu@máy-chủ:cổng/cơ-sở-dữ-liệu.")
    try:
        port = str(parts.port or "")
    except ValueError:
        raise Refusal("DATABASE_URL có cổng không phải là số.") from None
    found = {
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "host": unquote(parts.hostname or ""),
        "port": port,
        "dbname": unquote(parts.path[1:]),
    }
    return {name: value for name, value in found.items() if value} | dict(parse_qsl(parts.query))


def connect(url: str) -> psycopg.Connection:
    """Open a connection; a server that does not answer, or refuses the login, is told in one line."""
    try:
        return psycopg.connect(**parameters(url), autocommit=True, connect_timeout=10)  # type: ignore[arg-type]
    except psycopg.Error as error:
        why = " ".join(str(error).split())
        raise Refusal(f"Không kết nối được cơ sở dữ liệu: {why}") from None


def of_cluster(cluster: Cluster) -> Logins:
    """Return the logins of our own running server, making roles and database where they are missing."""
    with connect(cluster.url(SUPERUSER, "postgres")) as connection:
        for role in (OWNER, PROGRAM):
            if not _exists(connection, "pg_roles", "rolname", role):
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        if not _exists(connection, "pg_database", "datname", DATABASE):
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER)
                )
            )
    return of_socket(cluster.socket)


def of_socket(socket: Path) -> Logins:
    """Return the logins of our own server behind a socket."""
    address = f"@/{DATABASE}?host={quote(str(socket))}"
    return Logins(f"postgres://{PROGRAM}{address}", f"postgres://{OWNER}{address}")


def given(environment: Mapping[str, str], var: Path) -> Logins | None:
    """Return the logins of the server that the environment names, or None when it names none.

    DATABASE_URL alone is the owner; the program's login is made beside it, its password kept in `var`.
    """
    url = environment.get("DATABASE_URL", "")
    if not url:
        return None
    if owner := environment.get("DATABASE_OWNER_URL", ""):
        logins = Logins(url, owner)
    elif program := environment.get("DATABASE_PROGRAM_URL", ""):
        logins = Logins(program, url)
    else:
        logins = Logins(_program_beside(url, var), url)
    with connect(logins.owner) as connection:
        _refuse_unfit(connection)
    connect(logins.program).close()
    return logins


def _refuse_unfit(connection: psycopg.Connection) -> None:
    encoding = connection.execute("SHOW server_encoding").fetchone()
    if not encoding or encoding[0] != "UTF8":
        raise Refusal(
            "Cơ sở dữ liệu không dùng mã UTF8 nên không giữ được tiếng Việt: hãy tạo lại với ENCODING 'UTF8'."
        )
    if connection.info.server_version < OLDEST * 10000:
        raise Refusal(f"Máy chủ PostgreSQL quá cũ: cần bản {OLDEST} trở lên.")


def _program_beside(owner_url: str, var: Path) -> str:
    """Return the program's login on the owner's server, made with a password if it is missing."""
    database = (
        parameters(owner_url)["dbname"] if "dbname" in parameters(owner_url) else parameters(owner_url).get("user", "")
    )
    role = f"{database[:50]}_program"
    kept = var / "database-password"
    password = kept.read_text().strip() if kept.exists() else secrets.token_urlsafe(32)
    url = _with_login(owner_url, role, password)
    with connect(owner_url) as connection:
        exists = _exists(connection, "pg_roles", "rolname", role)
        if exists and kept.exists() and _opens(url):
            return url
        hashed = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
        statement = sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
            sql.SQL("ALTER" if exists else "CREATE"), sql.Identifier(role), sql.Literal(hashed)
        )
        try:
            connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            raise Refusal(
                f"Người dùng ở DATABASE_URL không được tạo người dùng {role} cho chương trình: "
                "hãy đặt thêm DATABASE_PROGRAM_URL với một người dùng không sở hữu bảng nào."
            ) from None
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(database), sql.Identifier(role))
        )
    _keep(kept, password)
    return url


def _keep(path: Path, password: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(password + "\n")


def _with_login(url: str, user: str, password: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{quote(user, safe='')}:{quote(password, safe='')}@{host}").geturl()


def _opens(url: str) -> bool:
    try:
        connect(url).close()
    except Refusal:
        return False
    return True


def _exists(connection: psycopg.Connection, catalogue: str, column: str, name: str) -> bool:
    query = sql.SQL("SELECT FROM {} WHERE {} = %s").format(sql.Identifier(catalogue), sql.Identifier(column))
    return connection.execute(query, [name]).fetchone() is not None
