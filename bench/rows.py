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
    fails: bool = False  # over for another reason, which the name says

    @property
    def ratio(self) -> float | None:
        return self.value / self.base if self.base else None

    @property
    def is_over(self) -> bool:
        """Whether the limit, if there is one, is not kept."""
        measured = self.value if self.base is None else self.ratio
        return self.limit is not None and (self.fails or measured is None or measured > self.limit)

    def line(self) -> str:
        verdict = "" if self.limit is None else "OVER" if self.is_over else "ok"
        decimals = 0 if self.unit == "" else 2
        beside = f"{self.base:10.2f} {self.unit:4} {self.base_name}" if self.base is not None else ""
        ratio = f"{self.ratio:6.2f}×" if self.ratio is not None else " " * 7
        limit = "" if self.limit is None else f"≤ {self.limit:g}"
        value = f"{self.value:10,.{decimals}f}"
        return f"{self.name:60} {value} {self.unit:4} {ratio} {limit:>9} {verdict:4} {beside}".rstrip()


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


def medians(*works: Callable[[], object], times: int = 15) -> list[float]:
    """The median of each of `works`, run in turn, so that whatever else the machine does falls on all of them alike."""
    taken: list[list[float]] = [[] for _ in works]
    for turn in range(times + 2):
        for work, found in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            if turn >= 2:
                found.append((time.perf_counter() - start) * 1000)
    return [statistics.median(found) for found in taken]


def p95(work: Callable[[], object], times: int = 400) -> float:
    taken = milliseconds(work, times)
    return taken[int(len(taken) * 0.95)]
