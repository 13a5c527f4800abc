"""What comes, goes and moves if a draft takes effect on a day, against what is in force: people,
organizations, cells.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from orgs.models import Person
from taskforces.models import Assignment, Decision, Membership, TaskForce
from taskforces.reports.labels import Label, labels_on
from taskforces.rules import Outcome, Rows, outcome
from tramgdinh.text.sorting import sort_key


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: what comes or goes (`detail`), or what it was and becomes (`before`, `after`)."""

    label: str
    detail: str = ""
    before: str = ""
    after: str = ""
    url: str = ""


@dataclass(frozen=True)
class Part:
    """Comes, goes, moves of one kind of thing, each in alphabetical order."""

    comes: list[Line] = field(default_factory=list)
    goes: list[Line] = field(default_factory=list)
    moves: list[Line] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.comes or self.goes or self.moves)

    def __len__(self) -> int:
        return len(self.comes) + len(self.goes) + len(self.moves)


@dataclass(frozen=True)
class Difference:
    """Everything together (`comes`, `goes`, `moves`), and by kind."""

    teams: Part
    people: Part
    organizations: Part
    cells: Part

    @property
    def parts(self) -> tuple[Part, ...]:
        return (self.teams, self.people, self.organizations, self.cells)

    @property
    def comes(self) -> list[Line]:
        return [line for part in self.parts for line in part.comes]

    @property
    def goes(self) -> list[Line]:
        return [line for part in self.parts for line in part.goes]

    @property
    def moves(self) -> list[Line]:
        return [line for part in self.parts for line in part.moves]

    def __bool__(self) -> bool:
        return any(self.parts)


def difference(draft: Decision, day: dt.date, *, result: Outcome | None = None) -> Difference:
    """Return what `draft` would change on `day`: three queries beside those of `outcome`.

    A team that continues an earlier one is the same team, so its members and cells have not moved.
    """
    result = result or outcome(draft, day)
    before, after = result.before, result.after
    names = _Names(before, after, day)
    return Difference(
        teams=names.compare(names.teams(before), names.teams(after), names.team_label),
        people=names.compare(names.people_in(before), names.people_in(after), names.person),
        organizations=names.compare(names.charged(before), names.charged(after), names.organization),
        cells=names.compare(names.answers(before), names.answers(after), names.organization),
    )


class _Names:
    """What the ids of both sides are called; teams by the earliest that they continue, so both sides speak
    of one.
    """

    def __init__(self, before: Rows, after: Rows, day: dt.date) -> None:
        self.day = day
        self._teams = {team.pk: team for team in (*before.teams, *after.teams)}
        ids = before.organization_ids | after.organization_ids
        self._labels: Mapping[int, Label] = labels_on(ids, day) if ids else {}
        people = before.person_ids | after.person_ids
        rows = Person.objects.filter(pk__in=people)
        self._people: dict[int, str] = {person.pk: person.full_name for person in rows}

    def same(self, team_id: int) -> int:
        team = self._teams.get(team_id)
        return team.continues_id if team and team.continues_id in self._teams else team_id

    def team(self, team_id: int) -> str:
        team: TaskForce | None = self._teams.get(team_id)
        return str(team) if team else ""

    def team_label(self, key: int) -> str:
        return self.team(key)

    def person(self, key: int) -> str:
        return self._people.get(key, "")

    def organization(self, key: int) -> str:
        label = self._labels.get(key)
        return label.long_name if label else ""

    def teams(self, rows: Rows) -> dict[int, frozenset[tuple[object, str]]]:
        return {self.same(team.pk): frozenset({(str(team), str(team))}) for team in rows.teams}

    def people_in(self, rows: Rows) -> dict[int, frozenset[tuple[object, str]]]:
        found: dict[int, set[tuple[object, str]]] = defaultdict(set)
        for row in rows.memberships:
            key = (self.same(row.task_force_id), row.role)
            found[row.person_id].add((key, self._served(row)))
        return {person: frozenset(served) for person, served in found.items()}

    def _served(self, row: Membership) -> str:
        return f"{self.team(row.task_force_id)}, {row.get_role_display()}"

    def charged(self, rows: Rows) -> dict[int, frozenset[tuple[object, str]]]:
        return {
            row.organization_id: frozenset({(self.same(row.task_force_id), self.team(row.task_force_id))})
            for row in rows.charges
        }

    def answers(self, rows: Rows) -> dict[int, frozenset[tuple[object, str]]]:
        """Of each cell: who is in charge and how often, else what is said of it."""
        found: dict[int, frozenset[tuple[object, str]]] = {
            row.cell_id: frozenset({((self.same(row.task_force_id), row.kind), str(row.get_kind_display()))})
            for row in rows.coverages
        }
        for row in rows.in_charge:
            found[row.cell_id] = frozenset({((row.person_id, row.visits, row.visits_per), self._visited(row))})
        return found

    def _visited(self, row: Assignment) -> str:
        return _("%(person)s, %(visits)s × %(per)s") % {
            "person": self.person(row.person_id),
            "visits": row.visits,
            "per": row.get_visits_per_display(),
        }

    def compare(self, before, after, label) -> Part:  # type: ignore[no-untyped-def]
        part = Part()
        for key in before.keys() | after.keys():
            was, becomes = before.get(key), after.get(key)
            if was is None:
                part.comes.append(Line(label(key), _words(becomes)))
            elif becomes is None:
                part.goes.append(Line(label(key), _words(was)))
            elif {identity for identity, _text in was} != {identity for identity, _text in becomes}:
                part.moves.append(Line(label(key), before=_words(was), after=_words(becomes)))
        for lines in (part.comes, part.goes, part.moves):
            lines.sort(key=lambda line: sort_key(line.label))
        return part


def _words(facts: frozenset[tuple[object, str]]) -> str:
    return "; ".join(sorted(text for _identity, text in facts))
