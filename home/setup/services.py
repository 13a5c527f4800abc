"""The beginning of the office's own book, in an empty database."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import Role, User
from accounts.services import Slip, create_account, grant_role
from home.setup.facts import BookFacts
from orgs.models import Committee, CommitteeName, Kind
from orgs.services import Paper, found_organization
from tramgdinh.database.refusals import Refused


class NotEmpty(Refused):
    """The database holds a book already."""


@transaction.atomic
def start_own_book(*, facts: BookFacts, today: dt.date) -> Slip:
    """Write the committee, its name, the root of its organizations and the first administrator; return his slip.

    All or nothing. Raises NotEmpty where a committee or an account is there: nothing is ever added to the sample.
    """
    if Committee.objects.exists() or User.objects.people().exists():
        raise NotEmpty(_("The database holds a book already; an own book begins in an empty one."))
    administrator, password = create_account(username=facts.administrator, by=None)
    with history(by=administrator, verb="start_own_book"):
        committee = Committee(code=facts.code, founded_on=facts.founded_on)
        committee.full_clean()
        committee.save()
        name = CommitteeName(
            committee=committee,
            name=facts.name,
            led_organization=facts.led_organization,
            superior=facts.superior,
            place=facts.place,
            symbol=facts.symbol,
            starts_on=facts.founded_on,
            recorded_by=administrator,
        )
        name.full_clean()
        name.save()
    found_organization(
        committee=committee,
        name=facts.led_organization,
        kind=Kind.ROOT,
        parent=None,
        takes_effect_on=facts.founded_on,
        paper=Paper(facts.founding_paper),
        by=administrator,
    )
    grant_role(
        user=administrator,
        committee_id=committee.pk,
        role=Role.ADMINISTRATOR,
        first_day=min(facts.founded_on, today),
        by=administrator,
    )
    return Slip(administrator.username, password)
