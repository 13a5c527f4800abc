"""The second half of `make run`: database, migrations, web server and job worker, all gone when this ends."""

import http.client
import json
import os
import signal
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from tramgdinh.database import logins
from tramgdinh.database.commands import var
from tramgdinh.database.embedded import Cluster, process
from tramgdinh.database.embedded.lock import FolderLock, Taken
from tramgdinh.supervisor import port
from tramgdinh.supervisor.children import Children
from tramgdinh.terminal import Refusal, guarded, refuse, say
from tramgdinh.text import catalogues

DEMO_ACCOUNTS = ("quantri", "chuyenvien", "lanhdao", "totruong1", "thanhvien1")
DEMO_PASSWORD = "mau-trangdinh"  # noqa: S105 - printed for everybody, works only while the sample is loaded


class Stop(BaseException):
    """Ctrl-C, `kill`, or a closed terminal."""


def main() -> int:
    """Serve until told to stop; returns the exit status, 0 after an ordinary stop."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        folder = var()
    except Refusal as refusal:
        return refuse(refusal)

    def command() -> None:
        if "MAKELEVEL" in os.environ:
            process.tied_to(os.getppid(), signal.SIGTERM)()
        with ExitStack() as stack:
            serve(folder, stack)

    try:
        return guarded(command, folder / "logs")
    except Stop:
        say("Đã dừng chương trình và cơ sở dữ liệu.")
        return 0


def serve(folder: Path, stack: ExitStack) -> None:
    """Start everything in order, then watch it; `stack` stops it in the opposite order."""
    number = port.wanted()
    (folder / "logs").mkdir(parents=True, exist_ok=True)
    was_killed = _take_folder(folder, stack)
    # After a kill the last server needs a moment to leave its port.
    port.refuse_taken(number, patience=10 if was_killed else 0)
    _compile_catalogues()
    opened = _database(folder, stack)
    children = Children(folder / "logs", opened)
    stack.callback(children.stop)
    answer = _prepare(folder, children)
    sample = bool(answer["sample"]) or _first_sample(folder, children, has_committee=bool(answer["committee"]))
    port.refuse_taken(number)
    children.start_web(number)
    _wait_until_it_answers(number, children)
    children.start_worker()  # only now: both starting at once would keep the first page waiting
    _greet(number, sample=sample, own_server="DATABASE_URL" not in os.environ)
    children.watch()


def _stop(_number: int, _frame: FrameType | None) -> None:
    # A second Ctrl-C must not break the orderly stop that the first began.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise Stop


def _take_folder(folder: Path, stack: ExitStack) -> bool:
    """Take the data folder for this run; returns whether the run before was killed."""
    lock = FolderLock(folder / "run.lock")
    try:
        lock.take(patience=1)
    except Taken as taken:
        raise Refusal(f"Chương trình đang chạy với dữ liệu ở {folder} (tiến trình {taken.pid or '?'}).") from None
    stack.callback(lock.release)
    return lock.was_killed


def _compile_catalogues() -> None:
    try:
        catalogues.compile_all()
    except catalogues.BrokenCatalogue as broken:
        raise Refusal(f"Không đọc được bản dịch: {broken}") from None


def _database(folder: Path, stack: ExitStack) -> logins.Logins:
    if outside := logins.given(os.environ, folder):
        return outside
    cluster = Cluster(folder / "database", shared=True)
    stack.callback(cluster.stop)
    cluster.start()
    return logins.of_cluster(cluster)


def _prepare(folder: Path, children: Children) -> dict[str, object]:
    result = folder / "logs" / "prepared.json"
    result.unlink(missing_ok=True)
    say("Đang chuẩn bị cơ sở dữ liệu…")
    log = children.run_once("prepare", ["-m", "tramgdinh.supervisor.prepare", str(result)], as_owner=True)
    if not result.exists():
        raise Refusal(f"Không chuẩn bị được cơ sở dữ liệu; chi tiết trong {log}.")
    answer: dict[str, object] = json.loads(result.read_text())
    if "refusal" in answer:
        raise Refusal(answer["refusal"])
    return answer


def _first_sample(folder: Path, children: Children, *, has_committee: bool) -> bool:
    """Load the sample the first time, never again: a book emptied later stays so. Tells whether it did."""
    loaded_once = folder / "sample-loaded"
    if has_committee or loaded_once.exists():
        return False
    say("Đang nạp dữ liệu mẫu…")
    log = children.run_once("sample", ["-m", "django", "load_trangdinh"])
    if children.last_status:
        raise Refusal(f"Không nạp được dữ liệu mẫu; chi tiết trong {log}.")
    loaded_once.touch()
    return True


def _wait_until_it_answers(number: int, children: Children) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        children.refuse_dead_web()
        connection = http.client.HTTPConnection(port.HOST, number, timeout=10)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise Refusal(f"Máy chủ web không trả lời; chi tiết trong {children.logs / 'web.log'}.")


def _greet(number: int, *, sample: bool, own_server: bool) -> None:
    say(f"Chương trình đang chạy tại http://{port.HOST}:{number}/")
    if sample:
        say(f"Dữ liệu mẫu. Tài khoản dùng thử: {', '.join(DEMO_ACCOUNTS)}; mật khẩu: {DEMO_PASSWORD}")
    if not own_server:
        say("Cơ sở dữ liệu: máy chủ ở DATABASE_URL.")
    say("Nhấn Ctrl-C để dừng.")


if __name__ == "__main__":
    sys.exit(main())
