"""One program per data folder: a file lock that the database server holds together with us."""

import fcntl
import os
import time
from pathlib import Path


def started_at(pid: int) -> str:
    """Return when a process began, in ticks since boot; "" = no such process.

    It tells a process from a later one that got the same id.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]


class Taken(Exception):
    """The data folder is in use; `pid` says by whom where it is known."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(pid)
        self.pid = pid


class FolderLock:
    """A lock that PostgreSQL inherits: whoever gets it knows that no server works on the data any more."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.fd = -1
        self.was_killed = False

    def take(self, *, patience: float = 15) -> None:
        """Take it; raises Taken at once while its holder lives, after `patience` if only a server does."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fd = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                pid = self._holder(fd)
                if pid or time.monotonic() > until:
                    os.close(fd)
                    raise Taken(pid) from None
                time.sleep(0.05)
        # Who lets go in order leaves the file empty.
        self.was_killed = os.fstat(fd).st_size > 0
        os.ftruncate(fd, 0)
        os.pwrite(fd, f"{os.getpid()} {started_at(os.getpid())}\n".encode(), 0)
        self.fd = fd

    @staticmethod
    def _holder(fd: int) -> int | None:
        """Return who holds the lock, if that process still lives."""
        words = os.pread(fd, 100, 0).decode().split()
        if len(words) == 2 and started_at(int(words[0])) == words[1]:
            return int(words[0])
        return None

    def release(self) -> None:
        """Let the lock go (the server may hold it a moment longer)."""
        if self.fd >= 0:
            os.ftruncate(self.fd, 0)
            os.close(self.fd)
            self.fd = -1
