"""Who answers for a cell on a day, and search: in SQL, at the size of the data."""

import datetime as dt
import itertools
import time
from collections.abc import Iterator

import psycopg
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.rows import Row, p95
from orgs.models import OrganizationState
from taskforces.reports.answers import who_answers

QUESTIONS = 300
DAYS = [dt.date(2018, 3, 1), dt.date(2019, 9, 12), dt.date(2019, 9, 13), dt.date(2024, 5, 5)]


def rows(*, committees: int, url: str) -> Iterator[Row]:
    """Time the statements of `who_answers` for cells and days spread over the whole book, and the search."""
    yield Row("who answers for a cell on a day, all its SQL, p95", _who_answers(committees, url), "ms", limit=1.0)
    own = OrganizationState.objects.filter(organization__committee_id=1).matching("de tham")
    everywhere = OrganizationState.objects.matching("de tham")
    yield Row("search “de tham” in one's own committee, p95", p95(lambda: list(own[:50]), 50), "ms", limit=50)
    yield Row("search “de tham” in the whole database, p95", p95(lambda: list(everywhere[:50]), 50), "ms", limit=50)


def _who_answers(committees: int, url: str) -> float:
    cells = itertools.cycle([(c * 1000 + 76 + (c * 53) % 386) for c in range(1, committees + 1)])
    days = itertools.cycle(DAYS)
    taken = []
    with psycopg.connect(url, autocommit=True) as plain:
        for _ in range(QUESTIONS):
            with CaptureQueriesContext(connection) as captured:
                who_answers(next(cells), next(days))
            statements = [query["sql"] for query in captured]
            for statement in statements:
                plain.execute(statement, prepare=True).fetchall()
            start = time.perf_counter()
            for statement in statements:
                plain.execute(statement, prepare=True).fetchall()
            taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)[int(QUESTIONS * 0.95)]
