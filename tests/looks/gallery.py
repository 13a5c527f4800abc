"""What the living style page shows: every component once, with words of the length that real pages have."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator

from tramgdinh.documents.charts import Target, Value, bar_chart, line_chart

DAY = dt.date(2019, 9, 12)
MOMENT = dt.datetime(2020, 2, 19, 9, 41, tzinfo=dt.UTC)
PLACES = "Tổng quan|Việc của tôi|Ai phụ trách|Tổ chức đảng|Quyết định|Tổ công tác|Cán bộ|Sinh hoạt|Xếp loại|Quản trị"
COMMUNES = (
    "Thất Khê|Bắc Ái|Cao Minh|Chi Lăng|Chí Minh|Đại Đồng|Đào Viên|Đề Thám|Đoàn Kết|Đội Cấn|"
    "Hùng Sơn|Hùng Việt|Kháng Chiến|"
    "Khánh Long|Kim Đồng|Quốc Khánh|Quốc Việt|Tân Minh|Tân Tiến|Tân Yên|Tri Phương|Trung Thành|Vĩnh Tiến"
)


class FilterForm(forms.Form):
    q = forms.CharField(label="Tìm theo tên", widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}))
    kind = forms.ChoiceField(
        label="Loại hình",
        choices=[("", "Tất cả"), ("base", "Đảng bộ cơ sở")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    team = forms.ChoiceField(
        label="Tổ công tác",
        choices=[("", "Tất cả"), ("1", "Tổ số 1")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    covered = forms.ChoiceField(
        label="Người phụ trách",
        choices=[("", "Tất cả"), ("0", "Chưa phân công người phụ trách")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )


class ReportForm(forms.Form):
    held = forms.ChoiceField(label="Kết quả", choices=[("1", "Đã sinh hoạt"), ("0", "Không sinh hoạt")])
    day = forms.DateField(label="Ngày sinh hoạt", widget=forms.DateInput(attrs={"data-day": ""}))
    total = forms.IntegerField(label="Tổng số đảng viên", help_text="Kể cả đảng viên được miễn sinh hoạt.")
    present = forms.IntegerField(label="Có mặt")
    model = forms.BooleanField(label="Sinh hoạt điểm", required=False)
    content = forms.CharField(label="Nội dung đã bàn", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def clean(self) -> dict[str, Any]:
        self.add_error("present", "Có mặt 15 người, nhiều hơn 12 người phải dự.")
        return self.cleaned_data


def context() -> dict[str, Any]:
    """Return the gallery's context; pages get the same from their views and from the context processor."""
    names = PLACES.split("|")
    return {
        "committee_name": "Huyện uỷ Tràng Định",
        "account_name": "Nguyễn Thị Minh Khai",
        "account_roles": ["Chuyên viên", "Tổ trưởng Tổ công tác số 1"],
        "nav_items": [{"url": f"#{n}", "label": name, "active": n == 3} for n, name in enumerate(names)],
        "today": dt.date(2020, 2, 20),
        "on": DAY,
        "is_as_of": True,
        "sample_day": dt.date(2020, 2, 20),
        "tabs": _tabs(),
        "page": Paginator(_rows(300), 25).get_page(2),
        "filter_form": FilterForm(),
        "report_form": ReportForm({"held": "1", "day": "12/9/2019", "total": "14", "present": "15"}),
        "facts": _facts(),
        "warnings": [
            "Tổ số 4 có 16 thành viên, quá 15.",
            {"text": "Đồng chí Hoàng Văn An phụ trách 3 chi bộ, quá 2.", "url": "#an"},
        ],
        "comes": [{"label": "Chi bộ Nà Ao 1", "detail": "đồng chí Lương Thị Bình · 1 lần mỗi tháng", "url": "#1"}],
        "goes": [],
        "moves": [{"label": "Chi bộ Nà Ao 2", "before": "Hoàng Văn An", "after": "Lương Thị Bình"}] * 3,
        "history": _history(),
        "messages": _messages(),
        "trend": trend(),
        "months": bars(),
        "month_names": [f"T{month}" for month in range(1, 13)],
        "heat": [{"name": f"Đảng bộ xã {name}", "cells": _heat(n)} for n, name in enumerate(COMMUNES.split("|")[1:9])],
    }


