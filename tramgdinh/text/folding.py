"""Text as it is stored (`clean`) and as it is searched (`fold`), domain.md §4."""

import re
import unicodedata
from itertools import product

# Read as nothing: they separate no words, and a paste from Word or Zalo brings them along.
_ZERO_WIDTH = dict.fromkeys(map(ord, "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"))
# Control signs, which no keyboard gives and PostgreSQL does not take (NUL); white space among them stays.
_ZERO_WIDTH |= dict.fromkeys(code for code in range(32) if not chr(code).isspace())
# Old Vietnamese fonts and keyboards give Icelandic eth, which looks the same and is another letter.
_ETH = str.maketrans({"Ð": "Đ", "ð": "đ"})
_SPACES = re.compile(r"\s+")
_SPACES_IN_LINE = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# huyền, hỏi, ngã, sắc, nặng: the order of the dictionaries
TONES = "\u0300\u0309\u0303\u0301\u0323"
_TONE_BEFORE_OR_AFTER = ("oa", "oe", "uy")


def clean(text: str) -> str:
    """One line as we store it: NFC, Đ for Ð, single plain spaces; otherwise as typed. Idempotent."""
    return _SPACES.sub(" ", _letters(text)).strip()


def clean_lines(text: str) -> str:
    """Like `clean`, for a text area: line breaks stay, at most one empty line between two."""
    lines = _LINE_ENDS.sub("\n", _letters(text)).split("\n")
    tidy = "\n".join(_SPACES_IN_LINE.sub(" ", line).strip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", tidy).strip()


def fold(text: str) -> str:
    """What search compares: no case, no tones or other marks, d for đ; white space as in `clean`.

    With no tone left, old and new placement (`uỷ`, `ủy`) give the same.
    """
    lowered = unicodedata.normalize("NFD", _letters(text)).casefold()
    letters = unicodedata.normalize("NFD", lowered)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return clean(unicodedata.normalize("NFC", bare.replace("đ", "d")))


def fold_query(text: str) -> list[str]:
    """The folded words of what was typed into a search box, each once; every one of them must be found."""
    return list(dict.fromkeys(fold(text).split()))


def respell(text: str) -> str:
    """Cleaned text with the tone where we write it (`uỷ`, `hoà`, `khoẻ`), to compare names with their tones.

    Only where the syllable ends in oa, oe, uy: elsewhere (`hoàn`, `của`) both schools agree.
    """
    return _OLD_PLACEMENT.sub(lambda pair: _NEW_FOR_OLD[pair[0]], clean(text))


def _letters(text: str) -> str:
    # Zero-width signs first: one between a letter and its mark would keep the two from composing.
    return unicodedata.normalize("NFC", text.translate(_ZERO_WIDTH)).translate(_ETH)


def _new_for_old() -> dict[str, str]:
    cased = [case(pair) for pair in _TONE_BEFORE_OR_AFTER for case in (str.lower, str.upper, str.title)]
    pairs = [(pair[0] + tone + pair[1], pair + tone) for pair, tone in product(cased, TONES)]
    return {unicodedata.normalize("NFC", old): unicodedata.normalize("NFC", new) for old, new in pairs}


_NEW_FOR_OLD = _new_for_old()
_OLD_PLACEMENT = re.compile(rf"(?:{'|'.join(_NEW_FOR_OLD)})(?!\w)")
