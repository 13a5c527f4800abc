"""Cells without a named member: forgotten, left to the team, out of scope. Only the first are *chưa phân
công*.
"""

import datetime as dt
from dataclasses import dataclass

from orgs.models import Committee
from taskforces.models import Assignment, Charge, Coverage, Decision, TaskForce
from taskforces.reports.labels import Label, labels_on
from taskforces.rules import Outcome, cells_within, outcome
from tramgdinh.text.sorting import sort_key


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell, and the team that has its organization."""

    cell: Label
    team: TaskForce | None


@dataclass(frozen=True)
class CoverageReport:
    """The four lists together are all cells of the organizations that teams have."""

    named: list[CellLine]
    left: list[CellLine]
    outside: list[CellLine]
    forgotten: list[CellLine]

    @property
    def cells(self) -> int:
        return len(self.named) + len(self.left) + len(self.outside) + len(self.forgotten)


def coverage_of_draft(draft: Decision, day: dt.date, *, result: Outcome | None = None) -> CoverageReport:
    """Return what stands of each cell once `draft` has taken effect on `day`."""
    rows = (result or outcome(draft, day)).after
    teams = {team.pk: team for team in rows.teams}
    return _report(
        day,
        charged={row.organization_id: row.task_force_id for row in rows.charges},
        named={row.cell_id for row in rows.in_charge},
        said={row.cell_id: row.kind for row in rows.coverages},
        teams=teams,
    )


def coverage_on(committee: Committee, day: dt.date) -> CoverageReport:
    """Return what is in force for each cell of the committee on `day`; seven queries."""
    of_committee = {"decision__committee": committee}
    teams = {team.pk: team for team in TaskForce.objects.on(day).filter(**of_committee)}
    charges = Charge.objects.on(day).filter(**of_committee)
    return _report(
        day,
        charged=dict(charges.values_list("organization_id", "task_force_id")),
        named=set(Assignment.objects.on(day).in_charge().filter(**of_committee).values_list("cell_id", flat=True)),
        said=dict(Coverage.objects.on(day).filter(**of_committee).values_list("cell_id", "kind")),
        teams=teams,
    )


def _report(
    day: dt.date,
    *,
    charged: dict[int, int],
    named: set[int],
    said: dict[int, str],
    teams: dict[int, TaskForce],
) -> CoverageReport:
    within = cells_within(charged, day)
    labels = labels_on(within, day)
    report = CoverageReport([], [], [], [])
    kinds = {Coverage.Kind.TEAM.value: report.left, Coverage.Kind.OUT_OF_SCOPE.value: report.outside}
    for cell, organization in within.items():
        lines = report.named if cell in named else kinds.get(said.get(cell, ""), report.forgotten)
        lines.append(CellLine(labels[cell], teams.get(charged[organization])))
    for lines in (report.named, report.left, report.outside, report.forgotten):
        lines.sort(key=lambda line: (line.team.number if line.team else 0, sort_key(line.cell.long_name)))
    return report
