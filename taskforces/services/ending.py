"""Rows of the ledger end: by a decision, by the end of an organization, by a person's leaving. One way for
all.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.history import history
from accounts.models import User
from orgs.models import Organization, Person, Succession
from taskforces.models import (
    Assignment,
    Charge,
    Coverage,
    Decision,
    Delegation,
    EndReason,
    LaidDown,
    Membership,
)
from taskforces.services.locks import lock_organizations, lock_people
from tramgdinh.database.refusals import refusals_in_words
from tramgdinh.text.dates import show_day


def end_rows(rows: Iterable[LaidDown], *, last_day: dt.date, by: User, why: str, **event: Any) -> None:
    """End live rows after `last_day`; one that begins later is voided: it never took effect. Earlier ends
    stay.

    `why` is what the voided row says; `event` are the columns that name what ends it (`end_reason` and one of
    `ended_under`, `ended_by_event`, `end_basis`).
    """
    ids: dict[type[LaidDown], list[int]] = {}
    for row in rows:
        ids.setdefault(type(row), []).append(row.pk)
    for model, keys in ids.items():
        live = model.objects.live().filter(pk__in=keys, starts_on__isnull=False)
        live.filter(starts_on__gt=last_day).update(voided_at=timezone.now(), voided_by=by, void_reason=why)
        still_later = Q(ends_on=None) | Q(ends_on__gt=last_day)
        live.filter(still_later, starts_on__lte=last_day).update(ends_on=last_day, **event)


def never_took_effect(event: Decision | Succession | str) -> str:
    """The reason that a row carries which something backdated ended before it began."""
    return _("never took effect: %(event)s") % {"event": event}


@transaction.atomic
def end_for_succession(
    *, succession: Succession, organizations: Collection[Organization], last_day: dt.date, by: User
) -> None:
    """End what stands on ended organizations: charges, assignments, coverages. The cells below are named by
    the caller.

    Call it before or after the organizations get their last day: the law is asked when the transaction ends.
    """
    ids = sorted(organization.pk for organization in organizations)
    with refusals_in_words(), history(by=by, verb="end_for_succession", reason=str(succession)):
        lock_organizations(ids)
        for model, of in ((Charge, "organization_id"), (Assignment, "cell_id"), (Coverage, "cell_id")):
            rows = model.objects.live().during(last_day, None).filter(**{f"{of}__in": ids})
            end_rows(
                rows,
                last_day=last_day,
                by=by,
                why=never_took_effect(succession),
                end_reason=EndReason.ORGANIZATION_ENDED,
                ended_by_event=succession,
            )


@transaction.atomic
def end_for_person(*, person: Person, last_day: dt.date, basis: str, by: User) -> None:
    """End what a person holds who leaves: memberships and assignments; his cells fall to the team.

    `basis` is the paper in words ("Quyết định điều động số 12-QĐ/HU ngày 3/2/2020"); `last_day` still counts
    as served.
    """

    with refusals_in_words(), history(by=by, verb="end_for_person", reason=basis):
        lock_people([person.pk])
        for model in (Membership, Assignment):
            rows = model.objects.live().during(last_day, None).filter(person=person)
            end_rows(
                rows,
                last_day=last_day,
                by=by,
                why=never_took_effect(f"{basis}, {show_day(last_day)}"),
                end_reason=EndReason.PERSON_LEFT,
                end_basis=basis,
            )
        acting = Delegation.objects.live().during(last_day, None).filter(membership__person=person)
        acting.filter(starts_on__gt=last_day).update(
            voided_at=timezone.now(), voided_by=by, void_reason=never_took_effect(basis)
        )
        acting.filter(Q(ends_on=None) | Q(ends_on__gt=last_day), starts_on__lte=last_day).update(ends_on=last_day)
