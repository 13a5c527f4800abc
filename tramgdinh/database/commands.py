"""Which database a command of `manage.py` works on, and with which login."""

import os
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tramgdinh.database import logins
from tramgdinh.database.embedded import Cluster, running
from tramgdinh.terminal import Refusal, refuse

ROOT = Path(__file__).resolve().parents[2]

# These need no rows; `makemigrations` only asks whether what is applied fits, which `migrate` asks again.
WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "startapp",
    "version",
    "--help",
    "--version",
    "-h",
}
AS_OWNER = {"migrate", "pgtrigger", "backup", "restore"}
SEALED_AFTERWARDS = {"migrate", "pgtrigger"}


def var() -> Path:
    """Return the data folder: VAR, else `var` beside the program. The settings are told too."""
    folder = Path(os.environ.get("VAR") or ROOT / "var").resolve()
    if folder == ROOT:  # its `static` and `locale` are the program's own
        raise Refusal("VAR không được là thư mục của chương trình: hãy chọn một thư mục khác.")
    os.environ["VAR"] = str(folder)
    return folder


def main(argv: list[str]) -> int:
    """Run one command of Django; returns its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tramgdinh.settings")
    command = argv[1] if len(argv) > 1 else "help"
    try:
        var()
        if command in WITHOUT_DATABASE:
            warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
            _execute(argv)
            return 0
        with database() as opened:
            as_owner = command in AS_OWNER
            os.environ |= opened.environment()
            if as_owner:
                os.environ["DATABASE_URL"] = opened.owner
                os.environ["DATABASE_PROGRAM_URL"] = opened.program
            _execute(argv)
            if command in SEALED_AFTERWARDS:
                seal(opened.program_role)
    except Refusal as refusal:
        return refuse(refusal)
    except KeyboardInterrupt:
        return 130
    return 0


@contextmanager
def database() -> Iterator[logins.Logins]:
    """Yield the logins of the database that the environment names, else of our own (started if need be)."""
    folder = var()
    if outside := logins.given(os.environ, folder):
        yield outside
        return
    if socket := running(folder / "database"):
        yield logins.of_socket(socket)
        return
    cluster = Cluster(folder / "database")
    # A stopped terminal or `kill` ends the command like Ctrl-C, so that the server is stopped in order.
    signal.signal(signal.SIGTERM, _interrupt)
    cluster.start()
    try:
        yield logins.of_cluster(cluster)
    finally:
        _close_connections()
        cluster.stop()


def seal(program: str) -> None:
    """Give the program's role its rights again; the process must be logged in as the owner."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by the command before

    from tramgdinh.database import roles  # noqa: PLC0415

    roles.seal(connection, program)


def _execute(argv: list[str]) -> None:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings read the environment

    execute_from_command_line(argv)


def _close_connections() -> None:
    from django.conf import settings  # noqa: PLC0415

    if settings.configured:
        from django.db import connections  # noqa: PLC0415

        connections.close_all()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
