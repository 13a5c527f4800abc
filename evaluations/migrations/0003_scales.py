"""The three scales of domain.md §3. Staff may add others and mend names: they are data."""

from django.db import migrations

SINCE_2018 = [
    ("htxsnv", "Hoàn thành xuất sắc nhiệm vụ", "HTXSNV", True),
    ("httnv", "Hoàn thành tốt nhiệm vụ", "HTTNV", True),
    ("htnv", "Hoàn thành nhiệm vụ", "HTNV", False),
    ("khtnv", "Không hoàn thành nhiệm vụ", "KHTNV", False),
]
SCALES = [
    (
        "hd27-2014",
        "Thang xếp loại đến năm 2017",
        "Hướng dẫn 27-HD/BTCTW năm 2014",
        (2014, 2017),
        [
            ("tsvm", "Trong sạch vững mạnh", "TSVM", True),
            ("httnv", "Hoàn thành tốt nhiệm vụ", "HTTNV", True),
            ("htnv", "Hoàn thành nhiệm vụ", "HTNV", False),
            ("yk", "Yếu kém", "YK", False),
        ],
    ),
    (
        "hd21-2019",
        "Thang xếp loại các năm 2018–2024",
        "Hướng dẫn 16-HD/BTCTW năm 2018; 21-HD/BTCTW ngày 18/10/2019; 25-HD/BTCTW năm 2023",
        (2018, 2024),
        SINCE_2018,
    ),
    (
        "qd366-2025",
        "Thang xếp loại từ năm 2025 (theo điểm)",
        "Quy định 366-QĐ/TW; Hướng dẫn 43-HD/BTCTW ngày 31/10/2025",
        (2025, None),
        SINCE_2018,
    ),
]


def add_scales(apps, _schema_editor):
    scheme_of = apps.get_model("evaluations", "Scheme").objects.create
    level_of = apps.get_model("evaluations", "Level").objects.create
    for code, name, source, (first, last), levels in SCALES:
        scheme = scheme_of(code=code, name=name, source=source, first_year=first, last_year=last)
        for rank, (level, full, short, good) in enumerate(levels, start=1):
            level_of(scheme=scheme, code=level, name=full, short=short, rank=rank, is_good=good)


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0002_laws")]
    operations = [migrations.RunPython(add_scales, migrations.RunPython.noop)]
