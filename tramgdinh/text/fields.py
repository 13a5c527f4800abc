"""Form fields that read what people here type, and answer in a sentence that names it."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import dates, folding, numbers


class DayInput(forms.TextInput):
    """A text box, since the browser's own calendar follows the browser's language, not ours."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"placeholder": _("day/month/year"), "autocomplete": "off"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        return dates.show_day(value) if isinstance(value, dt.date) else super().format_value(value)


class DayField(forms.DateField):
    """A day typed as d/m/Y or ISO; one that does not exist is named in the answer."""

    widget = DayInput

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, str) and value.strip():
            try:
                return dates.parse_day(value)
            except dates.NotADay as refusal:
                raise ValidationError(str(refusal), code="invalid") from refusal
        return super().to_python(value.strip() if isinstance(value, str) else value)


class HourInput(forms.TextInput):
    """A text box that takes `19:30` and `19h30`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"placeholder": _("hour:minute"), "autocomplete": "off"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        return dates.show_hour(value) if isinstance(value, dt.time) else super().format_value(value)


class HourField(forms.TimeField):
    """A time of day typed as `19:30`, `19h30`, `7h`."""

    widget = HourInput

    def to_python(self, value: Any) -> dt.time | None:
        if isinstance(value, str) and value.strip():
            try:
                return dates.parse_hour(value)
            except dates.NotAnHour as refusal:
                raise ValidationError(str(refusal), code="invalid") from refusal
        return super().to_python(value.strip() if isinstance(value, str) else value)


class CountField(forms.IntegerField):
    """A whole number, also typed with its thousands grouped (`1.600`)."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        number = _typed_number(value)
        if isinstance(number, Decimal) and number != number.to_integral_value():
            raise ValidationError(_("Write a whole number."), code="invalid")
        return super().to_python(int(number) if isinstance(number, Decimal) else number)


class RateField(forms.DecimalField):
    """A number with a decimal comma, such as a rate: `87,8` or `87,8%`."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return numbers.show_number(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as in Django itself
        typed = value.strip().removesuffix("%") if isinstance(value, str) else value
        return super().to_python(_typed_number(typed))


class LineField(forms.CharField):
    """One line of Vietnamese text, cleaned (`folding.clean`)."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(folding.clean(value) if isinstance(value, str) else value)


class ParagraphsField(forms.CharField):
    """Text of several lines, cleaned (`folding.clean_lines`)."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str | None:
        return super().to_python(folding.clean_lines(value) if isinstance(value, str) else value)


def _typed_number(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    try:
        return numbers.parse_number(value)
    except numbers.NotANumber as refusal:
        raise ValidationError(str(refusal), code="invalid") from refusal
