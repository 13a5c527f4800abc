"""One meeting: who had to go by the decision of its day, who went, every version of every report."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.scope import Scope
from meetings.models import Meeting, Report
from orgs.models import Organization, OrganizationState, Person
from taskforces.models import Assignment, Charge, Membership
from taskforces.reports.answers import Answer, answers_on


@dataclass(frozen=True)
class MeetingSheet:
    """A meeting with its cell as it was on the day, and what the decision of that day says."""

    meeting: Meeting
    state: OrganizationState | None
    day: dt.date
    answer: Answer | None
    reports: list[Report]  # that stand
    earlier: list[Report]  # earlier versions and voided ones

    @property
    def disagree(self) -> bool:
        """Whether one says that it was held and another that it was not."""
        return len({report.held for report in self.reports}) > 1

    @property
    def name(self) -> str:
        """The cell's name on that day."""
        return self.state.name if self.state else ""


def meeting_sheet(meeting: Meeting, scope: Scope) -> MeetingSheet:
    """Return the sheet of a meeting that the reader may see, with the reports that he may see."""
    reports = list(
        Report.objects.visible_to(scope)
        .filter(meeting=meeting)
        .select_related("person", "recorded_by", "voided_by")
        .order_by("person__sort_key", "-version")
    )
    standing = [row for row in reports if row.is_latest and row.voided_at is None]
    held = next((row.held_on for row in standing if row.held), None)
    day = held or meeting.planned_on
    state = state_of(meeting.cell_id, day)
    answer = answers_on(day, {meeting.cell_id: state.grassroots_id}).get(meeting.cell_id) if state else None
    return MeetingSheet(
        meeting=meeting,
        state=state,
        day=day,
        answer=answer,
        reports=standing,
        earlier=[row for row in reports if row not in standing],
    )


def state_of(cell_id: int, day: dt.date) -> OrganizationState | None:
    """The cell as it was on `day`, with the name of its grassroots organization; None if it was not there."""
    states = OrganizationState.objects.on(day).filter(organization_id=cell_id)
    return states.with_parents(day).select_related("place").first()


def people_who_may_go(cell_id: int, day: dt.date, state: OrganizationState | None) -> list[Person]:
    """Return whoever may be reported as having gone: the one in charge, substitutes, then the team's members."""
    assigned = Assignment.objects.on(day).filter(cell_id=cell_id).select_related("person")
    first = [row.person for row in assigned.order_by("capacity", "person__sort_key")]
    charges = Charge.objects.on(day).filter(organization_id=(state.grassroots_id if state else None) or 0)
    team = Membership.objects.on(day).filter(task_force_id__in=charges.values("task_force_id"))
    people = {person.pk: person for person in first}
    for row in team.select_related("person").order_by("rank_order", "pk"):
        people.setdefault(row.person_id, row.person)
    return list(people.values())


def road_minutes(state: OrganizationState | None) -> int | None:
    """Minutes on the road to the cell and back, from the committee's seat."""
    if state is None or state.place is None:
        return None
    return 2 * state.place.minutes_from_seat


def meetings_of(organization: Organization, scope: Scope, limit: int = 12) -> list[Meeting]:
    """The last meetings of a cell, the latest first, with `standing_reports`."""
    standing = Report.objects.standing().select_related("person").order_by("person__sort_key")
    return list(
        Meeting.objects.visible_to(scope)
        .live()
        .filter(cell=organization)
        .order_by("-planned_on", "-pk")
        .prefetch_related(Prefetch("reports", standing, to_attr="standing_reports"))[:limit]
    )
