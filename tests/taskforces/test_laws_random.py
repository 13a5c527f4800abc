"""Whatever is issued, amended, corrected, revoked and ended, in whatever order: one answer for every cell and day."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgs.models import OrganizationState, Person
from taskforces import services
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, TaskForce
from taskforces.reports.answers import By, answers_on, who_answers
from taskforces.reports.cells import years_of
from tests.factories import FIRST_DAY_706, FOUNDED, Ledger, make_ledger
from tramgdinh.database.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = dt.date(2020, 2, 20)
ONE_DAY = dt.timedelta(days=1)

days = st.integers(0, 12).map(lambda month: FIRST_DAY_706 + dt.timedelta(days=30 * month))
cells = st.integers(0, 4)
people = st.integers(0, 3)
steps = st.one_of(
    st.tuples(st.just("replace"), days),
    st.tuples(st.just("reassign"), days, cells, people),
    st.tuples(st.just("release"), days, people),
    st.tuples(st.just("leave out"), days, cells),
    st.tuples(st.just("move"), days, st.integers(0, 2)),
    st.tuples(st.just("correct"), cells, people),
    st.tuples(st.just("gone"), days, people),
    st.tuples(st.just("revoke"), st.none() | days),
)


class Office:
    """Carries out random steps as staff would, always on the decision issued last that is still in force."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.by, self.numbers = ledger, ledger.staff, itertools.count(1000)
        self.committee = ledger.district.committee
        self.cells = ledger.district.cells
        self.people: list[Person] = [ledger.an, ledger.lan, ledger.binh, ledger.minh]

    def do(self, name: str, *facts) -> bool:  # type: ignore[no-untyped-def]
        """Return whether the step was taken; a refusal leaves everything as it was."""
        try:
            with transaction.atomic():
                getattr(self, name.replace(" ", "_"))(*facts)
        except (Refused, ValidationError, Nothing):
            return False
        return True

    def base(self) -> Decision:
        base = Decision.objects.issued().filter(nature="base", ends_on=None).order_by("-takes_effect_on").first()
        if base is None:
            raise Nothing
        return base

    def amending(self) -> Decision:
        return services.create_draft(
            committee=self.committee, subject="Sửa đổi", by=self.by, today=TODAY, nature="amending", amends=self.base()
        )

    def signed(self, day: dt.date) -> dt.date:
        """The day of signature: now that of effect, now a month or two later, so that later words come first too."""
        return min(day + dt.timedelta(days=30 * (next(self.numbers) % 3)), TODAY)

    def issue(self, draft: Decision, day: dt.date) -> None:
        services.issue_decision(
            decision=draft, version=draft.version, number=next(self.numbers), signed_on=self.signed(day),
            takes_effect_on=day, by=self.by, today=TODAY,
        )  # fmt: skip

    def replace(self, day: dt.date) -> None:
        draft = services.create_draft(
            committee=self.committee, subject="Thay thế", by=self.by, today=day, copy_from=self.base()
        )
        draft.replaces.set(Decision.objects.issued().filter(nature="base", ends_on=None))
        self.issue(draft, day)

    def reassign(self, day: dt.date, cell: int, person: int) -> None:
        signed_on = self.signed(day)
        made = services.reassign(
            cells=[self.cells[cell]], person=self.people[person], takes_effect_on=day, reason="x", by=self.by,
            today=TODAY, committee=self.committee, number=next(self.numbers), signed_on=signed_on,
        )  # fmt: skip
        answer = who_answers(self.cells[cell].pk, day)
        assert answer is not None
        # A decision signed later that speaks of the same day is the later word.
        if answer.decision is None or answer.decision.pk == made.pk or answer.decision.signed_on <= signed_on:
            assert (answer.by, answer.person) == (By.MEMBER, self.people[person])

    def release(self, day: dt.date, person: int) -> None:
        row = Membership.objects.open().filter(person=self.people[person]).first()
        if row is None:
            raise Nothing
        draft = self.amending()
        services.release(draft=draft, version=draft.version, by=self.by, row=row)
        self.issue(draft, day)

    def leave_out(self, day: dt.date, cell: int) -> None:
        draft, team = self.amending(), TaskForce.objects.open().first()
        if team is None:
            raise Nothing
        services.assign_cells(
            draft=draft, version=draft.version, by=self.by, task_force=team, cells=[self.cells[cell]],
            coverage="out_of_scope",
        )  # fmt: skip
        self.issue(draft, day)

    def move(self, day: dt.date, place: int) -> None:
        draft, d = self.amending(), self.ledger.district
        team = TaskForce.objects.open().order_by("-number").first()
        if team is None:
            raise Nothing
        services.put_charges(
            draft=draft, version=draft.version, by=self.by, task_force=team,
            organizations=[(d.de_tham, d.cao_minh, d.court)[place]],
        )  # fmt: skip
        self.issue(draft, day)

    def correct(self, cell: int, person: int) -> None:
        row = Assignment.objects.live().filter(cell=self.cells[cell], starts_on__isnull=False).first()
        if row is None:
            raise Nothing
        services.correct_assignment(row=row, reason="nhầm", by=self.by, person=self.people[person])

    def gone(self, day: dt.date, person: int) -> None:
        services.end_for_person(person=self.people[person], last_day=day, basis="Điều động", by=self.by)

    def revoke(self, day: dt.date | None) -> None:
        services.revoke_decision(
            decision=self.base(), last_day=day, subject="Bãi bỏ", number=next(self.numbers), signed_on=FIRST_DAY_706,
            by=self.by, today=TODAY,
        )  # fmt: skip


