"""What a command says to the person at the terminal."""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path


class Refusal(Exception):
    """A command cannot go on; the text is the one line that the person reads instead of a traceback."""


def say(line: str) -> None:
    """Print a line at once, also when the output is a file or a pipe."""
    print(line, flush=True)  # noqa: T201


def refuse(refusal: Refusal) -> int:
    """Print why the command stops and return its exit status."""
    print(refusal, file=sys.stderr, flush=True)  # noqa: T201
    return 1


def guarded(command: Callable[[], None], logs: Path) -> int:
    """Run a command and return its exit status: whatever goes wrong is one line, never a traceback.

    What nobody foresaw goes to a file in `logs`.
    """
    try:
        command()
    except Refusal as refusal:
        return refuse(refusal)
    except OSError as error:
        return refuse(Refusal(f"Không dùng được {error.filename or logs.parent}: {error.strerror or error}."))
    except KeyboardInterrupt:
        return 130
    except Exception:
        logs.mkdir(parents=True, exist_ok=True)
        log = logs / "error.log"
        log.write_text(traceback.format_exc())
        return refuse(Refusal(f"Chương trình gặp lỗi ngoài dự kiến; chi tiết trong {log}."))
    return 0
