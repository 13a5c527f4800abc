"""A deputy or the secretary of a team acts for its leader, from day to day."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import User
from taskforces.models import Delegation, Membership
from taskforces.services.locks import lock_people
from tramgdinh.database.refusals import Refused, refusals_in_words

Role = Membership.Role


class CannotDelegate(Refused):
    """Only a deputy or secretary of the team, while he is one, acts for the leader."""


@transaction.atomic
def delegate(*, membership: Membership, first_day: dt.date, by: User, last_day: dt.date | None = None) -> Delegation:
    """Let a deputy or secretary act for his team's leader; ValidationError if he already does on one of the
    days.
    """
    with refusals_in_words(), history(by=by, verb="delegate", decision=membership.decision_id):
        lock_people([membership.person_id])
        if membership.role not in {Role.DEPUTY, Role.SECRETARY}:
            raise CannotDelegate(_("Only the deputy leader or the secretary of the team can act for its leader."))
        if not membership.is_on(first_day) or (last_day is not None and not membership.is_on(last_day)):
            raise CannotDelegate(_("The comrade is not in the team on all of these days."))
        row = Delegation(membership=membership, starts_on=first_day, ends_on=last_day, recorded_by=by)
        row.full_clean(exclude=["membership", "recorded_by"])
        row.save()
    return row


@transaction.atomic
def undelegate(*, delegation: Delegation, last_day: dt.date, by: User) -> None:
    """End a delegation after `last_day`; one that has ended by then stays as it is."""
    with refusals_in_words(), history(by=by, verb="undelegate"):
        rows = Delegation.objects.live().filter(Q(ends_on=None) | Q(ends_on__gt=last_day), pk=delegation.pk)
        if last_day < delegation.starts_on:
            raise CannotDelegate(_("The last day lies before the first."))
        rows.update(ends_on=last_day)
