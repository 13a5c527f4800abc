"""What a meeting of the sample was about, how long it took and how many came."""

import datetime as dt
import random
from typing import Any

from home.sample import facts
from meetings.models import Meeting, Report

Level = Report.Level
NOT_HELD = [
    "Mưa lũ, đường vào thôn bị sạt lở",
    "Trùng đám hiếu trong thôn",
    "Bí thư chi bộ đi học tập trung, chưa giao người chủ trì",
    "Nhiều đảng viên đi làm xa, không đủ thành phần",
]
TOPICS = {
    1: "Kiểm điểm nhiệm vụ năm cũ; chăm lo Tết Nguyên đán cho hộ nghèo, gia đình chính sách.",
    2: "Ra quân đầu năm; trồng cây, giữ gìn vệ sinh đường thôn.",
    3: "Gieo trồng vụ xuân; rà soát hộ nghèo.",
    4: "Phòng cháy, chữa cháy rừng; thu hoạch và tiêu thụ nông sản.",
    5: "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
    6: "Sơ kết sáu tháng; phòng, chống thiên tai mùa mưa bão.",
    7: "Đền ơn đáp nghĩa; thu các loại quỹ.",
    8: "Chuẩn bị năm học mới; phòng, chống dịch tả lợn châu Phi.",
    9: "Xây dựng nông thôn mới: đường bê tông, nhà văn hoá thôn.",
    10: "Thu hoạch vụ mùa; phát triển đảng viên mới.",
    11: "Ngày hội Đại đoàn kết toàn dân tộc; chuẩn bị kiểm điểm cuối năm.",
    12: "Kiểm điểm, đánh giá, xếp loại chi bộ và đảng viên.",
}
NEW_DISEASE = (dt.date(2020, 2, 1), "Phòng, chống dịch bệnh do nCoV; chuẩn bị đại hội chi bộ nhiệm kỳ 2020–2022.")
# What the source tells of cells; it gives the year, the month is invented.
TOLD = {
    ("Chi bộ thôn Nà Ao 1", dt.date(2019, 6, 1)): (
        "Họp dân lấy ý kiến về con đường bích hoạ theo gợi ý của tổ công tác: tường dài gần 1.000 m, hơn 1.600 m²"
        " ở hai thôn Nà Ao 1 và Nà Ao 2."
    ),
    ("Chi bộ thôn Nà Ao 2", dt.date(2019, 6, 1)): (
        "Cùng thôn Nà Ao 1 làm con đường bích hoạ: bàn cách huy động công và vật liệu."
    ),
    ("Chi bộ thôn Nà Cà", dt.date(2019, 5, 1)): ("Sinh hoạt điểm: làm đường hoa, sân vận động, đường bê tông."),
}
TOLD_MARK = f" (nguồn: {facts.SOURCE}; tháng là mẫu)"
LENGTHS = [60, 75, 90, 90, 95, 100, 105, 120]


def of_meeting(dice: random.Random, meeting: Meeting, cell: str) -> dict[str, Any]:
    """Return hours, subject, number of the minutes and the cell's own score of a meeting that was held."""
    hour = meeting.planned_hour or dt.time(14, 0)
    start = dt.datetime.combine(meeting.planned_on, hour) + dt.timedelta(minutes=dice.choice([0, 0, 0, 5, 15]))
    told = TOLD.get((cell, meeting.month))
    topic = NEW_DISEASE[1] if meeting.month == NEW_DISEASE[0] else TOPICS[meeting.month.month]
    return {
        "start_hour": start.time(),
        "end_hour": (start + dt.timedelta(minutes=dice.choice(LENGTHS))).time(),
        "discussed": told + TOLD_MARK if told else topic + facts.MARK,
        "paper_number": f"BB {meeting.month.month:02}/{meeting.month.year}{facts.MARK}",
        "self_level": dice.choices([Level.GOOD, Level.FAIR, Level.AVERAGE], [62, 33, 5])[0],
    }


def confirmed(dice: random.Random, level: str) -> str:
    """The attendee's score: the cell's own, or one below it in a fifth of the cases."""
    order = list(Level)
    below = order[min(order.index(Level(level)) + 1, len(order) - 2)]
    return below if dice.random() < 0.2 else level


def counts(dice: random.Random, total: int) -> dict[str, int]:
    """Members by what became of them; they add up to `total`."""
    exempt = sum(dice.random() < 0.05 for _ in range(total))
    away = sum(dice.random() < 0.07 for _ in range(total - exempt))
    expected = total - exempt - away
    missing = sum(dice.random() < 0.07 for _ in range(expected))
    without = sum(dice.random() < 0.2 for _ in range(missing))
    return {
        "total": total,
        "exempt": exempt,
        "away_long": away,
        "present": expected - missing,
        "absent_excused": missing - without,
        "absent_unexcused": without,
    }
