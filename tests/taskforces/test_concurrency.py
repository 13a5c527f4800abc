"""Two staff at once, on connections of their own: one succeeds, one is told; nobody waits for ever."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.db import connection

from taskforces import services
from taskforces.models import Assignment, Decision, Membership
from tests.factories import Ledger, make_ledger
from tramgdinh.database.refusals import Refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

DAY = dt.date(2019, 9, 13)


@pytest.fixture
def ledger() -> Ledger:
    return make_ledger()


def at_once(*steps: Callable[[], object]) -> list[object]:
    """Run the steps in threads that start together; of each its result, or the refusal that it met."""
    gate, results = threading.Barrier(len(steps)), [None] * len(steps)

    def work(place: int, step: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            results[place] = step()
        except Exception as error:  # the test looks at what it was
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    return results


def told(results: list[object]) -> list[Refused]:
    refusals = [result for result in results if isinstance(result, Exception)]
    assert all(isinstance(refusal, Refused) for refusal in refusals), refusals
    return refusals


def draft_of(ledger: Ledger, subject: str = "997") -> Decision:
    return services.create_draft(
        committee=ledger.district.committee, subject=subject, by=ledger.staff, today=DAY, copy_from=ledger.decision
    )


def issue(draft: Decision, ledger: Ledger, number: int) -> Decision:
    return services.issue_decision(
        decision=draft, version=draft.version, number=number, signed_on=DAY, takes_effect_on=DAY, by=ledger.staff,
        today=DAY,
    )  # fmt: skip


def test_the_same_draft_is_issued_once(ledger):
    draft = draft_of(ledger)
    copies = [Decision.objects.get(pk=draft.pk) for _ in range(2)]

    results = at_once(*(lambda one=one, n=n: issue(one, ledger, 997 + n) for n, one in enumerate(copies)))

    assert len(told(results)) == 1
    assert Decision.objects.in_force_on(DAY).count() == 1


def test_two_successors_of_one_decision(ledger):
    drafts = [draft_of(ledger, "một"), draft_of(ledger, "hai")]

    results = at_once(*(lambda d=d, n=n: issue(d, ledger, 997 + n) for n, d in enumerate(drafts)))

    assert len(told(results)) == 1
    assert Decision.objects.in_force_on(DAY).count() == 1
    assert Assignment.objects.on(DAY).in_charge().filter(cell=ledger.district.na_ao_1).count() == 1


def test_two_amendments_of_the_same_cell(ledger):
    def reassign(number: int) -> Decision:
        return services.reassign(
            cells=[ledger.district.na_ao_1], person=ledger.an, takes_effect_on=DAY, reason="x", by=ledger.staff,
            today=DAY, committee=ledger.district.committee, number=number, signed_on=DAY,
        )  # fmt: skip

    results = at_once(lambda: reassign(800), lambda: reassign(801))

    told(results)
    assert Assignment.objects.on(DAY).in_charge().filter(cell=ledger.district.na_ao_1).count() == 1


def test_amendment_while_its_base_is_replaced(ledger):
    draft = draft_of(ledger)

    def reassign() -> Decision:
        return services.reassign(
            cells=[ledger.district.na_ao_1], person=ledger.an, takes_effect_on=DAY, reason="x", by=ledger.staff,
            today=DAY, committee=ledger.district.committee, number=800, signed_on=DAY,
        )  # fmt: skip

    told(at_once(lambda: issue(draft, ledger, 997), reassign))

    for cell in ledger.district.cells:
        assert Assignment.objects.on(DAY).in_charge().filter(cell=cell).count() <= 1
    beyond = Assignment.objects.live().filter(decision__ends_on__lt=DAY, ends_on=None)
    assert not beyond.exists()


def test_the_same_step_of_a_draft_from_two_windows(ledger):
    draft = draft_of(ledger)

    def rename(subject: str) -> None:
        services.change_draft(draft=Decision.objects.get(pk=draft.pk), version=1, by=ledger.staff, subject=subject)

    results = at_once(lambda: rename("một"), lambda: rename("hai"))

    (stale,) = told(results)
    assert isinstance(stale, services.StaleDraft)
    assert Decision.objects.get(pk=draft.pk).version == 2


def test_the_same_row_corrected_twice(ledger):
    row = ledger.assignment(ledger.district.na_ao_1)

    def correct(visits: int) -> Assignment:
        wrong = Assignment.objects.get(pk=row.pk)
        return services.correct_assignment(row=wrong, reason="nhầm", by=ledger.staff, visits=visits)

    results = at_once(lambda: correct(2), lambda: correct(3))

    assert len(told(results)) == 1
    assert Assignment.objects.live().filter(cell=ledger.district.na_ao_1).count() == 1


def test_person_leaves_while_cells_are_given_to_him(ledger):
    draft = draft_of(ledger)

    results = at_once(
        lambda: issue(draft, ledger, 997),
        lambda: services.end_for_person(
            person=ledger.lan, last_day=dt.date(2019, 9, 12), basis="Điều động", by=ledger.staff
        ),
    )

    told(results)
    rows = Membership.objects.live().filter(person=ledger.lan, starts_on__isnull=False)
    assert rows.filter(decision=ledger.decision, ends_on=dt.date(2019, 9, 12)).count() == 1
