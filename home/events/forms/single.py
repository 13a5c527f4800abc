"""Events of one organization: founding, ending, renaming, moving, change of kind."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.events.forms.base import EventForm, OrganizationChoice
from orgs.models import Kind, Organization, OrganizationState, Place, Sector
from orgs.rules import PARENT_KINDS, is_cell
from orgs.services import Begins, Ends, GoesOn, Plan
from tramgdinh.text.fields import LineField, ParagraphsField

_KINDS = [(kind.value, kind.label) for kind in Kind if kind is not Kind.ROOT]


class FoundForm(EventForm):
    name = LineField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=_KINDS)
    parent = OrganizationChoice(Organization.objects.none(), label=_("Stands under"))
    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices)
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Meeting place"), required=False)
    field_order = ["name", "kind", "parent", "sector", "place"]

    def prepare(self) -> None:
        self.fields["parent"].queryset = self.alive(Kind.ROOT, Kind.BASE_COMMITTEE, Kind.SECTION)  # type: ignore[attr-defined]
        self.fields["place"].queryset = Place.objects.visible_to(self.scope)  # type: ignore[attr-defined]
        if self.organization is not None and self.state is not None and self.state.kind != Kind.ROOT:
            self.fields["parent"].initial = self.organization.pk
            self.fields["kind"].initial = Kind.CELL
            self.fields["sector"].initial = Sector.VILLAGE
        else:
            self.fields["parent"].initial = self.organization.pk if self.organization else None
            self.fields["kind"].initial = Kind.BASE_CELL
            self.fields["sector"].initial = Sector.AGENCY

    def plan(self) -> Plan:
        facts = self.cleaned_data
        row = Begins(
            "new", facts["name"], Kind(facts["kind"]), facts["parent"], Sector(facts["sector"]), facts["place"]
        )
        return self._plan(begins=(row,))


class EndForm(EventForm):
    with_below = forms.BooleanField(label=_("All that stands below it ends with it"), required=False)

    def prepare(self) -> None:
        if not below(self.organization, self.day).exists():
            del self.fields["with_below"]

    def plan(self) -> Plan:
        organizations = [self.organization]
        if self.cleaned_data.get("with_below"):
            day = self.cleaned_data["takes_effect_on"]
            organizations += [row.organization for row in below(self.organization, day).select_related("organization")]
        return self._plan(ends=tuple(Ends(each) for each in organizations if each))


class RenameForm(EventForm):
    name = LineField(label=_("New name"), max_length=200)
    field_order = ["name"]

    def prepare(self) -> None:
        self.fields["name"].initial = self.state.name if self.state else ""

    def plan(self) -> Plan:
        assert self.organization is not None  # noqa: S101 - the view asks for one
        return self._plan(goes_on=(GoesOn(self.organization, name=self.cleaned_data["name"]),))


class MoveForm(EventForm):
    parent = OrganizationChoice(Organization.objects.none(), label=_("From then on under"))
    name = LineField(label=_("Name there"), max_length=200, required=False, help_text=_("Empty: keeps its name."))
    field_order = ["parent", "name"]

    def prepare(self) -> None:
        kinds = PARENT_KINDS[Kind(self.state.kind)] if self.state else frozenset()
        rows = self.alive(*kinds).exclude(pk__in=[self.organization.pk, self.state.parent_id] if self.state else [])
        self.fields["parent"].queryset = rows  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        facts = self.cleaned_data
        assert self.organization is not None  # noqa: S101 - the view asks for one
        row = GoesOn(self.organization, parent=facts["parent"], name=facts["name"] or None)
        return self._plan(goes_on=(row,))


class ChangeKindForm(EventForm):
    kind = forms.ChoiceField(label=_("Kind from then on"), choices=_KINDS)
    name = LineField(label=_("Name from then on"), max_length=200)
    parent = OrganizationChoice(
        Organization.objects.none(), label=_("Stands under"), required=False, empty_label=_("where it stands now")
    )
    cells = ParagraphsField(
        label=_("Cells that begin below it"),
        required=False,
        max_length=4000,
        help_text=_("One name a line; for a cell that grows into a committee."),
    )
    cells_end = forms.BooleanField(label=_("The cells below it end and go into it"), required=False)
    field_order = ["kind", "name", "parent", "cells", "cells_end"]

    def prepare(self) -> None:
        self.fields["parent"].queryset = self.alive(Kind.ROOT, Kind.BASE_COMMITTEE, Kind.SECTION)  # type: ignore[attr-defined]
        self.fields["name"].initial = self.state.name if self.state else ""
        if self.state:
            self.fields["kind"].initial = Kind.BASE_COMMITTEE if self.state.kind == Kind.BASE_CELL else Kind.BASE_CELL
        if not below(self.organization, self.day).exists():
            del self.fields["cells_end"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("cells") and is_cell(facts.get("kind", "")):
            self.add_error("cells", _("A cell has no cells below it."))
        return facts

    def plan(self) -> Plan:
        facts = self.cleaned_data
        assert self.organization is not None  # noqa: S101 - the view asks for one
        ends: tuple[Ends, ...] = ()
        if facts.get("cells_end"):
            rows = below(self.organization, facts["takes_effect_on"]).select_related("organization")
            ends = tuple(Ends(row.organization, into=(self.organization,)) for row in rows)
        names = [line.strip() for line in facts["cells"].splitlines() if line.strip()]
        sector = Sector(self.state.sector) if self.state else Sector.OTHER
        begins = tuple(Begins(f"new-{n}", name, Kind.CELL, self.organization, sector) for n, name in enumerate(names))
        main = GoesOn(self.organization, name=facts["name"], kind=Kind(facts["kind"]), parent=facts["parent"])
        return self._plan(goes_on=(main,), ends=ends, begins=begins)


def below(organization: Organization | None, day: Any) -> Any:
    """States of what stands below `organization` on `day`, at any depth."""
    rows = OrganizationState.objects.on(day).exclude(organization=organization)
    direct = rows.filter(parent=organization).values("organization_id")
    return rows.filter(Q(parent=organization) | Q(parent_id__in=direct)).customary()