def _messages() -> "list[_Message]":
    return [
        _Message("success", "Đã ghi nhận ban hành Quyết định số 997-QĐ/HU."),
        _Message("error", "Chi bộ Nà Ao 1 đã có người phụ trách từ ngày 10/10/2018."),
    ]


class _Message(str):
    """A message as Django hands it to templates: it prints itself and knows its level."""

    level_tag: str

    def __new__(cls, level_tag: str, text: str) -> "_Message":
        made = super().__new__(cls, text)
        made.level_tag = level_tag
        return made


def _tabs() -> list[dict[str, Any]]:
    return [
        {"url": "#a", "label": "Thông tin chung", "active": True},
        {"url": "#b", "label": "Chi bộ trực thuộc", "active": False, "count": 12},
        {"url": "#c", "label": "Lịch sử", "active": False, "count": 0},
    ]


def _rows(count: int) -> list[dict[str, Any]]:
    names = COMMUNES.split("|")
    states = [
        ("Có người phụ trách", "ok"),
        ("Giao tổ phụ trách", "info"),
        ("Chưa phân công người phụ trách", "bad"),
    ]
    return [
        {
            "name": f"Đảng bộ xã {names[n % len(names)]}",
            "kind": "Đảng bộ cơ sở",
            "team": f"Tổ công tác số {n % 8 + 1}",
            "cells": 8 + n % 8,
            "members": 96 + 37 * n % 1600,
            "state": states[n % 3],
        }
        for n in range(count)
    ]


def _facts() -> list[dict[str, Any]]:
    return [
        {"label": "Tên gọi", "value": "Đảng bộ xã Đề Thám"},
        {"label": "Loại hình", "value": "Đảng bộ cơ sở"},
        {"label": "Tổ công tác phụ trách", "value": "Tổ công tác số 3", "url": "#to-3"},
        {"label": "Ngày kết thúc", "value": None},
    ]


def _history() -> list[dict[str, Any]]:
    return [
        {
            "at": MOMENT,
            "by": "Nguyễn Thị Minh Khai",
            "verb": "Điều chỉnh phân công",
            "reason": "Đồng chí An đi học tập trung.",
            "decision": "Quyết định số 1012-QĐ/HU",
            "changes": [{"field": "Người phụ trách", "before": "Hoàng Văn An", "after": "Lương Thị Bình"}],
        },
        {
            "at": MOMENT - dt.timedelta(days=400),
            "by": "Hệ thống",
            "verb": "Ghi dữ liệu mẫu",
            "changes": [
                {"field": "Số thứ tự", "before": "", "after": "7"},
                {"field": "Địa điểm", "before": "Nà Ao", "after": ""},
            ],
        },
    ]


def _heat(seed: int) -> list[dict[str, str]]:
    marks = [("ok", "12/12"), ("ok", "11/12"), ("warn", "9/12"), ("bad", "4/12"), ("quiet", "–")]
    return [dict(zip(("tone", "text"), marks[(seed * 3 + month * 2) % 5], strict=True)) for month in range(12)]


def trend() -> Any:
    rates = {"2015": None, "2016": "83.6", "2017": None, "2018": "86.1", "2019": "87.8", "2020": "88.5"}
    values = [
        Value(
            label=year,
            value=Decimal(rate) if rate else None,
            text=f"{rate}%".replace(".", ",") if rate else "",
            note="tạm tính" if year == "2020" else "",
            open=year == "2020",
        )
        for year, rate in rates.items()
    ]
    return line_chart(
        title="Tỷ lệ tổ chức cơ sở đảng hoàn thành tốt trở lên",
        values=values,
        label_head="Năm",
        value_head="Tỷ lệ",
        low=70,
        high=100,
        target=Target(value=85, label="Chỉ tiêu 85%"),
        tick_text=lambda tick: f"{tick:g}%".replace(".", ","),
    )


def bars() -> Any:
    values = [
        Value(label=f"T{month}", value=met, text=str(met)) for month, met in enumerate((280, 12, 291, 288, 300, 296), 1)
    ]
    return bar_chart(title="Chi bộ đã sinh hoạt", values=values, label_head="Tháng", value_head="Chi bộ")
