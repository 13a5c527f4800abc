"""What a command says to the person at the terminal."""

import sys


class Refusal(Exception):
    """A command cannot go on; the text is the one line that the person reads instead of a traceback."""


def say(line: str) -> None:
    """Print a line at once, also when the output is a file or a pipe."""
    print(line, flush=True)  # noqa: T201


def refuse(refusal: Refusal) -> int:
    """Print why the command stops and return its exit status."""
    print(refusal, file=sys.stderr, flush=True)  # noqa: T201
    return 1
