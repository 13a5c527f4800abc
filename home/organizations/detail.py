"""One organization on a day: what it is, where it stands, what it has below it with who answers for each."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from accounts.scope import Scope
from orgs.models import CELL_KINDS, GRASSROOTS_KINDS, Kind, Organization, OrganizationState
from orgs.reports.life import Records, records_on
from taskforces.reports.answers import Answer, answers_on


@dataclass(frozen=True, slots=True)
class Below:
    """A body that stands in the organization, with who answers for it."""

    state: OrganizationState
    answer: Answer


@dataclass(frozen=True, slots=True)
class Detail:
    """The organization as of a day; `state` is None when it is not there, `last` is what it was nearest to the day."""

    organization: Organization
    state: OrganizationState | None
    last: OrganizationState
    answer: Answer | None
    below: list[Below]
    records: Records

    @property
    def is_cell(self) -> bool:
        return self.state is not None and self.state.kind in CELL_KINDS

    @property
    def is_root(self) -> bool:
        return self.last.kind == Kind.ROOT

    @property
    def named(self) -> int:
        """How many of the cells below have a member in charge."""
        return sum(row.answer.person is not None for row in self.below)

    @property
    def cells(self) -> int:
        return sum(row.state.kind in CELL_KINDS for row in self.below)


def detail_on(*, organization: Organization, day: dt.date, scope: Scope) -> Detail:
    """Return the organization as of `day`; a constant number of queries."""
    states = OrganizationState.objects.live().filter(organization=organization).select_related("place")
    state = states.on(day).with_parents(day).first()
    last = state or states.with_parents(day).filter(starts_on__lte=day).order_by("-starts_on").first()
    last = last or states.with_parents(day).order_by("starts_on").first()
    assert last is not None  # noqa: S101 - an organization is founded with its first state
    below: list[OrganizationState] = []
    answers: dict[int, Answer] = {}
    if state is not None and state.kind != Kind.ROOT:
        below = _below(organization, state, day, scope)
        asked = {row.organization_id: row.grassroots_id for row in below}
        answers = answers_on(day, asked | {organization.pk: state.grassroots_id})
    return Detail(
        organization=organization,
        state=state,
        last=last,
        answer=answers.get(organization.pk),
        below=[Below(row, answers[row.organization_id]) for row in below],
        records=records_on(organization, day),
    )


def _below(organization: Organization, state: OrganizationState, day: dt.date, scope: Scope) -> list[OrganizationState]:
    within = Q(parent=organization)
    if state.kind in GRASSROOTS_KINDS:
        within |= Q(grassroots=organization)
    rows = OrganizationState.objects.visible_to(scope).on(day).filter(within).exclude(organization=organization)
    return list(rows.with_parents(day).customary())
