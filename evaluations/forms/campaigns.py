"""What is entered about a year's campaign, and what its lists are asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.models import Campaign, Level, Rating
from tramgdinh.text.fields import CountField, DayField, LineField, RateField

FIRST_YEAR, LAST_YEAR = 2014, 2100


class CampaignForm(forms.Form):
    """Opens a year."""

    year = CountField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    list_day = DayField(
        label=_("Organizations as of"),
        required=False,
        help_text=_("Left empty: 31 December of the year. Every grassroots organization of that day gets a row."),
    )
    list_day.widget.attrs["data-day"] = ""


class PaperForm(forms.Form):
    """The Standing Committee's decision: its number and day."""

    paper_number = LineField(label=_("Number of the Standing Committee's decision"), max_length=60)
    paper_day = DayField(label=_("Day of that decision"))
    paper_day.widget.attrs["data-day"] = ""


class TargetForm(forms.Form):
    """A target with its source, or none."""

    target = RateField(label=_("Target"), required=False, min_value=0, max_value=100, max_digits=4, decimal_places=1)
    source = LineField(label=_("Source of the target"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cleaned_data
        if found.get("target") is not None and not found.get("source"):
            self.add_error("source", _("A target names its source."))
        return found


class FigureForm(forms.Form):
    """A rate as it was published."""

    value = RateField(label=_("Published rate"), min_value=0, max_value=100, max_digits=4, decimal_places=1)
    source = LineField(label=_("Source"), max_length=300)
    published_on = DayField(label=_("Published on"), required=False)
    published_on.widget.attrs["data-day"] = ""


class BodyFilter(forms.Form):
    """The filters of a year's list."""

    q = forms.CharField(
        label=_("Search by name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    outcome = forms.ChoiceField(label=_("Rating"), required=False, widget=forms.Select(attrs={"class": "form-select"}))

    def __init__(self, data: Any, *, campaign: Campaign) -> None:
        super().__init__(data)
        self.levels = list(Level.objects.filter(scheme_id=campaign.scheme_id).order_by("rank"))
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            *((f"level-{level.pk}", level.name) for level in self.levels),
            (Rating.Outcome.NOT_RATED.value, Rating.Outcome.NOT_RATED.label),
            (Rating.Outcome.OPEN.value, Rating.Outcome.OPEN.label),
        ]
