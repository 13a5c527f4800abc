"""Founding, ending, renaming, moving, changing kind, merging, splitting: all or nothing, and the second time."""

import datetime as dt

import pytest

from orgs import services
from orgs.models import Kind, Organization, OrganizationState, Sector, Succession, SuccessionPart
from orgs.services import Begins, Ends, GoesOn, Paper
from tests.factories import (
    FOUNDED,
    MeetingPatternFactory,
    OfficeFactory,
    UserFactory,
    make_district,
    make_organization,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2020, 1, 1)
EVE = dt.date(2019, 12, 31)
PAPER = Paper("12-QĐ/HU", signed_on=dt.date(2019, 12, 20), resolution="818/NQ-UBTVQH14")


@pytest.fixture
def district():
    return make_district()


@pytest.fixture
def staff():
    return UserFactory(username="chuyenvien")


def on(day, organization):
    return OrganizationState.objects.on(day).get(organization=organization)


def names(day):
    return set(OrganizationState.objects.on(day).values_list("name", flat=True))


def test_found_organization_begins_on_its_day(district, staff):
    new = services.found_organization(
        committee=district.committee,
        name="Chi bộ Trường THCS Đề Thám",
        kind=Kind.BASE_CELL,
        parent=district.root,
        sector=Sector.SCHOOL,
        takes_effect_on=DAY,
        paper=PAPER,
        by=staff,
    )

    assert (new.code, new.founded_on, new.ended_on) == ("chi-bo-truong-thcs-de-tham", DAY, None)
    assert on(DAY, new).grassroots_id == new.pk
    assert not OrganizationState.objects.on(EVE).filter(organization=new).exists()
    assert list(new.parts.values_list("fate", "succession__decision_number")) == [("begins", "12-QĐ/HU")]


def test_found_organization_twice_is_refused(district, staff):
    facts = {
        "committee": district.committee,
        "name": "Chi bộ thôn Hang Đông",
        "kind": Kind.CELL,
        "parent": district.de_tham,
        "takes_effect_on": DAY,
        "paper": PAPER,
        "by": staff,
    }
    services.found_organization(**facts)

    with pytest.raises(services.AlreadyThere):
        services.found_organization(**facts | {"name": "Chi bộ thôn  hang đông"})
    assert Organization.objects.filter(founded_on=DAY).count() == 1


def test_same_name_under_another_parent_gets_another_code(district, staff):
    codes = [
        services.found_organization(
            committee=district.committee,
            name="Chi bộ thôn 1",
            kind=Kind.CELL,
            parent=parent,
            takes_effect_on=DAY,
            paper=PAPER,
            by=staff,
        ).code
        for parent in (district.de_tham, district.cao_minh)
    ]

    assert codes == ["chi-bo-thon-1", "chi-bo-thon-1-2"]


def test_cell_under_the_root_is_refused(district, staff):
    with pytest.raises(services.WrongParent):
        services.found_organization(
            committee=district.committee,
            name="Chi bộ lạ",
            kind=Kind.CELL,
            parent=district.root,
            takes_effect_on=DAY,
            paper=PAPER,
            by=staff,
        )
    assert not Succession.objects.filter(takes_effect_on=DAY).exists()


def test_end_organization_ends_its_offices_and_pattern_the_day_before(district, staff):
    office = OfficeFactory(organization=district.court, recorded_by=staff)
    later = OfficeFactory(organization=district.court, starts_on=dt.date(2021, 1, 1), title="deputy_secretary")
    pattern = MeetingPatternFactory(organization=district.court)

    event = services.end_organization(organization=district.court, takes_effect_on=DAY, paper=PAPER, by=staff)

    for row in (office, later, pattern, district.court):
        row.refresh_from_db()
    assert (district.court.ended_on, district.court.ended_under_id) == (EVE, event.pk)
    assert (office.ends_on, pattern.ends_on) == (EVE, EVE)
    assert later.voided_at is not None
    assert "Chi bộ Toà án nhân dân huyện" in names(EVE)
    assert "Chi bộ Toà án nhân dân huyện" not in names(DAY)


def test_end_organization_twice_is_refused(district, staff):
    services.end_organization(organization=district.court, takes_effect_on=DAY, paper=PAPER, by=staff)

    with pytest.raises(services.AlreadyEnded):
        services.end_organization(organization=district.court, takes_effect_on=DAY, paper=PAPER, by=staff)


def test_end_organization_with_cells_left_is_refused_and_names_them(district, staff):
    with pytest.raises(services.LeftBehind, match="Nà Ao 1, Chi bộ thôn Nà Ao 2"):
        services.end_organization(organization=district.de_tham, takes_effect_on=DAY, paper=PAPER, by=staff)
    district.de_tham.refresh_from_db()
    assert district.de_tham.ended_on is None


