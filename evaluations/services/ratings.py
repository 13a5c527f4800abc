"""Ratings: entered together while the year is open, corrected one by one under a new decision afterwards."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.history import history
from accounts.models import User
from evaluations.models import Campaign, Level, Rating
from evaluations.services.campaigns import locked_campaign
from evaluations.services.refusals import AlreadyCorrected, NotPublished, RowsChanged
from tramgdinh.database.refusals import refusals_in_words


@dataclass(frozen=True)
class Outcome:
    """What was decided: a level, none with its reason, or still open."""

    kind: str = Rating.Outcome.OPEN
    level: Level | None = None
    reason: str = ""
    reason_text: str = ""


@dataclass(frozen=True)
class Line:
    """One row of the grid, with the version that it was shown in."""

    rating_id: int
    version: int
    outcome: Outcome


@transaction.atomic
def set_ratings(
    *,
    campaign: Campaign,
    lines: Sequence[Line],
    by: User,
    paper_number: str = "",
    paper_day: dt.date | None = None,
) -> int:
    """Save the rows that differ, all or none, and return how many. The paper, if given, goes to those rows.

    RowsChanged names the rows that somebody else changed since they were shown; AlreadyPublished when the
    year is locked.
    """
    campaign = locked_campaign(campaign)
    rows = {row.pk: row for row in Rating.objects.live().filter(campaign=campaign)}
    changed = [line for line in lines if line.rating_id not in rows or _differs(rows[line.rating_id], line.outcome)]
    stale = [
        line.rating_id for line in changed if line.rating_id not in rows or rows[line.rating_id].version != line.version
    ]
    if stale:
        raise RowsChanged(stale)
    paper = {"paper_number": paper_number, "paper_day": paper_day} if paper_number else {}
    with history(by=by, verb="set_ratings"), refusals_in_words():
        for line in changed:
            Rating.objects.filter(pk=line.rating_id).update(
                outcome=line.outcome.kind,
                level=line.outcome.level,
                reason=line.outcome.reason,
                reason_text=line.outcome.reason_text,
                version=F("version") + 1,
                recorded_by=by,
                recorded_at=timezone.now(),
                **paper,
            )
    return len(changed)


@transaction.atomic
def correct_rating(
    *, rating: Rating, outcome: Outcome, paper_number: str, paper_day: dt.date, reason: str, by: User
) -> Rating:
    """Put another rating in the place of a published one, under a new decision; the old one stays, voided."""
    if Campaign.objects.select_for_update().get(pk=rating.campaign_id).is_open:
        raise NotPublished
    with history(by=by, verb="correct_rating", reason=reason), refusals_in_words():
        live = Rating.objects.live().filter(pk=rating.pk)
        if not live.update(voided_at=timezone.now(), voided_by=by, void_reason=reason):
            raise AlreadyCorrected
        return Rating.objects.create(
            campaign_id=rating.campaign_id,
            organization_id=rating.organization_id,
            outcome=outcome.kind,
            level=outcome.level,
            reason=outcome.reason,
            reason_text=outcome.reason_text,
            paper_number=paper_number,
            paper_day=paper_day,
            corrects_id=rating.pk,
            recorded_by=by,
        )


def _differs(row: Rating, outcome: Outcome) -> bool:
    level = outcome.level.pk if outcome.level else None
    now = (row.outcome, row.level_id, row.reason, row.reason_text)
    return now != (outcome.kind, level, outcome.reason, outcome.reason_text)
