"""Our select, which writes its options itself, says what Django's says."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

CHOICES = [("", "–"), (7, "Tổ 7 <&>"), ("Nhóm", [("a", "A"), ("b", "B")])]


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", html)).strip()


@pytest.mark.parametrize("value", ["", "7", "b", None])
def test_select_is_as_djangos(value):
    widget = forms.Select(attrs={"class": "form-select", "required": True}, choices=CHOICES)
    attrs = {"id": "id_team", "aria-describedby": "hint"}

    ours = widget.render("team", value, attrs)

    assert plain(ours) == plain(widget.render("team", value, attrs, renderer=DjangoTemplates()))


def test_select_of_several_marks_each():
    widget = forms.SelectMultiple(choices=CHOICES)

    ours = widget.render("team", ["7", "a"])

    assert plain(ours) == plain(widget.render("team", ["7", "a"], renderer=DjangoTemplates()))
