"""The questions of an own book; the page and the terminal ask the same ones."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from home.setup.facts import BookFacts
from tramgdinh.text.fields import DayField, LineField

_code = RegexValidator(r"^[a-z0-9][a-z0-9-]{1,38}\Z", _("2 to 39 small letters without tones, digits, hyphens"))


class OwnBookForm(forms.Form):
    """The facts with which the office's own book begins."""

    name = LineField(label=_("Name of the committee"), max_length=200, help_text=_("For example: Huyện uỷ Tràng Định"))
    led_organization = LineField(
        label=_("Party organization that it leads"),
        max_length=200,
        help_text=_("For example: Đảng bộ huyện Tràng Định. It becomes the root of the organizations."),
    )
    superior = LineField(label=_("Superior committee"), max_length=200, help_text=_("For example: Tỉnh uỷ Lạng Sơn"))
    place = LineField(label=_("Place on papers"), max_length=100, help_text=_("For example: Tràng Định"))
    symbol = LineField(label=_("Document symbol"), max_length=20, help_text=_("For example: HU in 997-QĐ/HU"))
    code = forms.CharField(
        label=_("Short code"),
        max_length=39,
        validators=[_code],
        help_text=_("Small letters without tones, for example: trang-dinh"),
    )
    founded_on = DayField(
        label=_("First day of the book"),
        help_text=_("No organization or decision lies before it; the beginning of the term is a good choice."),
    )
    founding_paper = LineField(
        label=_("Paper of the founding"), max_length=100, help_text=_("Number and symbol of the founding decision")
    )
    administrator = forms.CharField(
        label=_("User name of the first administrator"),
        max_length=40,
        help_text=_("3 to 40 small letters without tones, digits, . _ - (nong.van.an)"),
    )

    def clean_administrator(self) -> str:
        name: str = self.cleaned_data["administrator"].strip()
        if not User.could_be_username(name):
            raise forms.ValidationError(_("3 to 40 small letters without tones, digits, . _ -"))
        return name

    def facts(self) -> BookFacts:
        """What was answered; the form must be valid."""
        return BookFacts(**self.cleaned_data)
