"""Addresses and file names."""

from hypothesis import given
from hypothesis import strategies as st

from tests.text.words import anything
from tramgdinh.text.slugs import file_name, slug


def test_slug_keeps_the_letter_d() -> None:
    assert slug("Đề Thám") == slug("Ðề  THÁM") == "de-tham"


def test_slug_of_a_symbol_has_no_slash() -> None:
    assert slug("997-QĐ/HU") == "997-qd-hu"


def test_slug_without_letters_is_the_fallback() -> None:
    assert slug("***", fallback="trang") == "trang"


def test_file_name_joins_parts() -> None:
    assert file_name("Tổ công tác", 997, "", "12/9/2019", extension=".XLSX") == "to-cong-tac-997-12-9-2019.xlsx"


@given(st.lists(anything, max_size=20))
def test_file_name_is_safe_on_every_disk(parts: list[str]) -> None:
    name = file_name(*parts, extension="pdf")

    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert len(name) <= 104
    assert name.count(".") == 1
    assert not name.startswith((".", "-"))
