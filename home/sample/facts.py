"""Names that the sample is made of. The 23 communes, Nà Ao 1 and 2, Nà Cà are facts; the rest is invented."""

import datetime as dt

# The day on which the sample's organizations begin: long before the first decision, and no fact.
FOUNDED_ON = dt.date(2015, 1, 1)
WORKING_DAY = dt.date(2020, 2, 20)

# Closes every invented name of an organization. Invented people carry it by their own flag.
MARK = " (mẫu)"
SOURCE = "Báo Lạng Sơn, 22/01/2021"

TOWNSHIP = "Thất Khê"
COMMUNES = [
    "Bắc Ái",
    "Cao Minh",
    "Chi Lăng",
    "Chí Minh",
    "Đại Đồng",
    "Đào Viên",
    "Đề Thám",
    "Đoàn Kết",
    "Đội Cấn",
    "Hùng Sơn",
    "Hùng Việt",
    "Kháng Chiến",
    "Khánh Long",
    "Kim Đồng",
    "Quốc Khánh",
    "Quốc Việt",
    "Tân Minh",
    "Tân Tiến",
    "Tân Yên",
    "Tri Phương",
    "Trung Thành",
    "Vĩnh Tiến",
]
# Cells named in the source; they stand first in their commune.
KNOWN_VILLAGES = {"Đề Thám": ["Nà Ao 1", "Nà Ao 2"], "Hùng Sơn": ["Nà Cà"]}
TOWNSHIP_QUARTERS = 9  # khu 1 … khu 9, then the township's own offices
VILLAGE_FIRST = ["Nà", "Bản", "Pác", "Khuổi", "Kéo", "Cốc", "Lũng", "Phai", "Thôm", "Đông"]
VILLAGE_LAST = [
    "Phái", "Lầu", "Slin", "Luống", "Quang", "Slầy", "Mười", "Chang", "Đon", "Hang", "Nhàn", "Pài", "Sào",
    "Tàn", "Trang", "Mạ", "Cáy", "Nọi", "Lác", "Pằn", "Liền", "Hoáy", "Sâm", "Dài", "Tó", "Bó", "Vẻ", "Châu",
    "Nưa", "Tậu",
]  # fmt: skip
COMMUNE_OFFICES = ["Cơ quan xã", "Trường Mầm non", "Trường Tiểu học", "Trường Trung học cơ sở", "Trạm Y tế"]
MILITARY_CELLS = ["Chỉ huy - Tham mưu", "Chính trị", "Hậu cần - Kỹ thuật"]
POLICE_CELLS = ["Tổng hợp", "An ninh", "Cảnh sát điều tra", "Cảnh sát quản lý hành chính"]
AGENCY_CELLS = [
    "Văn phòng Huyện uỷ",
    "Ban Tổ chức Huyện uỷ",
    "Cơ quan Uỷ ban Kiểm tra Huyện uỷ",
    "Ban Tuyên giáo Huyện uỷ",
    "Ban Dân vận - Mặt trận Tổ quốc",
    "Các đoàn thể huyện",
    "Văn phòng HĐND và UBND huyện",
    "Phòng Nội vụ",
    "Phòng Tài chính - Kế hoạch",
    "Phòng Nông nghiệp và Phát triển nông thôn",
    "Phòng Giáo dục và Đào tạo",
    "Phòng Lao động - Thương binh và Xã hội",
    "Phòng Văn hoá và Thông tin",
    "Phòng Kinh tế và Hạ tầng",
    "Phòng Tài nguyên và Môi trường",
    "Phòng Tư pháp - Thanh tra",
    "Toà án nhân dân huyện",
    "Viện Kiểm sát nhân dân huyện",
    "Chi cục Thi hành án dân sự",
    "Kho bạc Nhà nước",
    "Chi cục Thuế",
    "Bảo hiểm xã hội",
    "Ngân hàng Nông nghiệp",
    "Ngân hàng Chính sách xã hội",
    "Trung tâm Y tế",
    "Hạt Kiểm lâm",
    "Điện lực",
]
SCHOOL_CELLS = [
    "Trường THPT Tràng Định",
    "Trường THPT Bình Độ",
    "Trường PTDTNT THCS huyện",
    "Trung tâm GDNN - GDTX huyện",
]

FAMILY_NAMES = [
    "Nông", "Hoàng", "Lý", "Vi", "Triệu", "Bế", "Hà", "Nguyễn", "Đinh", "Lương", "Chu", "La", "Phùng", "Đàm",
    "Lộc", "Dương", "Trần", "Lê", "Phạm", "Đoàn",
]  # fmt: skip
MEN = (
    ["Văn", "Đức", "Quang", "Minh", "Ngọc", "Xuân", "Trung", "Thanh"],
    [
        "Hải",
        "Hùng",
        "Thắng",
        "Cường",
        "Tuấn",
        "Dũng",
        "Sơn",
        "Thuỷ",
        "Bình",
        "Long",
        "Đạt",
        "Tiến",
        "Khánh",
        "Ước",
    ],
)
WOMEN = (
    ["Thị", "Thị Thu", "Thị Hồng", "Bích", "Thị Minh"],
    ["Hoà", "Hương", "Lan", "Thảo", "Nhung", "Hạnh", "Yến", "Ánh", "Oanh", "Quỳnh", "Uyên", "Xuân"],
)
COMMITTEE_TITLES = [
    "Phó Bí thư Thường trực Huyện uỷ",
    "Phó Bí thư Huyện uỷ, Chủ tịch UBND huyện",
    "Uỷ viên Ban Thường vụ, Trưởng Ban Tổ chức Huyện uỷ",
    "Uỷ viên Ban Thường vụ, Chủ nhiệm Uỷ ban Kiểm tra Huyện uỷ",
    "Uỷ viên Ban Thường vụ, Trưởng Ban Tuyên giáo Huyện uỷ",
    "Uỷ viên Ban Thường vụ, Trưởng Ban Dân vận Huyện uỷ",
    "Uỷ viên Ban Thường vụ, Phó Chủ tịch UBND huyện",
    "Uỷ viên Ban Thường vụ, Chủ tịch Uỷ ban MTTQ Việt Nam huyện",
]
BOARDS = [
    "Ban Tổ chức Huyện uỷ",
    "Uỷ ban Kiểm tra Huyện uỷ",
    "Ban Tuyên giáo Huyện uỷ",
    "Ban Dân vận Huyện uỷ",
]
UNIONS = [
    "Liên đoàn Lao động huyện",
    "Hội Nông dân huyện",
    "Hội Liên hiệp Phụ nữ huyện",
    "Hội Cựu chiến binh huyện",
]
OFFICES = [cell for cell in AGENCY_CELLS if cell.startswith("Phòng")] + ["Văn phòng HĐND và UBND huyện"]
