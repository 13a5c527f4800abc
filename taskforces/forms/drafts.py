"""What is entered of a draft: its facts, its rules, its teams, who is in them. Nothing is written here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taskforces.models import Assignment, Coverage, Decision, DecisionRule, Membership
from tramgdinh.text.fields import CountField, DayField, DayInput, LineField

SELECT = {"class": "form-select"}


class VersionedForm(forms.Form):
    """Carries the version of the draft that the page was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class NewDraftForm(forms.Form):
    start = forms.ChoiceField(label=_("Begin"), widget=forms.RadioSelect)
    paper = forms.ChoiceField(label=_("Kind of paper"), choices=Decision.Paper.choices)
    subject = LineField(
        label=_("Subject"),
        max_length=400,
        help_text=_("As it will stand under the heading, for example: on consolidating the working teams."),
    )

    def __init__(self, *args: Any, in_force: list[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_force = {str(decision.pk): decision for decision in in_force}
        copies = [
            (
                pk,
                _("From %(paper)s %(decision)s, to replace it") % {"paper": each.get_paper_display(), "decision": each},
            )
            for pk, each in self.in_force.items()
        ]
        self.fields["start"].choices = [*copies, ("", _("From nothing"))]  # type: ignore[attr-defined]
        self.fields["start"].required = False
        self.fields["start"].initial = copies[0][0] if copies else ""

    @property
    def copy_from(self) -> Decision | None:
        return self.in_force.get(self.cleaned_data["start"])


class AmendForm(forms.Form):
    paper = forms.ChoiceField(label=_("Kind of paper"), choices=Decision.Paper.choices)
    subject = LineField(label=_("Subject"), max_length=400)
    basis = LineField(label=_("Basis and reason"), max_length=500, required=False)


class FactsForm(VersionedForm):
    paper = forms.ChoiceField(label=_("Kind of paper"), choices=Decision.Paper.choices)
    subject = LineField(label=_("Subject"), max_length=400)
    basis = LineField(label=_("Basis and reason"), max_length=500, required=False)
    takes_effect_on = DayField(
        label=_("Expected to take effect on"),
        required=False,
        widget=DayInput(attrs={"data-day": ""}),
        help_text=_("What comes, goes and moves is worked out for this day; left empty: for today."),
    )
    replaces = forms.ModelMultipleChoiceField(
        label=_("Replaces"),
        queryset=Decision.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They and what amends them end the day before this one takes effect."),
    )

    def __init__(self, *args: Any, draft: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if draft.nature != Decision.Nature.BASE:
            del self.fields["replaces"]
            return
        issued = Decision.objects.issued().filter(committee_id=draft.committee_id, nature=Decision.Nature.BASE)
        chosen = [decision.pk for decision in draft.replaces.all()]
        rows = (issued.filter(ends_on=None) | issued.filter(pk__in=chosen)).order_by("-takes_effect_on")
        self.fields["replaces"].queryset = rows  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    mode = forms.ChoiceField(label=_("On a breach"), choices=DecisionRule.Mode.choices, widget=forms.Select(SELECT))
    minimum = CountField(label=_("At least"), required=False, min_value=0, max_value=1000)
    maximum = CountField(label=_("At most"), required=False, min_value=0, max_value=1000)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = found.get("minimum"), found.get("maximum")
        if low is not None and high is not None and high < low:
            self.add_error("maximum", _("The highest number lies below the lowest."))
        return found


class TeamForm(VersionedForm):
    number = CountField(label=_("Number"), min_value=1, max_value=999)
    name = LineField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("Left empty, the team is called by its number."),
    )


class MemberForm(VersionedForm):
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices, initial=Membership.Role.MEMBER)
    rank_order = CountField(
        label=_("Rank order"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("Left empty: the last."),
    )
    printed_title = LineField(
        label=_("Title as printed"),
        max_length=200,
        required=False,
        help_text=_("The post as the decision prints it behind the name."),
    )


class CellsForm(VersionedForm):
    """Many cells of a team at once: given to a member, left to the team, out of scope, or nothing said."""

    class Say:
        PERSON, CLEAR = "person", "clear"

    cells = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Choose at least one cell, then the button.")}
    )
    say = forms.ChoiceField(choices=[("person", ""), ("clear", ""), *Coverage.Kind.choices])
    person = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    capacity = forms.ChoiceField(choices=Assignment.Capacity.choices, required=False)
    visits = CountField(
        min_value=1,
        max_value=31,
        required=False,
        error_messages={
            "min_value": _("Between 1 and 31 visits."),
            "max_value": _("Between 1 and 31 visits."),
        },
    )
    visits_per = forms.ChoiceField(choices=Assignment.Per.choices, required=False)

    def __init__(self, *args: Any, cells: list[int], people: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cells"].choices = [(pk, "") for pk in cells]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", ""), *((pk, "") for pk in people)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("say") == self.Say.PERSON and not found.get("person") and "person" not in self.errors:
            self.add_error("person", _("Choose the comrade who is to attend these cells."))
        return found

    @property
    def sentences(self) -> str:
        """What is wrong, as one text above the table."""
        return " ".join(str(sentence) for sentences in self.errors.values() for sentence in sentences)


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Search by name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control", "autofocus": ""}),
    )
