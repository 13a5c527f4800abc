"""Child processes that cannot outlive us, and PostgreSQL for a user that it would refuse."""

import ctypes
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tramgdinh.terminal import say

# The user that PostgreSQL believes to be inside its namespace: any but root.
INSIDE = 1000
# The unprivileged user that it runs as where namespaces are refused ("nobody").
FALLBACK = 65534

LARGEST_LOG = 10 * 1024 * 1024

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def tied_to(parent: int, by: signal.Signals) -> Callable[[], None]:
    """Return what a child runs before exec, so that the kernel sends it `by` when `parent` dies."""

    def tie() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, by)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return tie


def _enter_namespace() -> None:
    own = os.getuid(), os.getgid()
    os.unshare(os.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{INSIDE} {own[0]} 1")
    Path("/proc/self/gid_map").write_text(f"{INSIDE} {own[1]} 1")


@cache
def namespaces_allowed() -> bool:
    """Whether a child of ours may enter a user namespace (containers often refuse it)."""
    try:
        subprocess.run(["/bin/true"], preexec_fn=_enter_namespace, check=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def allow_fallback_user(folder: Path) -> None:
    """Give `folder` to the unprivileged user, and a way to it; said on the terminal."""
    say(
        f"Lưu ý: hệ thống không cho tạo user namespace; PostgreSQL chạy bằng người dùng {FALLBACK}, "
        f"thư mục {folder} và đường dẫn tới đó được mở cho người dùng này."
    )
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, FALLBACK, FALLBACK, follow_symlinks=False)
    for above in folder.resolve().parents:
        mode = above.stat().st_mode
        if not mode & 0o001:
            above.chmod(mode | 0o001)


def start(
    command: list[str | Path],
    *,
    dies_by: signal.Signals,
    as_postgres: bool = False,
    keep_open: tuple[int, ...] = (),
    output: Path | None = None,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own (Ctrl-C is ours to pass on) that dies with us.

    Call it from the main thread: the kernel watches the thread that started the child, not the process.
    """
    tie = tied_to(os.getpid(), dies_by)
    root = as_postgres and os.getuid() == 0
    in_namespace = root and namespaces_allowed()

    def before_exec() -> None:
        if in_namespace:
            _enter_namespace()
        elif root:
            os.setgroups([])
            os.setgid(FALLBACK)
            os.setuid(FALLBACK)
        tie()  # last: a change of user forgets the tie

    if output and output.exists() and output.stat().st_size > LARGEST_LOG:
        output.replace(output.with_suffix(".log.1"))
    out = output.open("ab") if output else None
    try:
        return subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT if out else None,
            preexec_fn=before_exec,  # noqa: PLW1509 - no threads yet, and nothing else can do it
            start_new_session=True,
            pass_fds=keep_open,
            cwd=cwd,
            env=env,
        )
    finally:
        if out:
            out.close()


def stop(child: subprocess.Popen[bytes], by: signal.Signals, patience: float) -> None:
    """Ask the child to end, wait, and kill it when it does not."""
    if child.poll() is not None:
        return
    child.send_signal(by)
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def remove(folder: Path) -> None:
    """Remove a folder of ours; not there is as good."""
    shutil.rmtree(folder, ignore_errors=True)
