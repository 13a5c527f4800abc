"""The rules that a decision lays down, and where what it lays down breaks them, with the numbers."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from orgs.models import OrganizationState, Person, Sector
from taskforces.models import Decision, DecisionRule, TaskForce
from taskforces.rules.outcome import Outcome, outcome
from taskforces.rules.rows import Rows

Code, Mode = DecisionRule.Code, DecisionRule.Mode


@dataclass(frozen=True)
class Breach:
    """One rule broken by one team or person."""

    code: str
    mode: str
    who: str
    number: int
    minimum: int | None
    maximum: int | None
    team_id: int | None = None
    person_id: int | None = None

    @property
    def blocks(self) -> bool:
        return self.mode == Mode.BLOCK

    @property
    def limits(self) -> str:
        """The rule's numbers in words: "10–15", "at most 1", "at least 3"."""
        if self.minimum is None:
            return _("at most %(number)s") % {"number": self.maximum}
        if self.maximum is None:
            return _("at least %(number)s") % {"number": self.minimum}
        return f"{self.minimum}–{self.maximum}"

    @property
    def sentence(self) -> str:
        sentences = {
            Code.TEAM_SIZE: _("%(who)s has %(number)s members (rule: %(limits)s)."),
            Code.CELLS_PER_MEMBER: _("%(who)s has %(number)s cells (rule: %(limits)s)."),
            Code.TEAMS_PER_PERSON: _("%(who)s is in %(number)s teams (rule: %(limits)s)."),
        }
        return sentences[Code(self.code)] % {"who": self.who, "number": self.number, "limits": self.limits}


def broken_rules(draft: Decision, day: dt.date, *, result: Outcome | None = None) -> list[Breach]:
    """Return where `draft`, taking effect on `day`, breaks its own rules; those that block first.

    The number of members is asked only of teams that have a commune's or township's committee, and of teams
    that have no organization yet: the source says it of those alone (domain.md §1).
    """
    rules = [rule for rule in draft.rules.all() if rule.mode != Mode.ALLOW]
    rows = (result or outcome(draft, day)).after
    counts = _counts(rows, day)
    found = [
        (rule, key, number)
        for rule in rules
        for key, number in counts[rule.code].items()
        if (rule.minimum is not None and number < rule.minimum) or (rule.maximum is not None and number > rule.maximum)
    ]
    names = _names(found)
    teams = {team.pk: team for team in rows.teams}
    breaches = [_breach(rule, key, number, names, teams) for rule, key, number in found]
    return sorted(breaches, key=lambda breach: (not breach.blocks, breach.code, breach.who))


type _Found = list[tuple[DecisionRule, int, int]]


def _counts(rows: Rows, day: dt.date) -> dict[str, dict[int, int]]:
    members: dict[int, set[int]] = {team.pk: set() for team in rows.teams}
    teams: dict[int, set[int]] = defaultdict(set)
    for row in rows.memberships:
        members.setdefault(row.task_force_id, set()).add(row.person_id)
        teams[row.person_id].add(row.task_force_id)
    measured = _of_communes(rows, day)
    cells = Counter(row.person_id for row in rows.in_charge)
    return {
        Code.TEAM_SIZE: {team: len(people) for team, people in members.items() if team in measured},
        Code.CELLS_PER_MEMBER: {person: cells[person] for person in teams},
        Code.TEAMS_PER_PERSON: {person: len(of) for person, of in teams.items()},
    }


def _of_communes(rows: Rows, day: dt.date) -> set[int]:
    """Teams that have a commune's or township's committee, or nothing yet."""
    charged = {row.organization_id: row.task_force_id for row in rows.charges}
    communes = OrganizationState.objects.on(day).filter(
        organization_id__in=charged, sector__in=[Sector.COMMUNE, Sector.TOWNSHIP]
    )
    of_communes = {charged[pk] for pk in communes.values_list("organization_id", flat=True)}
    without = {team.pk for team in rows.teams} - set(charged.values())
    return of_communes | without


def _names(found: _Found) -> dict[int, str]:
    people = {key for rule, key, _number in found if rule.code != Code.TEAM_SIZE}
    return {person.pk: person.full_name for person in Person.objects.filter(pk__in=people)} if people else {}


def _breach(rule: DecisionRule, key: int, number: int, names: dict[int, str], teams: dict[int, TaskForce]) -> Breach:
    of_team = rule.code == Code.TEAM_SIZE
    return Breach(
        code=rule.code,
        mode=rule.mode,
        who=str(teams[key]) if of_team else names[key],
        number=number,
        minimum=rule.minimum,
        maximum=rule.maximum,
        team_id=key if of_team else None,
        person_id=None if of_team else key,
    )
