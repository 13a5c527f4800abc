"""Eight clients try for a while to put a second person in charge of the same cells; the database must refuse them all."""

import threading
import time
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction

from tramgdinh.database.refusals import explain

CLIENTS = 8


@dataclass
class Tally:
    attempts: int = 0
    refused: int = 0
    deadlocks: int = 0
    stored: int = 0


def attack(*, seconds: float, most: int | None = None) -> Tally:
    """Run CLIENTS threads for `seconds` (or until `most` attempts) and return what happened."""
    tallies = [Tally() for _ in range(CLIENTS)]
    until = time.monotonic() + seconds
    share = most // CLIENTS if most else None
    threads = [threading.Thread(target=_client, args=(n, tally, until, share)) for n, tally in enumerate(tallies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Tally(*(sum(getattr(tally, part) for tally in tallies) for part in Tally.__dataclass_fields__))


def _client(number: int, tally: Tally, until: float, share: int | None) -> None:
    turn = number
    while time.monotonic() < until and (share is None or tally.attempts < share):
        turn += CLIENTS
        cell = 1076 + turn % 386
        tally.attempts += 1
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                # As the services do: lock the cell first, so that two refused inserts do not wait for each other.
                cursor.execute("SELECT id FROM orgs_organization WHERE id = %s FOR UPDATE", [cell])
                cursor.execute(ATTEMPT, [1001 + turn % 96, cell])
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", "") == "40P01":
                tally.deadlocks += 1
            elif explain(error):
                tally.refused += 1
            else:
                raise
        else:
            tally.stored += 1
    connection.close()


# A correction under the decision in force: the only door by which a row enters an issued decision.
ATTEMPT = """
    INSERT INTO taskforces_assignment (task_force_id, person_id, cell_id, capacity, visits, visits_per, recorded_at,
        recorded_by_id, void_reason, decision_id, starts_on, end_reason, end_basis, corrects_id)
    SELECT task_force_id, %s, cell_id, 'in_charge', 1, 'month', now(), 1, '', decision_id, starts_on + 1, '', '', id
    FROM taskforces_assignment WHERE cell_id = %s AND ends_on IS NULL LIMIT 1
"""
