"""Events of organizations through the pages: shown first, then done with all that stands on them, or not at all."""

import datetime as dt

import pytest
from django.db import connection, transaction

from accounts.models import Role
from home.events.preview import preview_of
from home.events.services import record_event
from meetings.models import Meeting
from orgs.models import Committee, Kind, Organization, OrganizationState, Succession
from orgs.services import AlreadyEnded, Begins, Ends, GoesOn, Paper, Plan, carry_out, kept
from taskforces.models import Assignment, Charge, Coverage
from taskforces.reports.answers import By, who_answers
from tests.factories import MeetingFactory, ReportFactory, make_ledger, make_user
from tramgdinh.database.refusals import Refused

pytestmark = pytest.mark.django_db

DAY = dt.date(2020, 1, 1)
EVE = dt.date(2019, 12, 31)
PAPER = Paper("12-QĐ/HU", signed_on=dt.date(2019, 12, 20))


@pytest.fixture
def ledger():
    return make_ledger()


@pytest.fixture
def district(ledger):
    return ledger.district


def merger(district):
    """Đề Thám goes into Cao Minh: Nà Ao 1 goes on there, Nà Ao 2 ends into it."""
    return Plan(
        Committee.objects.get(pk=district.committee.pk),
        Succession.Event.MERGE,
        DAY,
        PAPER,
        ends=(Ends(district.de_tham, into=(district.cao_minh,)), Ends(district.na_ao_2, into=(district.na_ao_1,))),
        goes_on=(GoesOn(district.na_ao_1, parent=district.cao_minh),),
    )


def test_record_event_ends_what_stands_on_it_the_day_before(ledger, district):
    event = record_event(plan=merger(district), by=ledger.staff)

    charge = Charge.objects.get(organization=district.de_tham)
    coverage = Coverage.objects.get(cell=district.na_ao_2)
    for row in (charge, coverage):
        assert (row.ends_on, row.end_reason, row.ended_by_event_id) == (EVE, "organization_ended", event.pk)
    assert Charge.objects.get(organization=district.cao_minh).ends_on is None


def test_record_event_keeps_one_answer_for_every_cell_and_day(ledger, district):
    record_event(plan=merger(district), by=ledger.staff)

    assert who_answers(district.na_ao_2.pk, EVE).team == ledger.team_1
    assert who_answers(district.na_ao_2.pk, DAY) is None
    # A named member goes on until an amending decision says otherwise; the preview warns.
    assert who_answers(district.na_ao_1.pk, DAY).person == ledger.lan


def test_record_event_ends_an_assignment_with_its_cell(ledger, district):
    plan = Plan(district.committee, Succession.Event.END, DAY, PAPER, ends=(Ends(district.na_ao_1),))

    record_event(plan=plan, by=ledger.staff)

    assert ledger_assignment(district.na_ao_1).ends_on == EVE
    assert who_answers(district.na_ao_1.pk, EVE).person == ledger.lan


def ledger_assignment(cell):
    return Assignment.objects.live().get(cell=cell)


def test_record_event_voids_planned_meetings_and_keeps_reported_ones(ledger, district):
    planned = MeetingFactory(cell=district.na_ao_2, month=dt.date(2020, 2, 1))
    reported = MeetingFactory(cell=district.na_ao_2, month=dt.date(2020, 1, 1))
    ReportFactory(meeting=reported)
    before = MeetingFactory(cell=district.na_ao_2, month=dt.date(2019, 12, 1))

    record_event(plan=merger(district), by=ledger.staff)

    assert set(Meeting.objects.filter(voided_at=None)) == {reported, before}
    assert Meeting.objects.get(pk=planned.pk).void_reason != ""


def test_record_event_twice_is_refused_and_changes_nothing(ledger, district):
    record_event(plan=merger(district), by=ledger.staff)
    before = OrganizationState.objects.count(), Succession.objects.count()

    with pytest.raises(AlreadyEnded):
        record_event(plan=merger(district), by=ledger.staff)
    assert (OrganizationState.objects.count(), Succession.objects.count()) == before