class Nothing(Exception):
    """There is nothing left to which the step could be done."""


def borders() -> list[dt.date]:
    """Every first day, every last day and the day after it, of every row of the book."""
    found = {FOUNDED, TODAY}
    for model in (TaskForce, Membership, Charge, Assignment, Coverage):
        for first, last in model.objects.filter(starts_on__isnull=False).values_list("starts_on", "ends_on"):
            found |= {first, first - ONE_DAY} | ({last, last + ONE_DAY} if last else set())
    return sorted(found)


def hold(office: Office) -> None:
    """Ask every question of the law on every day on which an answer could change."""
    within = dict(OrganizationState.objects.on(TODAY).cells().values_list("organization_id", "grassroots_id"))
    everyone = {cell.pk: years_of(cell.pk)[::-1] for cell in office.cells}
    for stretches in everyone.values():
        assert stretches[0].first == FOUNDED
        assert stretches[-1].last is None
        for one, next_one in itertools.pairwise(stretches):
            assert one.last is not None
            assert next_one.first == one.last + ONE_DAY
    for day in borders():
        in_charge = list(Assignment.objects.on(day).in_charge().values_list("cell_id", flat=True))
        assert len(in_charge) == len(set(in_charge))
        said = list(Coverage.objects.on(day).values_list("cell_id", flat=True))
        assert not set(in_charge) & set(said)
        charged = list(Charge.objects.on(day).values_list("organization_id", flat=True))
        assert len(charged) == len(set(charged))
        in_force = {decision.pk for decision in Decision.objects.in_force_on(day)}
        answers = answers_on(day, within)
        for cell, stretches in everyone.items():
            (stretch,) = [s for s in stretches if s.first <= day and (s.last is None or day <= s.last)]
            answer = answers[cell]
            assert answer.by == stretch.by
            if answer.decision is not None:
                assert answer.decision.pk in in_force


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(steps, min_size=1, max_size=7))
def test_every_cell_has_one_answer_on_every_day(sequence):
    with transaction.atomic():
        office = Office(make_ledger())
        for step in sequence:
            office.do(*step)
        hold(office)
        transaction.set_rollback(True)


def test_steps_are_really_taken():
    """The random test would prove nothing if every step were refused."""
    for step in (
        ("replace", dt.date(2019, 1, 1)),
        ("reassign", dt.date(2019, 2, 1), 0, 0),
        ("leave out", dt.date(2019, 3, 1), 1),
        ("move", dt.date(2019, 3, 5), 0),
        ("correct", 0, 0),
        ("release", dt.date(2019, 4, 1), 3),
        ("gone", dt.date(2019, 5, 1), 1),
        ("revoke", dt.date(2019, 6, 1)),
    ):
        with transaction.atomic():
            office = Office(make_ledger())
            assert office.do(*step), step
            hold(office)
            transaction.set_rollback(True)
