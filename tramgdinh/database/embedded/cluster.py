"""Our own PostgreSQL: a child process on a data folder, reached by a private socket, gone when we are."""

import json
import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from tramgdinh.database.embedded import binaries, process
from tramgdinh.database.embedded.lock import FolderLock, Taken, started_at
from tramgdinh.terminal import Refusal

SUPERUSER = "postgres"
DATABASE = "tramgdinh"
OWNER = "tramgdinh_owner"
PROGRAM = "tramgdinh_program"
# How long the server may take to start; recovery after a power cut reads the journal first.
PATIENCE = 120

UNSAFE_BUT_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
}


def url(socket: Path | str, user: str, database: str = DATABASE) -> str:
    """Return the address of a database behind a socket, as DATABASE_URL spells it."""
    return f"postgres://{user}@/{database}?host={quote(str(socket))}"


class Cluster:
    """One PostgreSQL on `folder` (made at the first start): its `data/`, a lock, a note on who runs it."""

    def __init__(
        self,
        folder: Path,
        *,
        programs: Path | None = None,
        options: dict[str, str] | None = None,
        shared: bool = False,
    ) -> None:
        """Take PostgreSQL 18 unless `programs` names another; `shared` lets other commands use the server."""
        self.folder = folder
        self.data = folder / "data"
        self.note = folder / "running.json"
        self.programs = programs or binaries.bundled()
        self.options = options or {}
        self.shared = shared
        self.socket = Path()
        self.lock = FolderLock(folder / "lock")
        self.server: subprocess.Popen[bytes] | None = None

    def url(self, user: str, database: str = DATABASE) -> str:
        """Return the address of a database in this server."""
        return url(self.socket, user, database)

    def start(self) -> None:
        """Start the server and wait until it answers; raises Refusal with the one line to show."""
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self.lock.take()
        except Taken as taken:
            who = f" (tiến trình {taken.pid})" if taken.pid else ""
            raise Refusal(
                f"Dữ liệu ở {self.folder} đang được một lần chạy khác dùng{who}; hãy dừng lần chạy đó trước."
            ) from None
        try:
            self._clear_what_a_kill_left()
            self.socket = Path(tempfile.mkdtemp(prefix="tramgdinh-"))
            self._write_note()
            if not (self.data / "PG_VERSION").exists():
                self._create()
            self._refuse_another_version()
            self._launch()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server if it runs, and leave nothing but the data."""
        if self.server:
            process.stop(self.server, signal.SIGINT, patience=60)
            self.server = None
        self.note.unlink(missing_ok=True)
        if self.socket != Path():
            process.remove(self.socket)
        self.lock.release()

    def _clear_what_a_kill_left(self) -> None:
        # We hold the lock that the server inherits, so none is running, whatever these files say;
        # PostgreSQL itself would believe a process id that now belongs to somebody else.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        process.remove(self.folder / "data.new")
        old = running(self.folder, alive=False)
        if old and re.fullmatch(r"tramgdinh-\w+", old.name):
            process.remove(old)

    def _write_note(self) -> None:
        pid = os.getpid()
        note = {"pid": pid, "started_at": started_at(pid), "socket": str(self.socket), "shared": self.shared}
        self.note.write_text(json.dumps(note))

    def _create(self) -> None:
        """Make the data folder beside its place and move it there whole, never in halves."""
        new = self.folder / "data.new"
        new.mkdir(mode=0o700)
        if os.getuid() == 0 and not process.namespaces_allowed():
            process.allow_fallback_user(new)
        log = self.folder / "initdb.log"
        log.unlink(missing_ok=True)
        # C.UTF-8 is built into every Linux; a missing locale breaks initdb.
        command: list[str | Path] = [
            self.programs / "initdb",
            "--pgdata",
            new,
            "--username",
            SUPERUSER,
            "--auth=trust",
        ]
        command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
        if self.options.get("fsync") == "off":
            command += ["--no-sync", "--wal-segsize=1"]
        made = process.start(
            command,
            dies_by=signal.SIGKILL,
            as_postgres=True,
            keep_open=(self.lock.fd,),
            output=log,
            env=_plain_environment(),
        )
        if made.wait() != 0:
            raise Refusal(f"Không tạo được cơ sở dữ liệu ở {self.folder}; chi tiết trong {log}.")
        log.unlink()
        new.rename(self.data)

    def _refuse_another_version(self) -> None:
        ours = binaries.version_of(self.programs).partition(".")[0]
        theirs = (self.data / "PG_VERSION").read_text().strip()
        if ours != theirs:
            raise Refusal(
                f"Dữ liệu ở {self.folder} thuộc PostgreSQL {theirs}, chương trình dùng PostgreSQL {ours}: "
                "hãy sao lưu bằng bản cũ rồi khôi phục bằng bản này."
            )

    def _launch(self) -> None:
        if os.getuid() == 0 and not process.namespaces_allowed():
            process.allow_fallback_user(self.data)
            os.chown(self.socket, process.FALLBACK, process.FALLBACK)
        log = self.folder / "postgres.log"
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
        }
        command: list[str | Path] = [self.programs / "postgres", "-D", self.data]
        for name, value in (settings | self.options).items():
            command += ["-c", f"{name}={value}"]
        self.server = process.start(
            command,
            dies_by=signal.SIGINT,
            as_postgres=True,
            keep_open=(self.lock.fd,),
            output=log,
            env=_plain_environment(),
        )
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if self.server.poll() is not None or time.monotonic() > until:
                raise Refusal(f"PostgreSQL không khởi động được; chi tiết trong {log}.")
            time.sleep(0.02)

    def _answers(self) -> bool:
        if not (self.socket / ".s.PGSQL.5432").exists():
            return False
        command: list[str | Path] = [
            self.programs / "pg_isready",
            "--quiet",
            "--host",
            self.socket,
            "--username",
            SUPERUSER,
        ]
        return subprocess.run(command, check=False).returncode == 0  # noqa: S603


def running(folder: Path, *, alive: bool = True) -> Path | None:
    """Return the socket folder of the server that other commands may use on this data, if its starter lives.

    With `alive=False`, the socket folder that a starter who is gone has left noted.
    """
    try:
        note = json.loads((folder / "running.json").read_text())
        living = started_at(int(note["pid"])) == note["started_at"]
        socket = Path(note["socket"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if alive:
        return socket if living and note["shared"] and (socket / ".s.PGSQL.5432").exists() else None
    return None if living else socket


def _plain_environment() -> dict[str, str]:
    """Return our environment without settings that were meant for somebody's own PostgreSQL."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C.UTF-8"}
