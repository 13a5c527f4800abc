"""Keys that sort by the Vietnamese alphabet in a column with COLLATE "C", whatever the server's locale."""

import re
import unicodedata
from itertools import groupby

from .folding import TONES, clean

# The 29 letters, and f j w z at their Latin places.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Only these marks make another letter of a, e, o, u; the tones and all foreign marks do not.
_LETTER_MARKS = "\u0302\u0306\u031b"
_RANK = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
_DIGITS = "0123456789"
_WORDS = re.compile(r"[^\W_]+")

# All below the digits, in this order: a shorter name, word, tone list comes first.
_NEXT_PART, _NEXT_WORD, _TONES_OF_WORD = " ", "!", '"'
# After every letter of ours: letters of other scripts, by code point.
_FOREIGN = "z"


def sort_key(text: str) -> str:
    """An ASCII key: letters, then tones, syllable by syllable (as dictionaries do); numbers by their value.

    Case, punctuation and the placement of a tone make no difference: order by the name's key, then by id.
    """
    # One syllable has one tone, so its place in the syllable (uỷ, ủy) need not enter the key.
    return _NEXT_WORD.join(_word_key(word) for word in _WORDS.findall(clean(text).casefold()))


def person_sort_key(family: str, middle: str, given: str) -> str:
    """People by given name, then middle, then family name."""
    return _NEXT_PART.join(sort_key(part) for part in (given, middle, family))


def split_name(full: str) -> tuple[str, str, str]:
    """Family, middle and given name of a name in full; of a single word, only the given name."""
    *rest, given = clean(full).split(" ")
    family = rest[0] if rest else ""
    return family, " ".join(rest[1:]), given


def _word_key(word: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    for part in unicodedata.normalize("NFD", word):
        if part in _LETTER_MARKS and letters:
            # Precomposed where the letter exists (â), dropped where it does not (ĉ).
            letter = unicodedata.normalize("NFC", letters[-1] + part)
            letters[-1] = letter if letter in _RANK else letters[-1]
        elif part in TONES:
            tones.append(str(TONES.index(part) + 1))
        elif not unicodedata.combining(part):
            letters.append(part)
    return "".join(_runs(letters)) + _TONES_OF_WORD + "".join(tones)


def _runs(letters: list[str]) -> list[str]:
    keys: list[str] = []
    for is_number, group in groupby(letters, key=lambda letter: letter in _DIGITS):
        run = list(group)
        keys.extend([_number_key("".join(run))] if is_number else map(_letter_key, run))
    return keys


def _letter_key(letter: str) -> str:
    return _RANK.get(letter) or f"{_FOREIGN}{ord(letter):06x}"


def _number_key(digits: str) -> str:
    # The length goes first ("2" before "10"), 9s carrying where one figure is not enough for it.
    value = digits.lstrip("0") or "0"
    carry, rest = divmod(len(value) - 1, 9)
    return "9" * carry + str(rest) + value
