"""Shapes of what is recorded of organizations and people."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgs.models import Kind, MeetingPattern, Office, Organization, OrganizationState, Person, Place, Sector, Succession
from orgs.reports.life import NTH, WEEKDAYS
from tramgdinh.text.fields import CountField, DayField, DayInput, HourField, LineField


def day_field(label: Any, **kwargs: Any) -> DayField:
    """A day with the calendar of ours beside it."""
    return DayField(label=label, widget=DayInput({"data-day": ""}), **kwargs)


class OfficeForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Person"))
    title = forms.ChoiceField(label=_("Office"), choices=Office.Title.choices)
    starts_on = day_field(_("From"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class EndForm(forms.Form):
    last_day = day_field(_("Last day"), help_text=_("This day still counts."))
    reason = LineField(label=_("Reason, with the paper's number"), max_length=300)


class HeadCountForm(forms.Form):
    counted_on = day_field(_("Counted on"))
    members = CountField(label=_("Members"), min_value=0, max_value=10_000)
    reason = LineField(
        label=_("Reason for putting it right"),
        required=False,
        max_length=300,
        help_text=_("Only where a head-count of the same day was entered wrongly."),
    )


class PatternForm(forms.Form):
    starts_on = day_field(_("From"))
    day_of_month = CountField(label=_("Day of the month"), required=False, min_value=1, max_value=31)
    nth = forms.TypedChoiceField(
        label=_("or: which week of the month"), choices=[("", "–"), *NTH], coerce=int, empty_value=None, required=False
    )
    weekday = forms.TypedChoiceField(
        label=_("weekday"), choices=[("", "–"), *WEEKDAYS], coerce=int, empty_value=None, required=False
    )
    hour = HourField(label=_("Hour"), required=False)
    weekend = forms.ChoiceField(label=_("On a weekend"), choices=MeetingPattern.Weekend.choices)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        by_day = facts.get("day_of_month") is not None
        by_week = facts.get("nth") is not None or facts.get("weekday") is not None
        both = facts.get("nth") is not None and facts.get("weekday") is not None
        if not self.errors and (by_day == by_week or (by_week and not both)):
            self.add_error("day_of_month", _("Give a day of the month, or a week and a weekday."))
        return facts


class StateCorrectionForm(forms.Form):
    """What an organization is said to have been, to be put right on the same days."""

    name = LineField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices)
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Meeting place"), required=False)
    reason = LineField(
        label=_("Reason"),
        max_length=300,
        help_text=_("A mistake of entry alone. What a paper changes is recorded as an event."),
    )

    def __init__(self, *args: Any, state: OrganizationState, places: Any, **kwargs: Any) -> None:
        facts = {"name": state.name, "kind": state.kind, "sector": state.sector, "place": state.place_id}
        super().__init__(*args, initial=facts, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        if state.kind == Kind.ROOT:
            del self.fields["kind"]


class EventCorrectionForm(forms.Form):
    """The day and the paper of an event, to be put right."""

    takes_effect_on = day_field(_("Takes effect on"))
    decision_number = LineField(label=_("Number of the Party's decision"), max_length=100)
    signed_on = day_field(_("Signed on"), required=False)
    resolution = LineField(label=_("Administrative resolution"), max_length=200, required=False)
    note = LineField(label=_("Remark"), max_length=500, required=False)
    reason = LineField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, event: Succession, **kwargs: Any) -> None:
        names = ("takes_effect_on", "decision_number", "signed_on", "resolution", "note")
        super().__init__(*args, initial={name: getattr(event, name) for name in names}, **kwargs)


class WithdrawForm(forms.Form):
    reason = LineField(label=_("Reason"), max_length=300)


class PersonForm(forms.Form):
    family_name = LineField(label=_("Family name"), max_length=40)
    middle_name = LineField(label=_("Middle name"), max_length=80, required=False)
    given_name = LineField(label=_("Given name"), max_length=40)
    phone = LineField(label=_("Telephone"), max_length=20, required=False)


class NewPersonForm(PersonForm):
    title = LineField(label=_("Post"), max_length=200, required=False)
    agency = LineField(label=_("Home agency"), max_length=200, required=False)
    starts_on = day_field(_("In this post from"), required=False)
    another = forms.BooleanField(
        label=_("Another person of the same name: enter anyway"), required=False, widget=forms.HiddenInput()
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("title") and not facts.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", _("Say from which day."))
        return facts


class PersonChangeForm(PersonForm):
    reason = LineField(label=_("Reason"), max_length=300)


class PostForm(forms.Form):
    title = LineField(label=_("Post"), max_length=200)
    agency = LineField(label=_("Home agency"), max_length=200, required=False)
    starts_on = day_field(_("From"))


def first_day_of(organization: Organization, day: dt.date) -> dt.date:
    """The day that a form proposes: the one shown, not before the organization began."""
    return max(organization.founded_on, day)
