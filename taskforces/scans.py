"""Whether an uploaded scan is a PDF that can be kept: readable by anyone, with pages, and doing nothing by
itself.
"""

from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

LARGEST = 20 * 1024 * 1024
# Actions and parts by which a PDF does something when it is opened, or carries something that is no page.
_ACTIVE = {
    "/JavaScript",
    "/JS",
    "/Launch",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/RichMedia",
    "/SubmitForm",
    "/ImportData",
}
_MOST_OBJECTS = 200_000


class BadScan(ValueError):
    """The file is not kept; `str()` is a sentence for the user."""


def check_scan(file: IO[bytes], size: int) -> int:
    """Return the number of pages, or raise BadScan saying what is wrong. The file is left at its
    beginning.
    """
    if size > LARGEST:
        raise BadScan(_("The scan is larger than 20 MB. Scan it again at 200–300 dpi."))
    try:
        return _check(file)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        if isinstance(error, BadScan):
            raise
        raise BadScan(_("This file is not a readable PDF. Scan the paper again as PDF.")) from error
    finally:
        file.seek(0)


def _check(file: IO[bytes]) -> int:
    file.seek(0)
    if not file.read(1024).lstrip().startswith(b"%PDF-"):
        raise BadScan(_("This file is not a PDF. Scan the paper again as PDF."))
    file.seek(0)
    reader = PdfReader(file, strict=False)
    if reader.is_encrypted:
        raise BadScan(_("This PDF is locked with a password. Save it without one."))
    pages = len(reader.pages)
    if not pages:
        raise BadScan(_("This PDF has no pages."))
    for page in reader.pages:
        page.mediabox  # noqa: B018  # a page that cannot be read raises here
    if any(key in _ACTIVE for key in _names(reader)):
        raise BadScan(_("This PDF holds scripts or attached files. Print it to a new PDF and send that one."))
    return pages


def _names(reader: PdfReader) -> Iterator[str]:
    """Every key and name in the document, each object visited once."""
    waiting: list[Any] = [reader.trailer]
    seen: set[tuple[int, int]] = set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, IndirectObject):
            key = (part.idnum, part.generation)
            if key in seen:
                continue
            seen.add(key)
            if len(seen) > _MOST_OBJECTS:
                raise BadScan(_("This PDF is too complicated for a scan. Print it to a new PDF and send that one."))
            part = part.get_object()
        if isinstance(part, DictionaryObject):
            for name, value in part.raw_items() if hasattr(part, "raw_items") else dict.items(part):
                yield str(name)
                if isinstance(value, str) and str(name) in {"/S", "/Type", "/Subtype"}:
                    yield str(value)
                waiting.append(value)
        elif isinstance(part, ArrayObject):
            waiting.extend(list.__iter__(part))
