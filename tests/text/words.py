"""What the property tests draw: Vietnamese words as people and programs write them."""

import unicodedata
from typing import Literal

from hypothesis import strategies as st

type Form = Literal["NFC", "NFD"]

TONES = {"ngang": "", "huyền": "\u0300", "hỏi": "\u0309", "ngã": "\u0303", "sắc": "\u0301", "nặng": "\u0323"}
ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"


def with_tone(vowel: str, tone: str) -> str:
    return unicodedata.normalize("NFC", vowel + TONES[tone])


tones = st.sampled_from(list(TONES))
vowels = st.builds(with_tone, st.sampled_from("aăâeêioôơuưy"), tones)
syllables = st.builds(
    lambda first, vowel, last: first + vowel + last,
    st.sampled_from(["", "b", "c", "ch", "đ", "gi", "kh", "ng", "th", "tr"]),
    vowels,
    st.sampled_from(["", "c", "m", "n", "ng", "nh", "p", "t"]),
)
cases = st.sampled_from([str.lower, str.upper, str.title])
forms: st.SearchStrategy[Form] = st.sampled_from(["NFC", "NFD"])
names = st.lists(syllables, min_size=1, max_size=4).map(" ".join)
anything = st.text(max_size=30)