def test_cell_that_grows_into_a_committee_loses_its_coverage_but_keeps_its_team(ledger, district):
    plan = Plan(
        district.committee,
        Succession.Event.CHANGE_KIND,
        DAY,
        PAPER,
        goes_on=(GoesOn(district.court, kind=Kind.BASE_COMMITTEE, name="Đảng bộ Toà án"),),
        begins=(Begins("a", "Chi bộ Văn phòng", Kind.CELL, district.court),),
    )

    record_event(plan=plan, by=ledger.staff)

    assert Coverage.objects.get(cell=district.court).ends_on == EVE
    cell = OrganizationState.objects.on(DAY).get(name="Chi bộ Văn phòng").organization_id
    answer = who_answers(cell, DAY)
    assert (answer.by, answer.team) == (By.TEAM, ledger.team_2)


def test_cell_that_stands_lower_from_now_on_loses_the_team_of_its_own(ledger, district):
    plan = Plan(
        district.committee,
        Succession.Event.CHANGE_KIND,
        DAY,
        PAPER,
        goes_on=(GoesOn(district.court, kind=Kind.CELL, parent=district.de_tham),),
    )

    record_event(plan=plan, by=ledger.staff)

    assert Charge.objects.get(organization=district.court).ends_on == EVE
    assert who_answers(district.court.pk, DAY).team == ledger.team_1


def test_preview_names_what_ends_and_whom_a_decision_must_settle(ledger, district):
    MeetingFactory(cell=district.na_ao_2, month=dt.date(2020, 2, 1))

    preview = preview_of(merger(district))

    assert [line.label for line in preview.goes] == ["Đảng bộ xã Đề Thám", "Chi bộ thôn Nà Ao 2"]
    assert [(line.before, line.after) for line in preview.moves] == [("Đảng bộ xã Đề Thám", "Đảng bộ xã Cao Minh")]
    assert len(preview.ends) == 2
    assert len(preview.meetings) == 1
    assert len(preview.warnings) == 1
    assert ledger.lan.full_name in preview.warnings[0]


def test_preview_writes_nothing(district):
    before = OrganizationState.objects.count(), Succession.objects.count()

    preview_of(merger(district))

    assert (OrganizationState.objects.count(), Succession.objects.count()) == before


# ---- pages

NEW = "/organizations/events/new/"


@pytest.fixture
def staff(client, ledger):
    client.force_login(ledger.staff)
    return ledger.staff


def post_rename(client, organization, **more):
    facts = {"name": "Chi bộ Toà án", "takes_effect_on": "1/1/2020", "decision_number": "12-QĐ/HU"}
    return client.post(f"{NEW}rename/?organization={organization.pk}", facts | more)


@pytest.mark.usefixtures("staff")
def test_event_new_offers_what_fits(client, district):
    of_cell = client.get(NEW, {"organization": district.na_ao_1.pk})
    of_root = client.get(NEW)

    def events(response):
        return [choice["url"].split("/")[4] for choice in response.context["choices"]]

    assert events(of_cell) == ["rename", "move", "change_kind", "merge", "split", "end"]
    assert events(of_root) == ["found", "rename"]


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("event", ["found", "end", "rename", "move", "change_kind", "merge", "split"])
def test_event_record_opens(client, district, event):
    organization = district.na_ao_1 if event == "move" else district.de_tham

    assert client.get(f"{NEW}{event}/?organization={organization.pk}").status_code == 200


@pytest.mark.usefixtures("staff")
def test_event_of_moving_is_not_there_for_what_stands_under_the_root(client, district):
    assert client.get(f"{NEW}move/?organization={district.de_tham.pk}").status_code == 404


@pytest.mark.usefixtures("staff")
def test_event_record_shows_first_then_does(client, district):
    shown = post_rename(client, district.court)
    assert not Succession.objects.filter(event="rename").exists()

    done = post_rename(client, district.court, mark=shown.context["preview"].mark)

    assert done.status_code == 302
    assert OrganizationState.objects.on(DAY).get(organization=district.court).name == "Chi bộ Toà án"


@pytest.mark.usefixtures("staff")
def test_event_record_sent_twice_is_done_once(client, district):
    mark = post_rename(client, district.court).context["preview"].mark
    post_rename(client, district.court, mark=mark)

    again = post_rename(client, district.court, mark=mark)

    assert again.status_code == 200
    assert Succession.objects.filter(event="rename").count() == 1
    assert len(again.context["form"].non_field_errors()) == 1


