"""The database of the sample gets another name; an empty one is made, migrated, and filled by `start_own_book`.

Nothing is deleted: the ledger's laws forbid it, and whoever wants to can still look at what was tried.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from psycopg import Connection, sql

from tramgdinh.database.commands import ROOT, database, var
from tramgdinh.database.embedded import DATABASE, OWNER, SUPERUSER
from tramgdinh.database.embedded.lock import FolderLock, Taken
from tramgdinh.database.logins import Logins, connect, parameters
from tramgdinh.terminal import Refusal, guarded, say


def main() -> int:
    """Make the own book, or leave everything as it was; returns the exit status."""
    return guarded(_run, var() / "logs")


def _run() -> None:
    folder = var()
    lock = FolderLock(folder / "run.lock")
    try:
        lock.take(patience=1)
    except Taken:
        raise Refusal("Chương trình đang chạy: hãy dừng bằng Ctrl-C rồi chạy lại make own-book.") from None
    try:
        with database() as opened:
            held = _held(opened)
            if held == "own":
                raise Refusal("Cơ sở dữ liệu đã có sổ riêng: không lập sổ mới đè lên.")
            if held == "sample" and "DATABASE_URL" in os.environ:
                raise Refusal("Hãy tạo một cơ sở dữ liệu trống, đặt DATABASE_URL vào đó rồi chạy lại make own-book.")
            if held == "sample":
                with set_aside(opened, folder) as name:
                    _begin(opened)
                say(f"Dữ liệu mẫu được giữ nguyên trong cơ sở dữ liệu {name}.")
            else:
                _begin(opened)
        # The sample is loaded into a folder once; not beside an own book.
        (folder / "sample-loaded").touch()
        say("Hãy chạy make run để khởi động chương trình với sổ riêng.")
    finally:
        lock.release()


def _held(opened: Logins) -> str:
    """Return what the database holds: "" nothing, "sample", or an "own" book."""
    with connect(opened.owner) as connection:
        row = connection.execute("SELECT to_regclass('public.orgs_committee')").fetchone()
        if not row or not row[0]:
            return ""
        books = connection.execute("SELECT is_sample FROM orgs_committee").fetchall()
    if not books:
        return ""
    return "sample" if all(sample for (sample,) in books) else "own"


@contextmanager
def set_aside(opened: Logins, folder: Path) -> Iterator[str]:
    """Give the sample's database and files another name and make an empty database; undone when the block fails."""
    moment = f"{datetime.now().astimezone():%Y%m%d_%H%M%S}"
    name, files = f"{DATABASE}_mau_{moment}", folder / "files"
    aside = files.with_name(f"files-mau-{moment}")
    with connect(_as_superuser(opened)) as server:
        _rename(server, DATABASE, name)
        try:
            server.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER)
                )
            )
            if files.exists():
                files.rename(aside)
            yield name
        except BaseException:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE)))
            _rename(server, name, DATABASE)
            if aside.exists():
                aside.rename(files)
            raise


def _rename(server: Connection, old: str, new: str) -> None:
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))


def _as_superuser(opened: Logins) -> str:
    """The administrator of our own server, whom only this machine's socket lets in."""
    return f"postgres://{SUPERUSER}@/postgres?host={parameters(opened.owner)['host']}"


def _begin(opened: Logins) -> None:
    """Migrate the empty database, then ask for the facts (or take those that the page kept) and write them."""
    environment = os.environ | opened.environment()
    say("Đang tạo cơ sở dữ liệu trống…")
    migrated = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if migrated.returncode:
        raise Refusal(f"Không tạo được bảng trong cơ sở dữ liệu trống: {migrated.stderr.strip()[-300:]}")
    started = subprocess.run([sys.executable, "manage.py", "start_own_book"], cwd=ROOT, env=environment, check=False)
    if started.returncode:
        raise Refusal("Chưa lập được sổ riêng; mọi thứ vẫn như trước.")


if __name__ == "__main__":
    sys.exit(main())
