"""Shapes of what is asked on the first pages."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WhoAnswersForm(forms.Form):
    q = forms.CharField(
        label=_("Cell or organization"),
        required=False,
        max_length=100,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "class": "form-control",
                "placeholder": _("for example: na ao 1"),
                "autofocus": "",
            }
        ),
    )
    on = forms.CharField(
        label=_("On the day"),
        required=False,
        widget=forms.DateInput(attrs={"data-day": "", "class": "form-control", "size": 10, "inputmode": "numeric"}),
    )
