"""The filters of the list of organizations."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.scope import Scope
from orgs.models import Kind, Sector
from taskforces.models import TaskForce

# Without a kind the list is that of the grassroots organizations; a search, or asking who covers, goes through all.
ALL, CELLS = "all", "cells"
KINDS = [
    ("", _("Grassroots organizations; a search goes through all")),
    (CELLS, _("All that meet monthly")),
    (Kind.BASE_COMMITTEE.value, Kind.BASE_COMMITTEE.label),
    (Kind.BASE_CELL.value, Kind.BASE_CELL.label),
    (Kind.SECTION.value, Kind.SECTION.label),
    (Kind.CELL.value, Kind.CELL.label),
    (ALL, _("All levels")),
]
_SHOWN = {"": _("Grassroots organizations"), ALL: _("All levels"), CELLS: _("All that meet monthly")}


def kind_asked(asked: Mapping[str, str]) -> str:
    """What is listed: the kind asked for; without one, cells for a question of cells, all levels for a search."""
    if kind := asked.get("kind"):
        return kind
    if asked.get("covered"):
        return CELLS
    return ALL if asked.get("q") else ""


def levels_shown(asked: Mapping[str, str]) -> str:
    """The same in words, for the line above the list."""
    kind = kind_asked(asked)
    return str(_SHOWN.get(kind) or Kind(kind).label)


COVERED = [
    ("", _("All")),
    ("member", _("By a member")),
    ("team", _("By the team")),
    ("nobody", _("By nobody yet")),
    ("out_of_scope", _("Left out by the decision")),
]
RATED = [
    ("", _("All")),
    ("rated", _("Rated")),
    ("good", _("Good or better")),
    ("open", _("Not rated yet")),
    ("not_rated", _("Left unrated")),
]
SORTS = [("", _("Customary")), ("name", _("Alphabetical"))]


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


class OrganizationFilter(forms.Form):
    q = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(
            attrs={"type": "search", "class": "form-control", "placeholder": _("for example: de tham")}
        ),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False, widget=_select())
    sector = forms.ChoiceField(
        label=_("Sector"), choices=[("", _("All")), *Sector.choices], required=False, widget=_select()
    )
    team = forms.ChoiceField(label=_("Team"), required=False, widget=_select())
    covered = forms.ChoiceField(label=_("Covered"), choices=COVERED, required=False, widget=_select())
    rated = forms.ChoiceField(label=_("Rating"), choices=RATED, required=False, widget=_select())
    order = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False, widget=_select())
    on = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, scope: Scope, day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = TaskForce.objects.visible_to(scope).on(day).only("number", "name")
        self.fields["team"].choices = [("", _("All")), *((str(team.pk), str(team)) for team in teams)]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for; a field whose value is not one of its choices says so and filters nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value and name != "on"}
