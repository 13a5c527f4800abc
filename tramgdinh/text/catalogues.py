"""The Vietnamese catalogues: `python -m tramgdinh.text.catalogues` compiles them, `--missing` compares them.

Needs neither gettext's programs nor Django's settings, so `make run` can call it before anything else.
"""

import argparse
import re
import sys
from pathlib import Path

import polib

from . import messages

ROOT = Path(__file__).resolve().parents[2]

_LINE = re.compile(r'(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"(?:\\.|[^"\\])*")?')

type Translations = dict[messages.Key, list[tuple[Path, polib.POEntry]]]


class BrokenCatalogue(Exception):
    """A .po file that cannot be read; the text names the file and the line."""


def po_files(root: Path = ROOT) -> list[Path]:
    """Every catalogue of ours, whatever its language and domain."""
    return sorted(root.glob("locale/*/*/LC_MESSAGES/*.po"))


def read(path: Path) -> polib.POFile:
    """The catalogue at `path`. Raises `BrokenCatalogue`."""
    try:
        # polib itself reads a line without its closing quote as if nothing were wrong.
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not _LINE.fullmatch(line.strip()):
                raise BrokenCatalogue(f"{path}:{number}: not a line of a catalogue: {line}")
        return polib.pofile(str(path), encoding="utf-8", check_for_duplicates=True)
    except (OSError, ValueError) as error:
        raise BrokenCatalogue(f"{path}: {error}".splitlines()[0]) from error


def compile_all(root: Path = ROOT) -> list[Path]:
    """Write each .mo that is missing or older than its .po, and tell which. Raises `BrokenCatalogue`."""
    written = []
    for source in po_files(root):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        # Renamed into place: test workers compile at the same time, and none may read half a file.
        partial = compiled.with_suffix(f".{id(source):x}.part")
        partial.write_bytes(read(source).to_binary())
        partial.replace(compiled)
        written.append(compiled)
    return written


def entries(root: Path = ROOT, domain: str = "django") -> Translations:
    """What our catalogues translate into Vietnamese, and where; fuzzy and obsolete ones count as absent."""
    found: Translations = {}
    for path in po_files(root):
        if path.stem == domain and path.parts[-3] == "vi":
            for entry in read(path):
                if entry.translated() and not entry.obsolete:
                    key = messages.Key(entry.msgctxt, entry.msgid, entry.msgid_plural or None)
                    found.setdefault(key, []).append((path, entry))
    return found


def main(arguments: list[str] | None = None) -> int:
    """0 when all is well, 1 with a line on standard error for each thing that is not."""
    parser = argparse.ArgumentParser(description="Compile our catalogues of Vietnamese texts.")
    parser.add_argument("--missing", action="store_true", help="list what lacks Vietnamese and what is unused")
    options = parser.parse_args(arguments)
    try:
        compile_all()
        findings = report() if options.missing else []
    except BrokenCatalogue as broken:
        findings = [str(broken)]
    for line in findings:
        sys.stderr.write(f"{line}\n")
    return 1 if findings else 0


def report(root: Path = ROOT) -> list[str]:
    """A line for each text without Vietnamese, each unused translation, and each that two catalogues give."""
    used = messages.used_in(messages.our_sources(root))
    known = entries(root)
    return [
        *(f"{used[key].removeprefix(f'{root}/')}: no Vietnamese for {key}" for key in missing(used, root)),
        *(f"{known[key][0][0].relative_to(root)}: nobody uses {key}" for key in unused(used, root)),
        *(f"two translations of {key}" for key in contradicting(root)),
    ]


def missing(used: dict[messages.Key, str], root: Path = ROOT) -> list[messages.Key]:
    """The texts of `used` that neither our catalogues nor Django's own translate."""
    known = set(entries(root)) | _django_keys()
    # Python's gettext falls back from a plain text to the singular of a plural one.
    plain = {key.without_plural() for key in known}
    return [key for key in used if key not in known and (key.plural or key not in plain)]


def unused(used: dict[messages.Key, str], root: Path = ROOT) -> list[messages.Key]:
    """The translations of our apps that no source of ours asks for."""
    asked = set(used) | {key.without_plural() for key in used}
    return [
        key
        for key, places in entries(root).items()
        if key not in asked and key.without_plural() not in asked and not _is_third_party(places[0][0])
    ]


def contradicting(root: Path = ROOT) -> list[messages.Key]:
    """Texts that two apps translate differently, of which only one is ever seen.

    An app may say otherwise than a third party; LOCALE_PATHS lets the app win.
    """
    return [
        key
        for key, places in entries(root).items()
        if len({_translation(entry) for path, entry in places if not _is_third_party(path)}) > 1
    ]


def _translation(entry: polib.POEntry) -> str:
    return str(entry.msgstr or entry.msgstr_plural)


def _is_third_party(path: Path) -> bool:
    return "thirdparty" in path.parts


def _django_keys() -> set[messages.Key]:
    import django  # noqa: PLC0415  (only its folder is wanted)

    folder = Path(django.__file__).parent
    catalogues = [
        folder / "conf/locale",
        *(folder / f"contrib/{app}/locale" for app in ("admin", "auth", "contenttypes", "sessions")),
    ]
    return {
        messages.Key(entry.msgctxt, entry.msgid, entry.msgid_plural or None)
        for catalogue in catalogues
        for entry in read(catalogue / "vi/LC_MESSAGES/django.po")
        if entry.translated()
    }


if __name__ == "__main__":
    sys.exit(main())
