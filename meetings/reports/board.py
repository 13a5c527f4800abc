"""The month board: totals of every team, with the cells behind them. Screen, paper and spreadsheet take the
same rows.
"""

import datetime as dt
from dataclasses import dataclass, field

from accounts.scope import Scope
from meetings.reports.facts import load_month
from meetings.reports.visits import CellMonth, Counts, cell_month
from taskforces.models import TaskForce


@dataclass
class TeamMonth:
    """A team in charge on the day of the meetings (None: no team was) and its cells in customary order."""

    team: TaskForce | None
    rows: list[CellMonth] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    @property
    def key(self) -> int:
        """The team's id, 0 for cells of no team."""
        return self.team.pk if self.team else 0


@dataclass(frozen=True)
class Board:
    month: dt.date
    teams: list[TeamMonth]
    counts: Counts

    @property
    def rows(self) -> list[CellMonth]:
        return [row for team in self.teams for row in team.rows]


def board_of(*, month: dt.date, on: dt.date, scope: Scope) -> Board:
    """Return the month as it was known on `on`, for the cells that the reader may see. Five queries.

    A team's cells are those it had on the day of each meeting: in a month in which a decision changed, the
    cells stand under the team of the decision that their meeting fell under.
    """
    facts = load_month(month=month, on=on, scope=scope)
    teams: dict[int, TeamMonth] = {}
    total = Counts()
    for cell in facts.cells:
        row = cell_month(cell, facts)
        found = teams.setdefault(row.team.pk if row.team else 0, TeamMonth(row.team))
        found.rows.append(row)
        found.counts += row.counts
        total += row.counts
    return Board(month=month, teams=sorted(teams.values(), key=_order), counts=total)


def _order(row: TeamMonth) -> tuple[bool, dt.date, int, int]:
    team = row.team
    if team is None:
        return True, dt.date.max, 0, 0
    return False, team.starts_on or dt.date.max, team.number, team.pk
