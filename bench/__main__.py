"""`make bench` (a district, under five minutes) and `make bench SCALE=nation`: figures, each beside its limit or base."""

import os
import sys
import time
from collections.abc import Iterator

from bench import machine, server
from bench.rows import Row

SCALES = ("district", "nation")
OVERLAP_SECONDS, OVERLAP_MOST = 60, 1_000_000


def main() -> int:
    scale = sys.argv[1] if len(sys.argv) > 1 else "district"
    if scale not in SCALES:
        print(f"SCALE is one of: {', '.join(SCALES)}", file=sys.stderr)
        return 2
    began = time.monotonic()
    for line in machine.lines():
        print(line)
    over = 0
    for row in measured(scale):
        print(row.line(), flush=True)
        over += row.is_over
    print(f"{over} over the limit. {time.monotonic() - began:.0f} s in all.")
    return 0


def measured(scale: str) -> Iterator[Row]:
    """Yield the rows of a run as they are measured, on a throw-away server."""
    with server.running() as cluster:
        os.environ["DJANGO_SETTINGS_MODULE"] = "tramgdinh.settings"
        import django  # noqa: PLC0415 - the settings read where the server is

        django.setup()
        yield from (nation if scale == "nation" else district)(server.superuser(cluster))
    if scale == "district":
        from bench import starting  # noqa: PLC0415

        yield from starting.rows()


def district(url: str) -> Iterator[Row]:
    """Pages, answers, memory and overlap attempts with one committee's book."""
    from django.conf import settings  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from bench import answers, ledger, lists, memory, pages  # noqa: PLC0415

    settings.ROOT_URLCONF = "bench.urls"
    ledger.fill(url, committees=1)
    lists.fill(url, month=timezone.localdate().replace(day=1))
    yield from pages.rows()
    yield from answers.rows(committees=1, url=url)
    yield from memory.rows()
    yield from _overlap(seconds=OVERLAP_SECONDS)


def nation(url: str) -> Iterator[Row]:
    """The same book 700 times over, and once beside it in a database of its own, for the pages to be compared."""
    from bench import answers, details, ledger  # noqa: PLC0415

    single = server.copy(url)
    ledger.fill(single, committees=1)
    began = time.monotonic()
    ledger.fill(url, committees=ledger.NATION)
    yield Row(f"fill {ledger.NATION} committees", time.monotonic() - began, "s")
    yield from answers.rows(committees=ledger.NATION, url=url)
    yield from details.rows(single)
    yield from _overlap(seconds=600, most=OVERLAP_MOST)


def _overlap(*, seconds: float, most: int | None = None) -> Iterator[Row]:
    from bench import overlap  # noqa: PLC0415

    began = time.monotonic()
    tally = overlap.attack(seconds=seconds, most=most)
    took = time.monotonic() - began
    clients = f"{overlap.CLIENTS} clients, {took:.0f} s"
    yield Row(f"overlap attempts ({clients})", tally.attempts, "")
    yield Row("  a second", tally.attempts / took, "")
    yield Row("  refused", tally.refused, "")
    yield Row("  deadlocks", tally.deadlocks, "", limit=0)
    yield Row("  stored", tally.stored, "", limit=0)


if __name__ == "__main__":
    sys.exit(main())
