"""What an administrator is asked. Nothing here writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import RoleGrant, User
from tramgdinh.text.fields import DayField, LineField, ParagraphsField

MOST_AT_ONCE = 200


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new account: a user name, no more."""

    class Meta:
        model = User
        fields = ["username"]
        help_texts = {"username": _("3 to 40 small letters without tones, digits, . _ - (nong.van.an)")}


class ManyAccountsForm(forms.Form):
    """User names, one a line."""

    usernames = ParagraphsField(label=_("User names, one a line"), widget=forms.Textarea(attrs={"rows": 12}))

    def clean_usernames(self) -> list[str]:
        names = [line.strip().lower() for line in self.cleaned_data["usernames"].splitlines() if line.strip()]
        if len(names) > MOST_AT_ONCE:
            raise forms.ValidationError(_("At most 200 accounts at once."))
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise forms.ValidationError(_("Twice in the list: %(names)s.") % {"names": ", ".join(twice)})
        return names


class NothingForm(forms.Form):
    """A step that asks for nothing but the click."""


class ReasonForm(forms.Form):
    """Why an account is opened or closed."""

    reason = LineField(label=_("Reason"), max_length=300)


class EndRoleForm(ReasonForm):
    """The last day of a role, and why."""

    last_day = DayField(label=_("Last day"))
    field_order = ["last_day", "reason"]


class GrantForm(forms.ModelForm):  # type: ignore[type-arg]
    """A stored role from day to day; the committee is that of the one who gives it."""

    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("To"), required=False, help_text=_("An inspector's role needs a last day."))

    class Meta:
        model = RoleGrant
        fields = ["user", "role", "starts_on", "ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "user" in self.fields:
            self.fields["user"].queryset = self.fields["user"].queryset.people()  # type: ignore[attr-defined]
