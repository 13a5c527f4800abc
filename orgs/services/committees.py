"""What an administrator sets for the committee itself."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import User
from orgs.models import Committee
from tramgdinh.database.refusals import Refused


class NotTheSample(Refused):
    """A book of real data follows the calendar."""


@transaction.atomic
def set_sample_day(*, committee: Committee, day: dt.date, by: User) -> None:
    """Set the sample's own "today". Raises NotTheSample for any other book, and for a day before it begins."""
    locked = Committee.objects.select_for_update().get(pk=committee.pk)
    if not locked.is_sample:
        raise NotTheSample(_("Only the sample has a working day of its own; this book follows the calendar."))
    if day < locked.founded_on:
        raise NotTheSample(_("The sample begins later than this day."))
    with history(by=by, verb="set_sample_day"):
        locked.sample_day = day
        locked.save(update_fields=["sample_day"])


@transaction.atomic
def keep_armed_head_counts(*, committee: Committee, keep: bool, by: User) -> None:
    """Switch on or off that head-counts of the military and the police may be stored; off, none is added."""
    with history(by=by, verb="keep_armed_head_counts"):
        Committee.objects.filter(pk=committee.pk).update(counts_armed_forces=keep)
