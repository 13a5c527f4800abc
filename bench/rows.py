"""A row of the bench: a measure, the base beside it, and the limit that was asked for."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One printed line; `limit` bounds `value` or, with a base, their ratio."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    base_name: str = ""
    base: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.base if self.base else None

    def line(self) -> str:
        measured = self.ratio if self.base is not None else self.value
        verdict = (
            ""
            if self.limit is None
            else ("ok" if measured is not None and measured <= self.limit else "OVER")
        )
        beside = f"{self.base:10.2f} {self.unit:4} {self.base_name}" if self.base is not None else ""
        ratio = f"{self.ratio:6.2f}×" if self.ratio is not None else " " * 7
        limit = "" if self.limit is None else f"≤ {self.limit:g}"
        return f"{self.name:58} {self.value:10.2f} {self.unit:4} {ratio} {limit:>9} {verdict:4} {beside}".rstrip()


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    """Run `work` `times` times (after two to warm up) and return each time in ms, sorted."""
    for _ in range(2):
        work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def median(work: Callable[[], object], times: int = 15) -> float:
    return statistics.median(milliseconds(work, times))


def p95(work: Callable[[], object], times: int = 400) -> float:
    taken = milliseconds(work, times)
    return taken[int(len(taken) * 0.95)]
