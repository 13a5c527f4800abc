"""An event of organizations carried out with all that stands on them: one transaction through the three apps."""

from django.db import transaction

from accounts.history import history
from accounts.models import User
from home.events.touching import assignments_of, charges_of, coverages_of, losing, meetings_after
from meetings.services.planning import void_meeting
from orgs.models import Committee, Succession
from orgs.services import Plan, carry_out, work_out
from taskforces.models import Decision, EndReason
from taskforces.services.ending import end_rows, never_took_effect
from taskforces.services.locks import lock_decisions
from tramgdinh.database.refusals import refusals_in_words


def record_event(*, plan: Plan, by: User) -> Succession:
    """Do what `plan` says and end what stands on it: charges, assignments, coverages; planned meetings are voided.

    Meetings that somebody reported stay as they are. `Refused` with a sentence when the event cannot be.
    """
    with transaction.atomic(), refusals_in_words(), history(by=by, verb=f"{plan.event}_organization"):
        _lock(plan)
        lost = losing(work_out(plan))
        event = carry_out(plan=plan, by=by)
        day = plan.takes_effect_on
        # An amending decision's row may begin later than the event: it never takes effect.
        rows = [*charges_of(lost.charge, day), *assignments_of(lost.cell, day), *coverages_of(lost.cell, day)]
        with history(by=by, verb="end_for_succession", reason=str(event)):
            end_rows(
                rows,
                last_day=plan.last_day,
                by=by,
                why=never_took_effect(event),
                end_reason=EndReason.ORGANIZATION_ENDED,
                ended_by_event=event,
            )
        for row in meetings_after(lost.cell, day):
            if not row.is_reported:
                void_meeting(meeting=row.meeting, reason=str(event)[:300], by=by)
    return event


def _lock(plan: Plan) -> None:
    """Decisions before organizations, as everybody who writes under them does; one event of a committee at a time."""
    Committee.objects.select_for_update(no_key=True).get(pk=plan.committee.pk)
    open_ones = Decision.objects.filter(committee=plan.committee, state=Decision.State.ISSUED, ends_on=None)
    lock_decisions(list(open_ones.values_list("pk", flat=True)))
