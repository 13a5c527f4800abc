"""Two of the staff record events at once: one succeeds, one is told."""

import datetime as dt
import threading

import pytest
from django.db import connection

from home.events.services import record_event
from orgs.models import Kind, OrganizationState, Succession
from orgs.services import Begins, Ends, GoesOn, Paper, Plan
from tests.factories import make_ledger
from tramgdinh.database.refusals import Refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]

DAY = dt.date(2020, 1, 1)
PAPER = Paper("12-QĐ/HU")


def at_once(*plans, by):
    """Carry the plans out in threads with connections of their own; return what each came to."""
    start = threading.Barrier(len(plans))
    outcomes = [None] * len(plans)

    def run(place, plan):
        try:
            start.wait(timeout=10)
            outcomes[place] = record_event(plan=plan, by=by)
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(plans)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def test_two_endings_of_one_organization_at_once():
    ledger = make_ledger()
    court = ledger.district.court
    plan = Plan(ledger.district.committee, Succession.Event.END, DAY, PAPER, ends=(Ends(court),))

    outcomes = at_once(plan, plan, by=ledger.staff)

    assert sum(isinstance(each, Succession) for each in outcomes) == 1
    assert sum(isinstance(each, Refused) for each in outcomes) == 1
    assert Succession.objects.filter(event="end").count() == 1


def test_two_foundings_of_one_name_in_two_communes_at_once_get_two_codes():
    ledger = make_ledger()
    district = ledger.district
    plans = [
        Plan(
            district.committee,
            Succession.Event.FOUND,
            DAY,
            PAPER,
            begins=(Begins("new", "Chi bộ thôn 1", Kind.CELL, parent),),
        )
        for parent in (district.de_tham, district.cao_minh)
    ]

    outcomes = at_once(*plans, by=ledger.staff)

    assert all(isinstance(each, Succession) for each in outcomes)
    codes = OrganizationState.objects.filter(name="Chi bộ thôn 1").values_list("organization__code", flat=True)
    assert set(codes) == {"chi-bo-thon-1", "chi-bo-thon-1-2"}


def test_two_moves_of_one_cell_at_once():
    ledger = make_ledger()
    district = ledger.district
    plans = [
        Plan(district.committee, Succession.Event.RENAME, DAY, PAPER, goes_on=(GoesOn(district.court, name=name),))
        for name in ("Chi bộ A", "Chi bộ A")
    ]

    outcomes = at_once(*plans, by=ledger.staff)

    assert sum(isinstance(each, Succession) for each in outcomes) == 1
    assert OrganizationState.objects.on(DAY).get(organization=district.court).name == "Chi bộ A"
