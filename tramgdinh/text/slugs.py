"""Names that are safe in addresses and on every disk."""

import re

from .folding import fold

_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST = 100


def slug(text: str, *, fallback: str = "") -> str:
    """`de-tham` for "Đề Thám"; `fallback` where no Latin letter or digit is left."""
    return _UNSAFE.sub("-", fold(text)).strip("-") or fallback


def file_name(*parts: object, extension: str) -> str:
    """A file name of slugs (`to-cong-tac-997-qd-hu.xlsx`), cut at 100 characters before the extension."""
    stem = "-".join(filter(None, (slug(str(part)) for part in parts)))
    return f"{stem[:_LONGEST].strip('-') or 'tep'}.{extension.lstrip('.').lower()}"
