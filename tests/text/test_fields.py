"""What the form fields take, refuse and show; and that Django's own fields follow our formats."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import formats, translation

from tramgdinh.text.fields import CountField, DayField, HourField, LineField, ParagraphsField, RateField


class OneOfEach(forms.Form):
    day = DayField(required=False)
    hour = HourField(required=False)
    count = CountField(required=False, min_value=0)
    share = RateField(required=False, max_digits=5, decimal_places=1)
    line = LineField(required=False)
    paragraphs = ParagraphsField(required=False)


def filled(**data: str) -> OneOfEach:
    form = OneOfEach(data)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("day", " 13/9/2019 ", dt.date(2019, 9, 13)),
        ("day", "2019-09-13", dt.date(2019, 9, 13)),
        ("day", "  ", None),
        ("hour", "19h30", dt.time(19, 30)),
        ("hour", "", None),
        ("count", "1.600", 1600),
        ("count", "12", 12),
        ("count", " ", None),
        ("share", "87,8%", Decimal("87.8")),
        ("share", "87.8", Decimal("87.8")),
        ("line", " Ðề \u00a0Thám ", "Đề Thám"),
        ("paragraphs", "một\r\nhai ", "một\nhai"),
    ],
)
def test_field_reads_what_is_typed(field: str, typed: str, value: Any) -> None:
    form = filled(**{field: typed})

    assert form.errors == {}
    assert form.cleaned_data[field] == value


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("day", "31/9/2019", "Ngày 31/9/2019 không có trong lịch."),
        ("day", "mai", "“mai” không phải là ngày, cần viết như 13/9/2019."),
        ("hour", "25h", "Không có giờ 25h trong ngày."),
        ("count", "12,5", "Cần nhập một số nguyên."),
        ("count", "mười", "“mười” không phải là số."),
        ("count", "-1", "Giá trị phải lớn hơn hoặc bằng 0."),
        ("share", "87,85", "Nhiều nhất là 1 chữ số sau dấu phẩy."),
        ("share", "cao%", "“cao” không phải là số."),
    ],
)
def test_field_refuses_in_a_sentence(field: str, typed: str, sentence: str) -> None:
    assert filled(**{field: typed}).errors == {field: [sentence]}


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("day", dt.date(2019, 9, 3), 'value="3/9/2019"'),
        ("hour", dt.time(7, 30), 'value="07:30"'),
        ("share", Decimal("87.8"), 'value="87,8"'),
        ("count", 1600, 'value="1600"'),
    ],
)
def test_field_shows_its_value_in_the_form_it_reads(field: str, value: Any, shown: str) -> None:
    assert shown in str(OneOfEach(initial={field: value})[field])


def test_unchanged_field_is_not_seen_as_changed() -> None:
    initial = {"day": dt.date(2019, 9, 13), "hour": dt.time(19, 30), "count": 1600, "share": Decimal("87.8")}
    typed = {"day": "13/09/2019", "hour": "19:30", "count": "1.600", "share": "87,8"}

    assert OneOfEach(typed, initial=initial).changed_data == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_django_fields_read_day_before_month(language: str) -> None:
    with translation.override(language):
        assert forms.DateField().clean("9/10/2018") == dt.date(2018, 10, 9)
        assert forms.DateField().clean("13/9/2019") == dt.date(2019, 9, 13)
        assert forms.TimeField().clean("7h30") == dt.time(7, 30)
        assert forms.DateTimeField().clean("9/10/2018 19:30").month == 10
        assert forms.DateField().widget.format_value(dt.date(2018, 10, 9)) == "09/10/2018"
        with pytest.raises(ValidationError):
            forms.DateField().clean("10/13/2019")


def test_admin_calendar_begins_on_monday_and_writes_our_days() -> None:
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
    assert AdminDateWidget().format_value(dt.date(2019, 9, 13)) == "13/09/2019"


def test_django_filters_write_our_formats() -> None:
    page = Template(
        "{{ day|date }} {{ day|date:'SHORT_DATE_FORMAT' }} {{ day }} {{ share }} {{ many|floatformat:'g' }}"
    )

    shown = page.render(Context({"day": dt.date(2019, 9, 3), "share": Decimal("87.8"), "many": 1600}))

    assert shown == "3/9/2019 3/9/2019 3/9/2019 87,8 1.600"


@pytest.mark.parametrize(
    ("page", "value", "shown"),
    [
        ("{{ it|day }}", dt.date(2019, 9, 13), "13/9/2019"),
        ("{{ it|month }}", dt.date(2019, 9, 13), "9/2019"),
        ("{{ it|hour }}", dt.time(19, 30), "19:30"),
        ("{{ it|number }}", 1600, "1.600"),
        ("{{ it|number:1 }}", Decimal("3.25"), "3,3"),
        ("{{ it|percent }}", Decimal("87.8"), "87,8%"),
        ("{{ it|points }}", Decimal("4.2"), "+4,2 điểm phần trăm"),
        # 20:00 UTC is the next day here
        ("{{ it|day }} {{ it|hour }}", dt.datetime(2019, 9, 12, 20, tzinfo=dt.UTC), "13/9/2019 03:00"),
        ("{{ it|moment }}", dt.datetime(2019, 9, 12, 20, tzinfo=dt.UTC), "03:00 13/9/2019"),
    ],
)
def test_template_filters_write_as_papers_do(page: str, value: Any, shown: str) -> None:
    assert Template("{% load vietnamese %}" + page).render(Context({"it": value})) == shown


@pytest.mark.parametrize("name", ["day", "month", "hour", "moment", "number", "percent", "points"])
def test_template_filters_show_nothing_for_nothing(name: str) -> None:
    assert Template("{% load vietnamese %}{{ it|" + name + " }}").render(Context({"it": None})) == ""