@pytest.mark.usefixtures("staff")
def test_event_record_shows_again_when_the_book_has_changed_since(client, ledger, district):
    mark = post_rename(client, district.court).context["preview"].mark
    record_event(plan=merger(district), by=ledger.staff)

    response = post_rename(client, district.court, mark=mark)

    assert response.context["preview"].mark != mark
    assert not Succession.objects.filter(event="rename").exists()


@pytest.mark.usefixtures("staff")
def test_event_record_can_be_typed_anew(client, district):
    response = post_rename(client, district.court, change="1")

    assert "preview" not in response.context
    assert response.context["form"]["name"].value() == "Chi bộ Toà án"


@pytest.mark.usefixtures("staff")
def test_event_record_says_what_is_refused(client, district):
    response = client.post(
        f"{NEW}end/?organization={district.de_tham.pk}",
        {"takes_effect_on": "1/1/2020", "decision_number": "12-QĐ/HU"},
    )

    assert "Nà Ao 1" in response.context["form"].non_field_errors()[0]


@pytest.mark.usefixtures("staff")
def test_event_record_refuses_a_day_that_does_not_exist(client, district):
    response = post_rename(client, district.court, takes_effect_on="31/9/2019")

    assert "31/9/2019" in response.context["form"].errors["takes_effect_on"][0]


@pytest.mark.usefixtures("staff")
def test_split_asks_of_each_cell_then_shows_then_does(client, district):
    address = f"{NEW}split/?organization={district.de_tham.pk}"
    facts = {
        "ends": [district.de_tham.pk],
        "into": [district.cao_minh.pk],
        "new": "Đảng bộ xã Nà Ao",
        "takes_effect_on": "1/1/2020",
        "decision_number": "12-QĐ/HU",
    }
    asked = client.post(address, facts)
    assert [row["name"] for row in asked.context["form"].cell_rows()] == [
        "Chi bộ thôn Nà Ao 1",
        "Chi bộ thôn Nà Ao 2",
    ]

    facts |= {
        f"fate-{district.na_ao_1.pk}": f"to-{district.cao_minh.pk}",
        f"fate-{district.na_ao_2.pk}": "new-0",
        f"name-{district.na_ao_2.pk}": "Chi bộ thôn Nà Ao",
    }
    shown = client.post(address, facts)
    done = client.post(address, facts | {"mark": shown.context["preview"].mark})

    assert done.status_code == 302
    after = dict(OrganizationState.objects.on(DAY).values_list("organization_id", "parent_id"))
    new = Organization.objects.get(founded_on=DAY)
    assert after[district.na_ao_1.pk] == district.cao_minh.pk
    assert after[district.na_ao_2.pk] == new.pk
    assert OrganizationState.objects.on(DAY).get(organization=district.na_ao_2).name == "Chi bộ thôn Nà Ao"
    assert district.de_tham.pk not in after


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, Role.ADMINISTRATOR, None])
def test_event_pages_are_staffs_alone(client, ledger, district, role):
    client.force_login(make_user(role, district.committee))

    assert client.get(NEW).status_code == 404
    assert post_rename(client, district.court).status_code == 404


def test_event_of_another_committee_is_404(client, district):
    client.force_login(make_user(Role.STAFF))

    assert client.get(NEW, {"organization": district.court.pk}).status_code == 404


@pytest.mark.usefixtures("staff")
def test_event_of_an_unknown_kind_is_404(client):
    assert client.get(f"{NEW}correct/").status_code == 404
    assert client.get(f"{NEW}nothing/").status_code == 404


@pytest.mark.database
def test_organization_does_not_end_under_a_charge(ledger, district):
    """The law itself, without the service: the day an organization ends, nothing may stand on it beyond."""
    plan = Plan(district.committee, Succession.Event.END, DAY, PAPER, ends=(Ends(district.court),))
    with pytest.raises(Refused), transaction.atomic(), kept():
        carry_out(plan=plan, by=ledger.staff)
    assert connection.in_atomic_block
