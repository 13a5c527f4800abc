"""Điều chỉnh phân công, đính chính, acting for a team's leader: what is entered. Nothing is written here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orgs.models import Person
from taskforces.forms.papers import PaperForm
from taskforces.models import Assignment, Charge, Coverage, Decision, Membership, TaskForce
from tramgdinh.text.fields import CountField, DayField, DayInput, LineField

ON_PAPER = ("number", "symbol", "term", "signed_on", "signer_title", "signer_name")


class ReassignForm(PaperForm):
    """Cells, new member, day, basis and reason; written by a signed short decision or into a chosen draft."""

    SIGNED = "signed"

    field_order = ["cells", "person", "takes_effect_on", "basis", "reason", "how"]
    cells = forms.TypedMultipleChoiceField(
        label=_("Cells"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one cell.")},
    )
    person = forms.TypedChoiceField(label=_("New member in charge"), coerce=int)
    basis = LineField(label=_("Basis"), max_length=500, help_text=_("The paper or conclusion that it rests on."))
    reason = LineField(label=_("Reason"), max_length=300)
    how = forms.ChoiceField(label=_("Written into"), widget=forms.RadioSelect, initial=SIGNED)

    def __init__(
        self, *args: Any, cells: dict[int, str], people: dict[int, str], drafts: list[Decision], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ON_PAPER:
            self.fields[name].required = False
        # A draft is chosen with the version that the page was made from: somebody else may be at it.
        self.drafts = {f"{draft.pk}:{draft.version}": draft for draft in drafts}
        self._offer("cells", cells.items())
        self._offer("person", [("", _("choose a comrade")), *people.items()])
        self._offer(
            "how",
            [
                (
                    self.SIGNED,
                    _("a short amending decision that has been signed: its issue is recorded with it"),
                ),
                *(
                    (key, _("the draft: %(subject)s") % {"subject": draft.subject})
                    for key, draft in self.drafts.items()
                ),
            ],
        )

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("how") == self.SIGNED:
            for name in ON_PAPER:
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, _("A signed decision needs this."))
        return found

    @property
    def draft(self) -> Decision | None:
        return self.drafts.get(self.cleaned_data["how"])


class CorrectForm(forms.Form):
    """Đính chính: what the paper really says, and why the book said otherwise."""

    RIGHT, STRIKE = "right", "strike"

    what = forms.ChoiceField(
        label=_("The paper"),
        choices=[
            (RIGHT, _("says it otherwise: record what it says")),
            (STRIKE, _("does not hold this row at all")),
        ],
        widget=forms.RadioSelect,
        initial=RIGHT,
    )
    reason = LineField(
        label=_("Reason for the correction"),
        max_length=300,
        help_text=_("For example: entered by mistake, the decision prints another name."),
    )

    def __init__(self, *args: Any, row: Assignment | Membership | Charge | Coverage, **kwargs: Any) -> None:
        self.row = row
        super().__init__(*args, **kwargs)
        for name, field in _fields_of(row).items():
            field.initial = getattr(row, f"{name}_id", None) or getattr(row, name)
            self.fields[name] = field
        self.order_fields(["what", *(name for name in self.fields if name not in {"what", "reason"}), "reason"])

    def right(self) -> dict[str, Any]:
        """What differs from the row; empty when nothing does."""
        names = [name for name in self.fields if name not in {"what", "reason"}]
        found = {name: self.cleaned_data[name] for name in names}
        return {name: value for name, value in found.items() if _plain(value) != _now(self.row, name)}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and found["what"] == self.RIGHT and not self.right():
            self.add_error(None, _("Nothing here differs from what the book says."))
        return found


class DelegateForm(forms.Form):
    membership = forms.ModelChoiceField(label=_("Comrade"), queryset=Membership.objects.none())
    first_day = DayField(label=_("From"), widget=DayInput(attrs={"data-day": ""}))
    last_day = DayField(
        label=_("To"),
        required=False,
        widget=DayInput(attrs={"data-day": ""}),
        help_text=_("Left empty: until ended here."),
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["membership"]
        field.queryset = members  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: f"{row.person} ({row.get_role_display()})"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = found.get("first_day"), found.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first."))
        return found


def _fields_of(row: Assignment | Membership | Charge | Coverage) -> dict[str, forms.Field]:
    if isinstance(row, Charge):
        teams = TaskForce.objects.live().filter(decision_id=row.task_force.decision_id)
        return {"task_force": forms.ModelChoiceField(label=_("Team"), queryset=teams, empty_label=None)}
    if isinstance(row, Coverage):
        return {"kind": forms.ChoiceField(label=_("What is said"), choices=Coverage.Kind.choices)}
    if isinstance(row, Membership):
        people = Person.objects.filter(committee_id=row.person.committee_id)
        return {
            "person": forms.ModelChoiceField(label=_("Comrade"), queryset=people, empty_label=None),
            "role": forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices),
            "rank_order": CountField(label=_("Rank order"), min_value=1, max_value=999),
            "printed_title": LineField(label=_("Title as printed"), max_length=200, required=False),
        }
    members = Person.objects.filter(memberships__in=_members(row)).distinct()
    return {
        "person": forms.ModelChoiceField(label=_("Comrade"), queryset=members, empty_label=None),
        "capacity": forms.ChoiceField(label=_("As"), choices=Assignment.Capacity.choices),
        "visits": CountField(label=_("Visits"), min_value=1, max_value=31),
        "visits_per": forms.ChoiceField(label=_("Every"), choices=Assignment.Per.choices),
    }


def _members(row: Assignment) -> Any:
    return Membership.objects.live().filter(task_force_id=row.task_force_id, starts_on__isnull=False)


def _now(row: Any, name: str) -> Any:
    return getattr(row, f"{name}_id", None) or getattr(row, name)


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value)
