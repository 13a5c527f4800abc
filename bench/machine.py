"""On what the figures were measured."""

import datetime as dt
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from tramgdinh.database.embedded import binaries


def lines() -> Iterator[str]:
    """Yield the lines that stand above the figures."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    yield f"Date        {dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC, load {load:.1f} before the run"
    yield f"Machine     {cores} cores ({_processor()}), {memory:.0f} GiB, {platform.system()} {platform.release()}"
    yield f"PostgreSQL  {binaries.version_of(binaries.bundled())}"
    yield f"Python      {platform.python_version()}"
    yield ""


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
