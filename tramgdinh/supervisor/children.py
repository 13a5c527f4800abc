"""The processes beside the database: web server, job worker, and commands that run once."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tramgdinh.database.commands import ROOT
from tramgdinh.database.embedded import process
from tramgdinh.database.logins import Logins
from tramgdinh.supervisor import port
from tramgdinh.terminal import Refusal, say

WORKER = ["-m", "django", "procrastinate", "worker"]


class Children:
    """Started with the program's login (never the owner's, but for migrations); each dies with us."""

    def __init__(self, logs: Path, opened: Logins) -> None:
        self.logs = logs
        self.opened = opened
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.once: subprocess.Popen[bytes] | None = None
        self.last_status = 0

    def run_once(self, name: str, arguments: list[str], *, as_owner: bool = False) -> Path:
        """Run a command to its end and return its log; its status is `last_status`."""
        log = self.logs / f"{name}.log"
        log.unlink(missing_ok=True)
        self.once = self._start(name, [sys.executable, *arguments], signal.SIGKILL, as_owner=as_owner)
        self.last_status = self.once.wait()
        return log

    def start_web(self, number: int) -> None:
        """Serve on the port with two small workers."""
        granian = str(Path(sys.executable).parent / "granian")
        arguments = ["--interface", "wsgi", "--host", port.HOST, "--port", str(number), "--no-ws"]
        arguments += ["--workers", "2", "--blocking-threads", "4", "--log-level", "warning"]
        arguments += ["--respawn-failed-workers", "--workers-kill-timeout", "5", "tramgdinh.wsgi:application"]
        self.web = self._start("web", [granian, *arguments], signal.SIGTERM)

    def start_worker(self) -> None:
        """Work off jobs; killed outright with us: the queue finds stalled jobs by their heartbeat."""
        self.worker = self._start("worker", [sys.executable, *WORKER], signal.SIGKILL)

    def watch(self) -> None:
        """Return never: raises Refusal when the web server ends, starts a worker that ended again."""
        while True:
            self.refuse_dead_web()
            if self.worker and self.worker.poll() is not None:
                say(f"Tiến trình xử lý việc nền đã dừng, khởi động lại (xem {self.logs / 'worker.log'}).")
                time.sleep(5)
                self.start_worker()
            time.sleep(0.5)

    def refuse_dead_web(self) -> None:
        """Raise Refusal when the web server has ended by itself."""
        if self.web and self.web.poll() is not None:
            raise Refusal(f"Máy chủ web đã dừng; chi tiết trong {self.logs / 'web.log'}.")

    def stop(self) -> None:
        """Stop all of them: requests being answered get a few seconds, jobs a few more."""
        for child in (self.web, self.worker):
            if child and child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child, patience in ((self.once, 5), (self.web, 10), (self.worker, 10)):
            if child:
                process.stop(child, signal.SIGTERM, patience)

    def _start(
        self, name: str, command: list[str], dies_by: signal.Signals, *, as_owner: bool = False
    ) -> subprocess.Popen[bytes]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("DATABASE_")}
        environment |= {"DJANGO_SETTINGS_MODULE": "tramgdinh.settings", "PYTHONUNBUFFERED": "1"}
        environment["DATABASE_URL"] = self.opened.owner if as_owner else self.opened.program
        if as_owner:
            environment["DATABASE_PROGRAM_URL"] = self.opened.program
        return process.start(
            list(command), dies_by=dies_by, output=self.logs / f"{name}.log", cwd=ROOT, env=environment
        )
