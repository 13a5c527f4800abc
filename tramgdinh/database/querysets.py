"""The querysets that every ledger model builds on."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

_FETCH_MODES = {"PEERS": models.FETCH_PEERS, "RAISE": models.FETCH_RAISE}


class LedgerQuerySet[M: models.Model](models.QuerySet[M]):
    """Loads a relation that nobody asked for as the setting FETCH_MODE says, never row by row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fetch_mode = _FETCH_MODES[settings.FETCH_MODE]


class DatedQuerySet[M: models.Model](LedgerQuerySet[M]):
    """Rows that were so from `starts_on` to `ends_on`, days that both count; an empty end is open."""

    def live(self) -> Self:
        """Rows not voided as wrong entries."""
        return self.filter(voided_at=None)

    def on(self, day: dt.date) -> Self:
        """Live rows in force on `day`, both ends included. A draft's row has no first day, so it never is."""
        return self.live().during(day, day)

    def during(self, first: dt.date, last: dt.date | None) -> Self:
        """Rows that share at least one day with `first`–`last` (an empty last day is open)."""
        rows = self.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__isnull=False)
        return rows if last is None else rows.filter(starts_on__lte=last)

    def known_at(self, moment: dt.datetime) -> Self:
        """Rows that the book held at `moment`: recorded by then, not voided yet."""
        return self.filter(Q(voided_at=None) | Q(voided_at__gt=moment), recorded_at__lte=moment)


class DatedManager[M: models.Model](models.Manager.from_queryset(DatedQuerySet)):  # type: ignore[misc]
    """Default manager of dated rows."""
