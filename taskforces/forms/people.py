"""What is asked of the list of people, and what is entered of one."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.scope import Scope
from taskforces.models import TaskForce
from taskforces.reports.roll import SORTS
from tramgdinh.text.fields import DayField, DayInput, LineField


class PersonFilter(forms.Form):
    """The filters of the list; what cannot be read is left out, so that an old address still opens."""

    q = forms.CharField(
        label=_("Search by name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    team = forms.ChoiceField(label=_("Team"), required=False, widget=forms.Select(attrs={"class": "form-select"}))
    serves = forms.ChoiceField(
        label=_("Serves on a team"),
        required=False,
        choices=[("", _("All")), ("yes", _("On a team")), ("no", _("On no team"))],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, scope: Scope, day: dt.date) -> None:
        super().__init__(data)
        teams = TaskForce.objects.visible_to(scope).on(day)
        self.fields["team"].choices = [("", _("All")), *((str(team.pk), str(team)) for team in teams)]  # type: ignore[attr-defined]

    @property
    def order(self) -> str:
        """The order asked for; the usual one where it is unknown."""
        asked = self.data.get("sort", "")
        return asked if asked.lstrip("-") in SORTS else "name"

    def asked(self) -> dict[str, Any]:
        """The filters as the report takes them."""
        self.is_valid()
        found = self.cleaned_data
        team = found.get("team") or ""
        return {
            "text": found.get("q") or "",
            "team": int(team) if team else None,
            "serves": found.get("serves") or "",
        }


class LeaveForm(forms.Form):
    last_day = DayField(
        label=_("Last day"),
        widget=DayInput(attrs={"data-day": ""}),
        help_text=_("This day still counts as served."),
    )
    basis = LineField(
        label=_("Paper that it rests on"),
        max_length=300,
        help_text=_("For example: Quyết định điều động số 12-QĐ/HU."),
    )