def test_end_organization_with_all_below(district, staff):
    services.end_organization(
        organization=district.de_tham,
        below=[district.na_ao_1, district.na_ao_2],
        takes_effect_on=DAY,
        paper=PAPER,
        by=staff,
    )

    assert Organization.objects.alive_on(DAY).count() == Organization.objects.alive_on(EVE).count() - 3


def test_rename_keeps_the_identity_and_the_old_name_of_old_days(district, staff):
    services.rename_organization(
        organization=district.de_tham,
        name="Đảng bộ xã Đề Thám mới",
        takes_effect_on=DAY,
        paper=PAPER,
        by=staff,
    )

    assert on(EVE, district.de_tham).name == "Đảng bộ xã Đề Thám"
    assert on(DAY, district.de_tham).name == "Đảng bộ xã Đề Thám mới"
    assert on(DAY, district.na_ao_1).starts_on == FOUNDED


def test_rename_twice_says_that_nothing_changes(district, staff):
    facts = {"organization": district.court, "name": "Chi bộ Toà án", "takes_effect_on": DAY, "paper": PAPER}
    services.rename_organization(**facts, by=staff)

    with pytest.raises(services.NothingChanges):
        services.rename_organization(**facts, by=staff)
    assert district.court.states.count() == 2


def test_change_before_a_recorded_one_is_refused(district, staff):
    services.rename_organization(
        organization=district.court, name="Chi bộ Toà án", takes_effect_on=DAY, paper=PAPER, by=staff
    )

    with pytest.raises(services.LaterChange):
        services.rename_organization(
            organization=district.court, name="Chi bộ khác", takes_effect_on=EVE, paper=PAPER, by=staff
        )


def test_two_changes_of_one_day_void_the_first(district, staff):
    services.rename_organization(
        organization=district.court, name="Chi bộ A", takes_effect_on=DAY, paper=PAPER, by=staff
    )
    services.rename_organization(
        organization=district.court, name="Chi bộ B", takes_effect_on=DAY, paper=PAPER, by=staff
    )

    assert on(DAY, district.court).name == "Chi bộ B"
    assert list(district.court.states.filter(voided_at__isnull=False).values_list("name", flat=True)) == ["Chi bộ A"]


def test_move_takes_all_below_to_the_new_grassroots_organization(district, staff):
    section = make_organization(name="Đảng bộ bộ phận Nà Ao", kind=Kind.SECTION, parent=district.de_tham)
    below = make_organization(name="Chi bộ tổ 1", parent=section)

    services.move_organization(
        organization=section, parent=district.cao_minh, takes_effect_on=DAY, paper=PAPER, by=staff
    )

    assert on(EVE, below).grassroots_id == district.de_tham.pk
    assert on(DAY, below).grassroots_id == district.cao_minh.pk
    assert (on(DAY, below).name, on(DAY, below).parent_id) == ("Chi bộ tổ 1", section.pk)
    assert list(SuccessionPart.objects.filter(succession__event="move").values_list("organization", flat=True)) == [
        section.pk
    ]


def test_move_under_itself_is_refused(district, staff):
    section = make_organization(name="Đảng bộ bộ phận Nà Ao", kind=Kind.SECTION, parent=district.de_tham)

    with pytest.raises(services.WrongParent):
        services.move_organization(organization=section, parent=section, takes_effect_on=DAY, paper=PAPER, by=staff)


def test_base_cell_grows_into_a_committee_and_back(district, staff):
    services.change_kind(
        organization=district.court,
        kind=Kind.BASE_COMMITTEE,
        name="Đảng bộ Toà án nhân dân huyện",
        below=[Begins("a", "Chi bộ Văn phòng", Kind.CELL, district.court)],
        takes_effect_on=DAY,
        paper=PAPER,
        by=staff,
    )
    cell = OrganizationState.objects.on(DAY).get(name="Chi bộ Văn phòng").organization_id
    back = dt.date(2021, 7, 1)
    services.change_kind(
        organization=district.court,
        kind=Kind.BASE_CELL,
        name="Chi bộ Toà án nhân dân huyện",
        below=[Ends(Organization.objects.get(pk=cell), into=(district.court,))],
        takes_effect_on=back,
        paper=PAPER,
        by=staff,
    )

    kinds = district.court.states.order_by("starts_on").values_list("kind", flat=True)
    assert list(kinds) == ["base_cell", "base_committee", "base_cell"]
    assert Organization.objects.get(pk=cell).ended_on == dt.date(2021, 6, 30)
    assert on(DAY, cell).grassroots_id == district.court.pk


