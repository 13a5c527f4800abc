"""Why an event or a record of an organization is refused; `str()` is a sentence for the user."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction

from tramgdinh.database.refusals import Refused, explain


class NotThere(Refused):
    """The organization does not exist on that day."""


class AlreadyEnded(Refused):
    """The organization has already ended by then."""


class LaterChange(Refused):
    """Something is recorded of the organization from a later day."""


class NothingChanges(Refused):
    """What is asked for is already so."""


class WrongParent(Refused):
    """No body of this kind stands under one of that kind."""


class LeftBehind(Refused):
    """Organizations below would stand under one that has ended."""


class AlreadyThere(Refused):
    """One of that name already stands under the same parent."""


class NamedTwice(Refused):
    """The plan says two things of one organization."""


class HeadCountNotKept(Refused):
    """Head-counts of the military and the police are not stored here."""


class NotACell(Refused):
    """Only a body that holds monthly meetings has such a record."""


@contextmanager
def kept(*laws: str) -> Iterator[None]:
    """Check the deferred laws at the end of the block and raise `Refused` with a sentence when one is broken.

    Without names all of them are checked; with names only those, so that a higher app can still put right what it
    holds in the same transaction.
    """
    try:
        with transaction.atomic():
            yield
            if not laws:
                connection.check_constraints()
            else:
                names = ", ".join(map(connection.ops.quote_name, laws))
                with connection.cursor() as cursor:
                    cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")
                    cursor.execute(f"SET CONSTRAINTS {names} DEFERRED")
    except DatabaseError as error:
        sentence = explain(error)
        if sentence is None:
            raise
        raise Refused(sentence) from error
