"""The first half of `make run`, on the system's Python: only the standard library is there yet."""

import os
import sys

from tramgdinh.supervisor import install
from tramgdinh.terminal import Refusal, refuse


def main() -> int:
    """Install what the locks say, then go on inside the environment."""
    try:
        install.everything()
    except Refusal as refusal:
        return refuse(refusal)
    except KeyboardInterrupt:
        return 130
    os.chdir(install.ROOT)
    os.execv(install.PYTHON, [str(install.PYTHON), "-m", "tramgdinh.supervisor.run"])  # noqa: S606


if __name__ == "__main__":
    sys.exit(main())
