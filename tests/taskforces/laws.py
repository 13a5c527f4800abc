"""How the tests of the laws try to break one, and what they see when the database refuses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction


@dataclass
class Refusal:
    """The SQLSTATE and the law (constraint) by which the database refused."""

    state: str = ""
    law: str = ""


@contextmanager
def refused() -> Iterator[Refusal]:
    """Expect the writes inside, with the laws that wait for the commit, to be refused; the test goes on after it."""
    seen = Refusal()
    with pytest.raises(DatabaseError) as caught, transaction.atomic():  # the writes are the caller's
        yield seen
        connection.check_constraints()
    cause = caught.value.__cause__
    assert isinstance(cause, psycopg.Error)
    seen.state, seen.law = cause.sqlstate or "", cause.diag.constraint_name or ""


def run(statement: str, *parameters: object) -> int:
    """Run one statement of raw SQL through the program's login and return how many rows it met."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.rowcount


def owner_refused(owner_url: str, statement: str, before: str = "") -> Refusal:
    """Run a statement as the owner of the tables and return how he is refused, with all constraints asked at once."""
    with psycopg.connect(owner_url) as owner:
        if before:
            owner.execute(before)
        with pytest.raises(psycopg.Error) as caught:  # some laws wait for the second line
            owner.execute(statement)
            owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        owner.rollback()
    return Refusal(caught.value.sqlstate or "", caught.value.diag.constraint_name or "")


type Way = Callable[[], object]
