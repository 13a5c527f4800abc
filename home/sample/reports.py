"""What members reported of the meetings up to the working day. Invented, but for two lines of the source."""

import datetime as dt
import random
import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from home.sample import facts, minutes
from home.sample.book import Book
from meetings.models import Meeting, Report
from orgs.models import OrganizationState, Place
from taskforces.models import Assignment, Charge, Membership

Presence = Report.Presence
# Of a hundred meetings: not held; and not reported, by how recent they are.
NOT_HELD = 0.02
UNREPORTED = 0.01
THIS_MONTH = facts.WORKING_DAY.replace(day=1)
UNREPORTED_LATELY = {THIS_MONTH: 0.2, dt.date(2020, 1, 1): 0.04}
# What the one in charge did, who was to go: a comrade went instead, away with a reason, away without.
INSTEAD, EXCUSED, UNEXCUSED = 0.05, 0.06, 0.03
TEAM_LOOKS_IN = 0.08  # how often a cell left to the team is visited
SECRETARY = 2  # third in rank order: he gathers what cells without a named member tell the team
TOLD_COUNTS = 0.6  # how often the cell tells its counts to one who was not there


@dataclass
class Duties:
    """Who was on what, by cell, organization and team, each with the days on which it was so."""

    assignments: dict[int, list[Assignment]]
    charges: dict[int, list[Charge]]
    members: dict[int, list[Membership]]
    bases: dict[int, int]
    road: dict[int, int]

    def in_charge(self, cell: int, day: dt.date) -> Assignment | None:
        return next((row for row in self.assignments[cell] if row.is_on(day)), None)

    def team(self, cell: int, day: dt.date) -> list[Membership]:
        """The members, in rank order, of the team that has the cell's organization on the day."""
        charge = next((row for row in self.charges[self.bases[cell]] if row.is_on(day)), None)
        rows = self.members[charge.task_force_id] if charge else []
        return [row for row in rows if row.is_on(day)]


@dataclass
class Reporter:
    """Who writes the reports: chance, the duties, the members of each cell, and the person left with one to write."""

    dice: random.Random
    book: Book
    duties: Duties
    members: dict[int, int]
    shown: int

    def report(self, meeting: Meeting) -> Report | None:
        """Return what was reported of a meeting, if anything."""
        day, cell, dice = meeting.planned_on, meeting.cell_id, self.dice
        assignment, team = self.duties.in_charge(cell, day), self.duties.team(cell, day)
        if not team or self._is_unreported(meeting, assignment):
            return None
        report = Report(
            month=meeting.month,
            meeting=meeting,
            person_id=assignment.person_id if assignment else team[SECRETARY].person_id,
            client_uuid=uuid.UUID(int=dice.getrandbits(128), version=4),
            entered_at=timezone.make_aware(dt.datetime.combine(day, dt.time(21, dice.randrange(60)))),
            recorded_by=self.book.by,
        )
        if dice.random() < NOT_HELD:
            report.held, report.not_held_reason = False, dice.choice(minutes.NOT_HELD) + facts.MARK
            return report
        report.held, report.held_on = True, day
        self._say_who_went(report, meeting, assignment, team)
        self._say_what_was(report, meeting)
        return report

    def _is_unreported(self, meeting: Meeting, assignment: Assignment | None) -> bool:
        if meeting.month == THIS_MONTH and assignment is not None and assignment.person_id == self.shown:
            # The member of the demo account finds both: a cell that is done, and one that waits for him.
            mine = Assignment.objects.on(facts.WORKING_DAY).in_charge().filter(person_id=self.shown)
            return meeting.cell_id == mine.order_by("cell__order").values_list("cell_id", flat=True).last()
        return self.dice.random() < UNREPORTED_LATELY.get(meeting.month, UNREPORTED)

    def _say_who_went(
        self, report: Report, meeting: Meeting, assignment: Assignment | None, team: list[Membership]
    ) -> None:
        """Set the reporter's presence; where a comrade went instead, he is the one who reports."""
        drawn = self.dice.random()
        report.presence = Presence.ATTENDED
        if assignment is None:
            if drawn >= TEAM_LOOKS_IN or meeting.cell_id not in self.members:
                report.presence = Presence.ABSENT_EXCUSED
            return
        every_month = assignment.visits_per == Assignment.Per.MONTH
        if not every_month and (meeting.month.month + meeting.cell_id) % 3 == 0:
            report.presence = Presence.ABSENT_EXCUSED  # two visits a quarter: this month none was due
        elif drawn < INSTEAD:
            others = [row.person_id for row in team if row.person_id != assignment.person_id]
            report.person_id = self.dice.choice(others)
        elif drawn < INSTEAD + EXCUSED:
            report.presence = Presence.ABSENT_EXCUSED
        elif drawn < INSTEAD + EXCUSED + UNEXCUSED:
            report.presence = Presence.ABSENT_UNEXCUSED

    def _say_what_was(self, report: Report, meeting: Meeting) -> None:
        said = minutes.of_meeting(self.dice, meeting, self.book.names[meeting.cell_id])
        was_there = report.presence == Presence.ATTENDED
        # Of the military and the police no members are counted.
        total = self.members.get(meeting.cell_id)
        if total is not None and (was_there or self.dice.random() < TOLD_COUNTS):
            said |= minutes.counts(self.dice, total)
        if was_there:
            said["road_minutes"] = 2 * self.duties.road[meeting.cell_id]
            said["attendee_level"] = minutes.confirmed(self.dice, said["self_level"])
        for name, value in said.items():
            setattr(report, name, value)


def report_meetings(book: Book, members: dict[int, int], shown: int) -> None:
    """Report the meetings up to the working day; of the person `shown` one of February is left to be reported."""
    # The same book every time, no secret.
    reporter = Reporter(random.Random(2020), book, _duties(), members, shown)  # noqa: S311
    past = Meeting.objects.filter(planned_on__lte=facts.WORKING_DAY).order_by("month", "cell__order", "kind")
    rows = [report for meeting in past if (report := reporter.report(meeting))]
    with book.writing():
        Report.objects.bulk_create(rows, batch_size=1000)


def _duties() -> Duties:
    found = Duties(defaultdict(list), defaultdict(list), defaultdict(list), {}, {})
    for assignment in Assignment.objects.in_charge().order_by("starts_on"):
        found.assignments[assignment.cell_id].append(assignment)
    for charge in Charge.objects.order_by("starts_on"):
        found.charges[charge.organization_id].append(charge)
    for member in Membership.objects.order_by("rank_order"):
        found.members[member.task_force_id].append(member)
    ways = dict(Place.objects.values_list("pk", "minutes_from_seat"))
    cells = OrganizationState.objects.on(facts.WORKING_DAY).cells()
    for cell, base, place in cells.values_list("organization_id", "grassroots_id", "place_id"):
        found.bases[cell], found.road[cell] = base, ways[place]
    return found
