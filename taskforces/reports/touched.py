"""What a backdated decision touches between its day and today, shown before it is recorded."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from taskforces.models import Decision
from taskforces.reports.differences import Difference, difference
from taskforces.rules import Outcome, outcome


@dataclass(frozen=True, slots=True)
class Count:
    """What a higher app holds for the cells in these days: "meetings logged", 12; where to see them."""

    label: str
    number: int
    url: str = ""


class Witness(Protocol):
    """A function named in settings.BACKDATING_WITNESSES: higher apps tell what they hold, this one does not
    know them.
    """

    def __call__(self, *, cell_ids: Collection[int], first_day: dt.date, last_day: dt.date) -> list[Count]: ...


@dataclass(frozen=True)
class Touched:
    """From `first_day` to `last_day` the book said something else; what is closed or published stays as
    printed.
    """

    first_day: dt.date
    last_day: dt.date
    changes: Difference
    voided: int  # rows that would turn out never to have taken effect
    counts: list[Count]


def touched_by_backdating(
    draft: Decision, takes_effect_on: dt.date, today: dt.date, *, result: Outcome | None = None
) -> Touched | None:
    """Return what `draft` would touch of the days that are past; None if it takes effect today or later."""
    if takes_effect_on >= today:
        return None
    result = result or outcome(draft, takes_effect_on)
    last_day = today - dt.timedelta(days=1)
    cells = {row.cell_id for rows in (result.ends, result.begins) for row in rows.assignments}
    cells |= {row.cell_id for rows in (result.ends, result.begins) for row in rows.coverages}
    counts = [
        count
        for path in getattr(settings, "BACKDATING_WITNESSES", [])
        for count in import_string(path)(cell_ids=cells, first_day=takes_effect_on, last_day=last_day)
    ]
    late = [row for row in result.ends if row.starts_on is not None and row.starts_on >= takes_effect_on]
    if late:
        counts.insert(0, Count(_("rows that never took effect"), len(late)))
    return Touched(
        first_day=takes_effect_on,
        last_day=last_day,
        changes=difference(draft, takes_effect_on, result=result),
        voided=len(late),
        counts=counts,
    )
