"""What is entered when a meeting is planned, moved or voided, and which month the board is asked for."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.scope import Scope
from meetings.models import Meeting
from orgs.models import Place
from tramgdinh.text.dates import NotADay, parse_day
from tramgdinh.text.fields import DayField, HourField, LineField

# The board looks some months before and after: it stays inside what a day can be.
FIRST_YEAR, LAST_YEAR = 1930, 2200


class MoveForm(forms.Form):
    """Another day, hour or place."""

    planned_on = DayField(label=_("Planned on"))
    planned_hour = HourField(label=_("Hour"), required=False)
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place"), required=False)
    is_model = forms.BooleanField(label=_("Model meeting"), required=False)
    reason = LineField(label=_("Reason"), required=False, max_length=300)

    def __init__(self, data: Any = None, *, scope: Scope, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["place"].queryset = Place.objects.visible_to(scope)  # type: ignore[attr-defined]
        self.fields["planned_on"].widget.attrs["data-day"] = ""


class PlanForm(MoveForm):
    """A meeting beside the expected ones."""

    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Meeting.Kind.choices, initial=Meeting.Kind.THEMATIC)
    field_order = ["kind"]

    def __init__(self, data: Any = None, *, scope: Scope, **options: Any) -> None:
        super().__init__(data, scope=scope, **options)
        del self.fields["reason"]


class VoidForm(forms.Form):
    """Why an entry was a mistake."""

    reason = LineField(label=_("Reason"), max_length=300)


def asked_month(text: str, day: dt.date) -> dt.date:
    """The first day of the month asked (`2020-02`, `2/2020`), else of the month of `day`. Raises `NotADay`."""
    typed = text.strip()
    if not typed:
        return day.replace(day=1)
    if "/" in typed:
        month, _slash, year = typed.partition("/")
        typed = f"{year}-{month}"
    try:
        first = parse_day(f"{typed}-1")
    except NotADay:
        first = dt.date.min
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise NotADay(gettext("“%(text)s” is not a month: write it as 2/2020.") % {"text": text.strip()[:20]})
    return first


__all__ = ["MoveForm", "NotADay", "PlanForm", "VoidForm", "asked_month"]
