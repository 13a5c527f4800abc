"""The Vietnamese alphabet, byte by byte."""

import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.words import ALPHABET, TONES, Form, anything, cases, forms, names, with_tone
from tramgdinh.text.sorting import person_sort_key, sort_key, split_name

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
    "Thất Khê",
    "Tri Phương",
    "Trung Thành",
    "Vĩnh Tiến",
]


def in_order(*texts: str) -> bool:
    keys = [sort_key(text).encode() for text in texts]
    return all(first < second for first, second in pairwise(keys))


def test_sort_key_orders_the_communes_of_the_district() -> None:
    shuffled = random.Random(706).sample(COMMUNES, len(COMMUNES))  # noqa: S311

    assert sorted(shuffled, key=sort_key) == COMMUNES


def test_sort_key_follows_the_alphabet() -> None:
    assert in_order(*ALPHABET)


@pytest.mark.parametrize("vowel", list("aăâeêioôơuưy"))
def test_sort_key_follows_the_tones(vowel: str) -> None:
    assert in_order(*(f"b{with_tone(vowel, tone)}n" for tone in TONES))


def test_sort_key_puts_letters_before_tones() -> None:
    assert in_order("bạ", "bac", "bá cáo") is False
    assert in_order("bạ", "bac")
    assert in_order("ân", "ấn", "âp")


def test_sort_key_finishes_a_syllable_before_the_next() -> None:
    # a tone in the first syllable weighs more than a letter in the second: so the dictionaries
    assert in_order("tuân thủ", "tuần chay")


def test_sort_key_reads_numbers_by_value() -> None:
    assert in_order("Nà Ao", "Nà Ao 1", "Nà Ao 2", "Nà Ao 10", "Nà Ao 1000000000", "Nà Ao 10000000000", "Nà Ba 1")
    assert sort_key("Khu 02") == sort_key("Khu 2")
    assert in_order("Khu 4", "Khu 4A", "Khu 4B", "Khu 12")


def test_sort_key_puts_the_shorter_first() -> None:
    assert in_order("", "1", "Hoa", "Hoa Mai", "Hoà", "Hoà An", "Hoàng")


def test_sort_key_puts_other_scripts_last() -> None:
    assert in_order("Zét", "Москва")


@given(anything)
def test_sort_key_is_ascii_and_of_one_line(text: str) -> None:
    key = sort_key(text)

    assert key.isascii()
    assert key == key.strip()
    assert "\n" not in key


@given(names, cases, forms)
def test_sort_key_sees_neither_case_nor_form(name: str, case: type[str], form: Form) -> None:
    assert sort_key(unicodedata.normalize(form, case(name))) == sort_key(name)


@given(names)
def test_sort_key_tells_different_names_apart(name: str) -> None:
    for place, letter in enumerate(name):
        for other in "aâàbđ9":
            changed = name[:place] + other + name[place + 1 :]
            assert letter == other or sort_key(changed) != sort_key(name) or changed.split() == name.split()


@given(st.integers(0, 10**25), st.integers(0, 10**25))
def test_sort_key_compares_numbers_as_numbers(first: int, second: int) -> None:
    assert (sort_key(f"x{first}") < sort_key(f"x{second}")) == (first < second)


@pytest.mark.parametrize("pair", ["oa", "oe", "uy"])
@pytest.mark.parametrize("tone", list(TONES))
def test_sort_key_sees_no_placement_of_tones(pair: str, tone: str) -> None:
    assert sort_key(with_tone(pair[0], tone) + pair[1]) == sort_key(pair[0] + with_tone(pair[1], tone))


def test_person_sort_key_takes_given_then_middle_then_family_name() -> None:
    expected = ["Nông Văn An", "Hoàng Thị Ân", "Bế Văn Bình", "Đàm Văn Bình", "Bế Xuân Bình", "Lý Bỉnh"]

    people = sorted(set(expected), key=lambda full: person_sort_key(*split_name(full)))

    assert people == expected


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Nguyễn Thị Thu Hà", ("Nguyễn", "Thị Thu", "Hà")),
        ("Nông An", ("Nông", "", "An")),
        ("  An ", ("", "", "An")),
        ("", ("", "", "")),
        ("Ðinh\u00a0Văn  Ðức", ("Đinh", "Văn", "Đức")),
    ],
)
def test_split_name_finds_family_middle_and_given(full: str, parts: tuple[str, str, str]) -> None:
    assert split_name(full) == parts
