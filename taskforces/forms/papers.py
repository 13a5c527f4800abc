"""What is entered of a signed paper: number, days, signer, scan. Nothing is written here."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from taskforces.models import Decision
from taskforces.scans import BadScan, check_scan
from tramgdinh.text.fields import CountField, DayField, DayInput, LineField


class ScanField(forms.FileField):
    """A PDF that can be kept; a file that cannot is refused in a sentence that says what to do."""

    widget = forms.FileInput(attrs={"accept": "application/pdf,.pdf"})

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        scan: UploadedFile | None = super().clean(data, initial)
        if scan:
            try:
                check_scan(scan, scan.size or 0)
            except BadScan as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return scan or None


class PaperForm(forms.Form):
    """The facts that a paper gets when it is signed."""

    number = CountField(label=_("Number"), min_value=1, max_value=99999)
    symbol = LineField(
        label=_("Symbol"), max_length=40, help_text=_("What stands behind the number, for example QĐ/HU.")
    )
    term = LineField(
        label=_("Term of the committee"),
        max_length=20,
        help_text=_("Numbers restart with each term, for example 2015–2020."),
    )
    signed_on = DayField(label=_("Signed on"), widget=DayInput(attrs={"data-day": ""}))
    takes_effect_on = DayField(label=_("Takes effect on"), widget=DayInput(attrs={"data-day": ""}))
    signer_title = LineField(
        label=_("Signer's title as printed"),
        max_length=100,
        help_text=_("For example T/M BAN THƯỜNG VỤ – BÍ THƯ."),
    )
    signer_name = LineField(label=_("Signer's name as printed"), max_length=100)
    scan = ScanField(
        label=_("Scan (PDF)"),
        required=False,
        help_text=_("Up to 20 MB. It can be added later, once, and is never exchanged."),
    )


class IssueForm(PaperForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class RevokeForm(PaperForm):
    """Bãi bỏ: the paper that takes a decision out of force, from a day or from its beginning."""

    FROM_DAY, FROM_BEGINNING = "day", "beginning"

    field_order = ["how", "last_day", "paper", "subject", "basis"]
    how = forms.ChoiceField(
        label=_("The decision"),
        choices=[(FROM_DAY, _("is in force until a last day")), (FROM_BEGINNING, _("never took effect"))],
        widget=forms.RadioSelect,
        initial=FROM_DAY,
    )
    last_day = DayField(label=_("Last day in force"), required=False, widget=DayInput(attrs={"data-day": ""}))
    paper = forms.ChoiceField(label=_("Kind of paper"), choices=Decision.Paper.choices)
    subject = LineField(label=_("Subject"), max_length=400)
    basis = LineField(label=_("Basis and reason"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["takes_effect_on"]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("how") == self.FROM_DAY and not found.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Enter the last day on which the decision is in force."))
        if found.get("how") == self.FROM_BEGINNING:
            found["last_day"] = None
        return found


class ScanForm(forms.Form):
    scan = ScanField(label=_("Scan (PDF)"), help_text=_("Up to 20 MB. Once kept, it is never exchanged."))
