"""The first half of `make run`, on the system's Python: only the standard library is there yet."""

import os
import sys

from tramgdinh.supervisor import install
from tramgdinh.terminal import Refusal, refuse


def main() -> int:
    """Install what the locks say, then go on inside the environment: serve, or the command that is named."""
    named = sys.argv[1:]
    try:
        install.everything(serving=not named)
    except Refusal as refusal:
        return refuse(refusal)
    except KeyboardInterrupt:
        return 130
    module = ["tramgdinh.backup", *named] if named else ["tramgdinh.supervisor.run"]
    if named == ["own-book"]:
        module = ["tramgdinh.own_book"]
    return os.execv(install.PYTHON, [str(install.PYTHON), "-m", *module])  # noqa: S606


if __name__ == "__main__":
    sys.exit(main())