def test_change_kind_that_leaves_cells_under_a_cell_is_refused(district, staff):
    with pytest.raises(services.WrongParent, match="Nà Ao 1"):
        services.change_kind(
            organization=district.de_tham, kind=Kind.BASE_CELL, takes_effect_on=DAY, paper=PAPER, by=staff
        )


def test_split_of_a_commune_between_two_with_all_its_cells(district, staff):
    split = make_organization(
        name="Đảng bộ xã Bắc Ái", kind=Kind.BASE_COMMITTEE, parent=district.root, sector=Sector.COMMUNE
    )
    cells = [make_organization(name=f"Chi bộ thôn {n}", parent=split) for n in range(1, 13)]

    event = services.succeed(
        committee=district.committee,
        event=Succession.Event.SPLIT,
        takes_effect_on=DAY,
        paper=PAPER,
        ends=[
            Ends(split, into=(district.de_tham, district.cao_minh)),
            Ends(cells[10], into=(district.na_ao_1,)),
            Ends(cells[11], into=("joint",)),
        ],
        goes_on=[
            GoesOn(cell, parent=district.de_tham if n < 5 else district.cao_minh) for n, cell in enumerate(cells[:10])
        ],
        begins=[Begins("joint", "Chi bộ thôn Liên Hợp", Kind.CELL, district.cao_minh)],
        by=staff,
    )

    day = OrganizationState.objects.on(DAY).cells()
    assert day.filter(grassroots=district.de_tham).count() == 7
    assert day.filter(grassroots=district.cao_minh).count() == 8
    assert OrganizationState.objects.on(EVE).cells().filter(grassroots=split).count() == 12
    assert Organization.objects.filter(ended_under=event).count() == 3
    into = SuccessionPart.objects.filter(succession=event, organization=split).values_list("into", flat=True)
    assert set(into) == {district.de_tham.pk, district.cao_minh.pk}
    assert SuccessionPart.objects.filter(succession=event, fate="goes_on").count() == 13
    assert on(DAY, district.de_tham).starts_on == FOUNDED


def test_merge_into_a_new_commune_takes_cells_along(district, staff):
    cells = [district.na_ao_1, district.na_ao_2, district.ban_lang, district.ban_quyen]

    services.succeed(
        committee=district.committee,
        event=Succession.Event.MERGE,
        takes_effect_on=DAY,
        paper=PAPER,
        begins=[Begins("new", "Đảng bộ xã Tràng Định", Kind.BASE_COMMITTEE, district.root, Sector.COMMUNE)],
        ends=[Ends(district.de_tham, into=("new",)), Ends(district.cao_minh, into=("new",))],
        goes_on=[GoesOn(cell, parent="new") for cell in cells],
        by=staff,
    )

    new = OrganizationState.objects.on(DAY).get(name="Đảng bộ xã Tràng Định").organization_id
    assert {on(DAY, cell).grassroots_id for cell in cells} == {new}
    assert {on(EVE, cell).grassroots_id for cell in cells} == {district.de_tham.pk, district.cao_minh.pk}


def test_split_that_forgets_a_cell_does_nothing(district, staff):
    before = OrganizationState.objects.count(), Organization.objects.count(), Succession.objects.count()

    with pytest.raises(services.LeftBehind, match="Nà Ao 2"):
        services.succeed(
            committee=district.committee,
            event=Succession.Event.SPLIT,
            takes_effect_on=DAY,
            paper=PAPER,
            ends=[Ends(district.de_tham, into=(district.cao_minh,))],
            goes_on=[GoesOn(district.na_ao_1, parent=district.cao_minh)],
            by=staff,
        )

    assert (
        OrganizationState.objects.count(),
        Organization.objects.count(),
        Succession.objects.count(),
    ) == before


def test_one_organization_named_twice_is_refused(district, staff):
    with pytest.raises(services.NamedTwice):
        services.succeed(
            committee=district.committee,
            event=Succession.Event.MERGE,
            takes_effect_on=DAY,
            paper=PAPER,
            ends=[Ends(district.court)],
            goes_on=[GoesOn(district.court, name="Chi bộ khác")],
            by=staff,
        )


def test_event_is_told_by_its_history(district, staff):
    services.rename_organization(
        organization=district.court, name="Chi bộ A", takes_effect_on=DAY, paper=PAPER, by=staff
    )

    event = district.court.states.get(name="Chi bộ A").events.get()
    assert (event.pgh_label, event.pgh_context["verb"], event.pgh_context["by"]) == (
        "insert",
        "rename_organization",
        staff.pk,
    )
