"""The log form: one page, and a sentence at the field for whatever does not fit."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import COUNTS, Meeting, Report
from meetings.rules import is_in_reach
from orgs.models import Kind, OrganizationState, Person
from tramgdinh.text.dates import show_day, show_month
from tramgdinh.text.fields import CountField, DayField, HourField, LineField, ParagraphsField

MOST_MEMBERS, MOST_MINUTES = 999, 24 * 60
_HELD = [("yes", gettext_lazy("The meeting was held")), ("no", gettext_lazy("It was not held"))]
_PRESENCE = [
    (Report.Presence.ATTENDED.value, gettext_lazy("Attended the meeting")),
    (Report.Presence.ABSENT_EXCUSED.value, gettext_lazy("Did not attend, with a reason")),
    (Report.Presence.ABSENT_UNEXCUSED.value, gettext_lazy("Did not attend, without a reason")),
]
_LEVELS = [("", gettext_lazy("not scored")), *Report.Level.choices]
# What goes with "held", with having been there, and with neither.
_WHEN_HELD = ["held_on", "presence", "start_hour", "end_hour", *COUNTS, "road_minutes", "self_level", "attendee_level"]
_GUEST = ["start_hour", "end_hour"]
_ZERO_WHEN_EMPTY = ["exempt", "away_long", "absent_excused", "absent_unexcused"]


def _count(label: str, **options: Any) -> CountField:
    return CountField(label=label, required=False, min_value=0, max_value=MOST_MEMBERS, **options)


class ReportForm(forms.Form):
    """What a member reports of a meeting."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    person = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Comrade"))
    held = forms.ChoiceField(label=gettext_lazy("Result"), choices=_HELD, widget=forms.RadioSelect, initial="yes")
    not_held_reason = LineField(label=gettext_lazy("Why it was not held"), required=False, max_length=300)
    held_on = DayField(label=gettext_lazy("Held on"), required=False)
    presence = forms.ChoiceField(
        label=gettext_lazy("Own presence"), choices=_PRESENCE, required=False, widget=forms.RadioSelect
    )
    start_hour = HourField(label=gettext_lazy("Began at"), required=False)
    end_hour = HourField(label=gettext_lazy("Ended at"), required=False)
    total = _count(gettext_lazy("Members in all"), help_text=gettext_lazy("Those exempt and away included."))
    exempt = _count(gettext_lazy("Exempt from meetings"))
    away_long = _count(gettext_lazy("Away for a long time"))
    present = _count(gettext_lazy("Present"), help_text=gettext_lazy("Of those who must attend."))
    absent_excused = _count(gettext_lazy("Absent with a reason"))
    absent_unexcused = _count(gettext_lazy("Absent without a reason"))
    road_minutes = CountField(
        label=gettext_lazy("Minutes on the road, there and back"), required=False, min_value=0, max_value=MOST_MINUTES
    )
    paper_number = LineField(label=gettext_lazy("Number of the resolution or minutes"), required=False, max_length=60)
    self_level = forms.ChoiceField(label=gettext_lazy("The cell's own score"), required=False, choices=_LEVELS)
    attendee_level = forms.ChoiceField(label=gettext_lazy("The attendee's score"), required=False, choices=_LEVELS)
    discussed = ParagraphsField(label=gettext_lazy("What was discussed"), required=False, max_length=4000)

    def __init__(
        self,
        data: Any = None,
        *,
        month: dt.date | None,
        today: dt.date,
        people: Sequence[Person],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"client_uuid": uuid.uuid4()} | (initial or {}))
        self.month, self.today = month, today
        field = self.fields["person"]
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in people])  # type: ignore[attr-defined]
        if len(people) == 1:
            field.widget, self.initial["person"] = forms.HiddenInput(), people[0].pk
        self.fields["held_on"].widget.attrs["data-day"] = ""
        for name in ("self_level", "attendee_level"):
            self.fields[name].widget.attrs["class"] = "form-select"

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data
        found["held"] = found.get("held") == "yes"
        if found["held"]:
            found["not_held_reason"] = ""
            self._held(found)
        else:
            if not found.get("not_held_reason"):
                self.add_error("not_held_reason", _("Say why the meeting was not held."))
            for name in _WHEN_HELD:
                found[name] = "" if name in {"presence", "self_level", "attendee_level"} else None
        return found

    def _held(self, found: dict[str, Any]) -> None:
        self._day(found.get("held_on"))
        if not found.get("presence") and "presence" not in self.errors:
            self.add_error("presence", _("Say whether the comrade attended."))
        was_there = found.get("presence") == Report.Presence.ATTENDED
        if was_there:
            for name in _GUEST:
                if found.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Whoever was there gives the hour."))
        elif found.get("attendee_level"):
            self.add_error("attendee_level", _("Only somebody who was there gives a score."))
        start, end = found.get("start_hour"), found.get("end_hour")
        if start is not None and end is not None and end <= start:
            self.add_error("end_hour", _("The end lies before the start."))
        self._counts(found, was_there)

    def _day(self, day: dt.date | None) -> None:
        if "held_on" in self.errors:
            return
        if day is None:
            self.add_error("held_on", _("Say on which day the meeting was held."))
        elif day > self.today:
            said = _("The day %(day)s has not come yet; a meeting is reported after it was held.")
            self.add_error("held_on", said % {"day": show_day(day)})
        elif self.month is not None and not is_in_reach(day, self.month):
            said = _("The day %(day)s is too far from the month %(month)s that this meeting counts for.")
            self.add_error("held_on", said % {"day": show_day(day), "month": show_month(self.month)})

    def _counts(self, found: dict[str, Any], was_there: bool) -> None:
        if any(name in self.errors for name in COUNTS):
            return
        if not was_there and all(found.get(name) in {None, 0} for name in COUNTS):
            found.update(dict.fromkeys(COUNTS))
            return
        for name in ("total", "present"):
            if found.get(name) is None:
                self.add_error(name, _("Give this number."))
        for name in _ZERO_WHEN_EMPTY:
            found[name] = found.get(name) or 0
        if "total" in self.errors or "present" in self.errors:
            return
        expected = found["total"] - found["exempt"] - found["away_long"]
        absent = found["absent_excused"] + found["absent_unexcused"]
        numbers = {
            "total": found["total"],
            "exempt": found["exempt"],
            "away": found["away_long"],
            "expected": expected,
            "present": found["present"],
            "absent": absent,
            "sum": found["present"] + absent,
        }
        if expected < 0:
            said = _("%(exempt)s exempt and %(away)s away are more than the %(total)s members in all.")
            self.add_error("total", said % numbers)
        elif found["present"] > expected:
            said = _("%(present)s present are more than the %(expected)s who must attend.")
            self.add_error("present", said % numbers)
        elif found["present"] + absent != expected:
            said = _("%(present)s present and %(absent)s absent make %(sum)s, but %(expected)s must attend.")
            self.add_error("absent_excused", said % numbers)

    @property
    def facts(self) -> dict[str, Any]:
        """What the valid form says, as the service takes it."""
        left_out = {"client_uuid", "version", "person", "kind", "cell"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


class UnplannedReportForm(ReportForm):
    """The same of a meeting that nobody had planned."""

    cell = forms.ChoiceField(label=gettext_lazy("Cell"), widget=forms.Select(attrs={"class": "form-select"}))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of meeting"),
        choices=Meeting.Kind.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
        initial=Meeting.Kind.THEMATIC,
    )
    field_order = ["client_uuid", "version", "cell", "kind"]

    def __init__(self, data: Any = None, *, cells: Sequence[OrganizationState], **facts: Any) -> None:
        super().__init__(data, month=None, **facts)
        self.fields["cell"].choices = [  # type: ignore[attr-defined]
            # A chi bộ cơ sở stands in no other organization: its name is said once.
            (
                str(cell.organization_id),
                cell.name if cell.kind == Kind.BASE_CELL else f"{cell.name} ({cell.grassroots_name})",
            )
            for cell in cells
        ]
        del self.fields["version"]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not found["held"]:
            self.add_error("held", _("A meeting that nobody had planned is reported when it was held."))
        return found
