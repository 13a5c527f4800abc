"""The Python environment from the hashed run lock, the front-end packages from npm's lock."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tramgdinh.supervisor import port
from tramgdinh.terminal import Refusal, say

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements" / "run.txt"
STAMP = VENV / ".run-lock"
OLDEST_NODE = 20


def everything(*, serving: bool = True) -> None:
    """Bring the environment and node_modules in line with the locks; raises Refusal with the line to show."""
    if sys.version_info < (3, 13):  # noqa: UP036 - started by hand with an older one
        raise Refusal("Cần Python 3.13 trở lên: hãy cài gói python3.13 và python3.13-venv.")
    if serving:
        _refuse_old_node()
    if _environment_is_ready() and (not serving or _packages_are_ready()):
        return
    if serving:
        port.refuse_taken(port.wanted())  # before minutes of installing
    log = ROOT / ".cache" / "install.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("w") as out, (ROOT / ".cache" / "install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a second start meanwhile waits, then finds all in place
        if not _environment_is_ready():
            _install_environment(out.fileno(), log)
        if serving and not _packages_are_ready():
            say("Đang cài các gói giao diện…")
            _run(
                ["npm", "ci", "--omit=dev"],
                out.fileno(),
                f"Không cài được các gói giao diện; chi tiết trong {log}.",
            )


def _refuse_old_node() -> None:
    advice = f"Cần Node {OLDEST_NODE} trở lên cùng npm: hãy cài gói nodejs và npm."
    if not shutil.which("node") or not shutil.which("npm"):
        raise Refusal(advice)
    printed = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S607
    major = printed.strip().removeprefix("v").partition(".")[0]
    if not major.isdigit() or int(major) < OLDEST_NODE:
        raise Refusal(advice)


def _state() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{version} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"


def _environment_is_ready() -> bool:
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == _state()


def _install_environment(out: int, log: Path) -> None:
    say("Đang cài các gói Python (lần đầu khoảng một phút)…")
    STAMP.unlink(missing_ok=True)
    if not _environment_works():
        no_venv = f"Không tạo được môi trường Python: hãy cài gói python3.13-venv (chi tiết trong {log})."
        _run([sys.executable, "-m", "venv", "--clear", str(VENV)], out, no_venv)
    _run(
        [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--require-hashes", "-r", str(LOCK)],
        out,
        f"Không cài được các gói Python; chi tiết trong {log}.",
    )
    STAMP.write_text(_state())


def _environment_works() -> bool:
    """Whether the environment is of this very Python and has pip (an interrupted `venv` has none)."""
    code = "import sys, pip; print(*sys.version_info[:3], sep='.')"
    if not PYTHON.exists():
        return False
    done = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip() == ".".join(map(str, sys.version_info[:3]))


def _packages_are_ready() -> bool:
    """Whether node_modules holds every package of the lock that the program serves.

    npm writes its own list there when it has finished; packages for development may be there or not.
    """
    try:
        there = json.loads((ROOT / "node_modules" / ".package-lock.json").read_text())["packages"]
    except (OSError, ValueError, KeyError):
        return False
    wanted = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return all(
        there.get(path, {}).get("version") == package["version"] and (ROOT / path).is_dir()
        for path, package in wanted.items()
        if path and not package.get("dev")
    )


def _run(command: list[str], out: int, otherwise: str) -> None:
    environment = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environment.pop("PIP_REQUIRE_VIRTUALENV", None)
    done = subprocess.run(command, cwd=ROOT, stdout=out, stderr=out, env=environment, check=False)  # noqa: S603
    if done.returncode:
        raise Refusal(otherwise)
