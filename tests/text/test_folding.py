"""Stored text and searched text, domain examples first, then any text at all."""

import unicodedata

import pytest
from hypothesis import given

from tests.text.words import TONES, Form, anything, cases, forms, names, with_tone
from tramgdinh.text.folding import clean, clean_lines, fold, fold_query, respell

PAIRS = ["oa", "oe", "uy"]
TONED = [tone for tone in TONES if tone != "ngang"]


@pytest.mark.parametrize(
    "typed",
    [
        "de tham",
        "ĐỀ THÁM",
        "Đề Thám",
        "Ðề Thám",
        "ðề thám",
        unicodedata.normalize("NFD", "Đề Thám"),
        "Đề\u00a0 Thám",
    ],
)
def test_fold_makes_all_spellings_of_one_name_equal(typed: str) -> None:
    assert fold(typed) == "de tham"


@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
@pytest.mark.parametrize("tone", TONED)
@pytest.mark.parametrize("pair", PAIRS)
def test_fold_and_respell_join_old_and_new_placement(pair: str, tone: str, case: type[str]) -> None:
    old = case("h" + with_tone(pair[0], tone) + pair[1])
    new = case("h" + pair[0] + with_tone(pair[1], tone))

    assert old != new
    assert fold(old) == fold(new) == f"h{pair}"
    assert respell(old) == respell(new) == new


def test_respell_leaves_syllables_where_both_schools_agree() -> None:
    agreed = "Hoàn toàn của Nguyễn Thuý Quỳnh, quý III, khuỷu tay"

    assert respell(agreed) == agreed


def test_respell_writes_the_office_as_we_do() -> None:
    assert respell("Ủy ban, HUYỆN ỦY, Hòa, khỏe, thủy") == "Uỷ ban, HUYỆN UỶ, Hoà, khoẻ, thuỷ"


def test_clean_reads_eth_as_the_vietnamese_letter() -> None:
    assert clean("Ðại Ðồng, ðội") == "Đại Đồng, đội"


def test_clean_drops_what_cannot_be_seen() -> None:
    assert clean(" \ufeffNà\u200b\u00a0\u2009 Ao\u00ad\t2\n") == "Nà Ao 2"


def test_clean_composes_across_a_zero_width_sign() -> None:
    assert clean("e\u200b\u0302\u200d\u0300") == "ề"


def test_clean_keeps_what_was_typed_otherwise() -> None:
    assert clean("Số 997-QĐ/HU (ủy quyền) – “hòa”") == "Số 997-QĐ/HU (ủy quyền) – “hòa”"


def test_clean_lines_keeps_paragraphs() -> None:
    assert clean_lines("một \u00a0hai\r\n\r\n\r\n\r\n ba\u2028bốn \n") == "một hai\n\nba\nbốn"


def test_fold_query_gives_each_word_once() -> None:
    assert fold_query("  Đề THÁM đề ") == ["de", "tham"]
    assert fold_query(" \u200b ") == []


@given(anything)
def test_clean_twice_is_clean_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)
    assert unicodedata.is_normalized("NFC", clean(text))


@given(anything)
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text) == fold(clean(text))


@given(names, cases, forms)
def test_fold_sees_neither_case_nor_form(name: str, case: type[str], form: Form) -> None:
    assert fold(unicodedata.normalize(form, case(name))) == fold(name)
    assert fold(name).isascii()


@given(names, names, names)
def test_fold_keeps_a_part_inside_the_whole(before: str, part: str, after: str) -> None:
    assert fold(part) in fold(f"{before} {part} {after}")


@given(names, forms)
def test_respell_changes_only_where_the_tone_stands(name: str, form: Form) -> None:
    assert fold(respell(name)) == fold(name)
    assert respell(respell(name)) == respell(unicodedata.normalize(form, name))
