"""Merger and split: which organizations end, what they go into, and what becomes of each of their cells."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.events.forms.base import EventForm, OrganizationChoices
from home.events.forms.single import below
from orgs.models import GRASSROOTS_KINDS, Kind, Organization, OrganizationState, Sector
from orgs.services import Begins, Ends, GoesOn, Plan
from orgs.services.plans import Ref
from tramgdinh.text.fields import LineField, ParagraphsField

_FATE, _NAME = "fate-", "name-"
_ENDS = "ends"


class SucceedForm(EventForm):
    """Asked in two goes: the organizations first, then each of the cells below those that end."""

    ends = OrganizationChoices(
        Organization.objects.none(),
        label=_("These end"),
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
    )
    into = OrganizationChoices(
        Organization.objects.none(),
        label=_("Into these, which go on"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
    )
    new = ParagraphsField(
        label=_("Into these, which begin"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One name a line; of the same kind as those that end."),
    )
    field_order = ["ends", "into", "new"]

    def prepare(self) -> None:
        state = self.state
        if state is not None:
            # Those of a kind beside it; a chi bộ cơ sở may go into a đảng bộ as well.
            kinds = GRASSROOTS_KINDS if state.kind == Kind.BASE_CELL else (Kind(state.kind),)
            beside = self.alive(*kinds).filter(states__parent_id=state.parent_id)
            self.fields["into"].queryset = beside  # type: ignore[attr-defined]
            self.fields["ends"].queryset = beside.filter(states__kind=state.kind)  # type: ignore[attr-defined]
        self.fields["ends"].initial = [self.organization.pk] if self.organization else []
        self.cells: list[OrganizationState] = []
        if self.is_bound:
            self._ask_of_cells()

    def _ask_of_cells(self) -> None:
        """Add a pair of fields for each cell below what ends, once the organizations are chosen."""
        try:
            ending = self.fields["ends"].clean(self.data.getlist("ends"))
            into = list(self.fields["into"].clean(self.data.getlist("into")))
        except forms.ValidationError:
            return
        names = self._new_names(self.data.get("new", ""))
        if not (into or names):
            return
        choices: list[tuple[str, Any]] = [(f"to-{each.pk}", _under(each.name_on)) for each in into]
        choices += [(f"new-{n}", _under(name)) for n, name in enumerate(names)]
        for each in ending:
            self.cells += below(each, self.day).select_related("organization")
        joined = [
            (f"into-{row.organization_id}", _into(row.name))
            for each in into
            for row in below(each, self.day)
            if row.kind == Kind.CELL
        ]
        for row in self.cells:
            key = row.organization_id
            others = [(f"into-{cell.organization_id}", _into(cell.name)) for cell in self.cells if cell.pk != row.pk]
            self.fields[f"{_FATE}{key}"] = forms.ChoiceField(
                label=row.name,
                choices=[*choices, (_ENDS, _("ends")), *joined, *others],
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.fields[f"{_NAME}{key}"] = LineField(
                label=_("Name from then on"),
                max_length=200,
                required=False,
                widget=forms.TextInput(attrs={"class": "form-control", "placeholder": row.name}),
            )

    @property
    def is_complete(self) -> bool:
        return all(f"{_FATE}{row.organization_id}" in self.data for row in self.cells)

    def choice_fields(self) -> list[forms.BoundField]:
        """The two lists of organizations, which the page sets in columns."""
        return [self["ends"], self["into"]]

    def head_fields(self) -> list[forms.BoundField]:
        left_out = {"ends", "into"}
        return [field for field in self if field.name not in left_out and not field.name.startswith((_FATE, _NAME))]

    def cell_rows(self) -> list[dict[str, Any]]:
        """What the page asks of each cell."""
        return [
            {
                "name": row.name,
                "fate": self[f"{_FATE}{row.organization_id}"],
                "new_name": self[f"{_NAME}{row.organization_id}"],
                # The first go has not asked of the cells yet: nothing is missing.
                "errors": self.errors.get(f"{_FATE}{row.organization_id}", []) if self.is_complete else [],
            }
            for row in self.cells
        ]

    @staticmethod
    def _new_names(text: str) -> list[str]:
        return [line.strip() for line in text.splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if "ends" in facts and not facts.get("into") and not facts.get("new"):
            self.add_error(
                "into", _("Say what they go into; an organization that ends alone is recorded as an ending.")
            )
        both = set(facts.get("ends") or ()) & set(facts.get("into") or ())
        if both:
            self.add_error("into", _("One that ends cannot go on."))
        return facts

    def plan(self) -> Plan:
        facts = self.cleaned_data
        state = self.state
        assert state is not None  # noqa: S101 - the view asks for one
        names = self._new_names(facts["new"])
        parent = Organization(pk=state.parent_id) if state.parent_id else None
        begins = tuple(
            Begins(f"new-{n}", name, Kind(state.kind), parent, Sector(state.sector)) for n, name in enumerate(names)
        )
        into: tuple[Ref, ...] = (*facts["into"], *(row.key for row in begins))
        ends = [Ends(each, into=into) for each in facts["ends"]]
        goes_on: list[GoesOn] = []
        for row in self.cells:
            fate = facts.get(f"{_FATE}{row.organization_id}", "")
            how, _dash, ref = fate.partition("-")
            if how == "to":
                parent_ref: Ref = Organization(pk=int(ref))
            elif how == "new":
                parent_ref = fate
            else:
                cell_into = (Organization(pk=int(ref)),) if how == "into" else ()
                ends.append(Ends(row.organization, into=cell_into))
                continue
            name = facts.get(f"{_NAME}{row.organization_id}") or None
            goes_on.append(GoesOn(row.organization, parent=parent_ref, name=name))
        return self._plan(begins=begins, goes_on=tuple(goes_on), ends=tuple(ends))


def _under(name: str) -> Any:
    return _("goes on under %(name)s") % {"name": name}


def _into(name: str) -> Any:
    return _("ends, into %(name)s") % {"name": name}
