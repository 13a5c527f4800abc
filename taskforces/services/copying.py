"""A new draft filled with what an earlier decision and its amendments have in force."""

import datetime as dt
from typing import Any

from accounts.models import User
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, TaskForce
from taskforces.rules import family

_COPIED: dict[Any, tuple[str, ...]] = {
    Membership: ("person_id", "role", "rank_order", "printed_title"),
    Charge: ("organization_id",),
    Assignment: ("person_id", "cell_id", "capacity", "visits", "visits_per"),
    Coverage: ("cell_id", "kind"),
}
_STANDS_ON: dict[object, str] = {Charge: "organization", Assignment: "cell", Coverage: "cell"}


def copy_in_force(draft: Decision, source: Decision, day: dt.date, by: User) -> None:
    """Copy into `draft` what `source` and its amendments have in force on `day`; each team continues its
    earlier one.

    What stands on an organization whose last day is known already is left out.
    """
    decisions = [decision.pk for decision in family([source.pk])]
    teams: dict[int, TaskForce] = {}
    for earlier in TaskForce.objects.on(day).filter(decision_id__in=decisions):
        teams[earlier.pk] = TaskForce(
            decision=draft, number=earlier.number, name=earlier.name, continues_id=earlier.pk, recorded_by=by
        )
    TaskForce.objects.bulk_create(teams.values())
    for model, fields in _COPIED.items():
        rows = model.objects.on(day).filter(decision_id__in=decisions, task_force_id__in=teams)
        if model in _STANDS_ON:
            rows = rows.filter(**{f"{_STANDS_ON[model]}__ended_on": None})
        model.objects.bulk_create(
            model(
                decision=draft,
                task_force=teams[row.task_force_id],
                recorded_by=by,
                **{name: getattr(row, name) for name in fields},
            )
            for row in rows
        )
