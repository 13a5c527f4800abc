"""Every text on the screen has its Vietnamese, ours and other people's, in the words that we use."""

import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils import translation
from django.views.i18n import JavaScriptCatalog

from tramgdinh.text import catalogues, messages
from tramgdinh.text.folding import respell

# Packages whose texts people can meet, and what of them nobody here can.
THIRD_PARTIES = ["django", "allauth", "axes", "crispy_forms", "crispy_bootstrap5", "pghistory", "rules"]
UNSEEN = {
    "django/conf/global_settings.py": "names of languages that are not offered",
    "django/contrib/admindocs": "not installed",
    "django/contrib/flatpages": "not installed",
    "django/contrib/gis": "not installed",
    "django/contrib/humanize": "not installed",
    "django/contrib/redirects": "not installed",
    "django/contrib/sitemaps": "not installed",
    "django/contrib/sites": "not installed",
    "django/contrib/syndication": "not installed",
    "django/views/templates/default_urlconf.html": "Django's page for a project without URLs",
    "allauth/headless": "not installed",
    "allauth/idp": "not installed",
    "allauth/mfa": "not installed",
    "allauth/socialaccount": "not installed",
    "allauth/usersessions": "not installed",
    "allauth/templates/idp": "not installed",
    "allauth/templates/mfa": "not installed",
    "allauth/templates/socialaccount": "not installed",
    "allauth/templates/usersessions": "not installed",
    "allauth/templates/account/email/": "no mail is sent",
    "allauth/templates/tests": "allauth's own tests",
}
NOT_OUR_WORDS = re.compile(
    r"\bbạn\b|\bmày\b|\btỉ lệ\b|\bhàng tháng\b|\bbảng điều khiển\b|\bxuất bản\b|\bkích hoạt\b|\bđiểm danh\b",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]|%[sdirf]|\{\w*\}")


def our_entries() -> Iterator[tuple[Path, polib.POEntry]]:
    for path in catalogues.po_files():
        for entry in catalogues.read(path):
            if not entry.obsolete:
                yield path, entry


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def third_party_sources() -> list[Path]:
    found = []
    for package in THIRD_PARTIES:
        spec = find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        for path in sorted(Path(spec.origin).parent.rglob("*")):
            inside = path.relative_to(Path(spec.origin).parents[1]).as_posix()
            shows_texts = path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts
            if shows_texts and not any(inside.startswith(unseen) for unseen in UNSEEN):
                found.append(path)
    return found


@pytest.fixture(scope="module")
def third_party_texts() -> dict[messages.Key, str]:
    return messages.used_in(third_party_sources(), skip_computed=True)


def test_each_text_of_ours_has_vietnamese() -> None:
    used = messages.used_in(messages.our_sources(catalogues.ROOT))

    assert {str(key): used[key] for key in catalogues.missing(used)} == {}


def test_each_translation_of_ours_is_used() -> None:
    used = messages.used_in(messages.our_sources(catalogues.ROOT))

    assert [str(key) for key in catalogues.unused(used)] == []


def test_no_text_has_two_translations() -> None:
    assert [str(key) for key in catalogues.contradicting()] == []


def test_third_parties_have_vietnamese(third_party_texts: dict[messages.Key, str]) -> None:
    assert len(third_party_texts) > 700

    assert {str(key): third_party_texts[key] for key in catalogues.missing(third_party_texts)} == {}


def test_third_parties_use_our_words(third_party_texts: dict[messages.Key, str]) -> None:
    catalogues.compile_all()
    wrong = {}
    with translation.override("vi"):
        for key in third_party_texts:
            shown = shown_in_vietnamese(key)
            if NOT_OUR_WORDS.search(shown) or not spelled_as_we_do(shown):
                wrong[str(key)] = shown

    assert wrong == {}


def test_the_admin_in_the_browser_has_vietnamese() -> None:
    spec = find_spec("django.contrib.admin")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "locale"
    asked = {(entry.msgctxt, entry.msgid) for entry in catalogues.read(folder / "en/LC_MESSAGES/djangojs.po")}
    theirs = {
        (entry.msgctxt, entry.msgid): translations(entry)[0]
        for entry in catalogues.read(folder / "vi/LC_MESSAGES/djangojs.po")
        if entry.translated()
    }
    ours = {
        (key.context, key.text): translations(places[0][1])[0]
        for key, places in catalogues.entries(domain="djangojs").items()
    }
    shown = {key: (theirs | ours).get(key, "") for key in asked}

    assert [key for key, text in shown.items() if not text] == []
    assert [text for text in shown.values() if NOT_OUR_WORDS.search(text) or not spelled_as_we_do(text)] == []


def test_the_admin_calendar_gets_our_words_and_days(rf: RequestFactory) -> None:
    view = JavaScriptCatalog.as_view(packages=["django.contrib.admin"])

    script = view(rf.get("/")).content.decode()
    sent = json.loads(script.partition("const newcatalog = ")[2].partition(";\n")[0])
    days = json.loads(script.partition("django.formats = ")[2].partition(";\n")[0])

    assert sent["Choose all %s"] == "Chọn tất cả %s"
    assert sent["Tuesday"] == "Thứ Ba"
    assert days["FIRST_DAY_OF_WEEK"] == 1
    assert days["DATE_INPUT_FORMATS"][0] == "%d/%m/%Y"
    assert days["TIME_INPUT_FORMATS"][0] == "%H:%M"


def test_our_apps_have_the_last_word_over_third_parties() -> None:
    assert [path.name for path in settings.LOCALE_PATHS].index("thirdparty") == len(settings.LOCALE_PATHS) - 1


def test_catalogues_keep_placeholders() -> None:
    wrong = [
        f"{path.parts[-4]}: {entry.msgid!r} → {text!r}"
        for path, entry in our_entries()
        for text in translations(entry)
        if text and placeholders(text) != placeholders(entry.msgid_plural or entry.msgid)
    ]

    assert wrong == []


def test_catalogues_use_our_words() -> None:
    wrong = [
        f"{path.parts[-4]}: {text!r}"
        for path, entry in our_entries()
        for text in translations(entry)
        if NOT_OUR_WORDS.search(text) or not spelled_as_we_do(text)
    ]

    assert wrong == []


def test_catalogues_are_vietnamese_with_one_plural_form() -> None:
    headers = {
        path.parts[-4]: (path.parts[-3], catalogues.read(path).metadata.get("Plural-Forms"))
        for path in catalogues.po_files()
    }

    # Another plural expression would put the catalogue beside Django's own instead of over it.
    assert set(headers.values()) == {("vi", "nplurals=1; plural=0;")}


def shown_in_vietnamese(key: messages.Key) -> str:
    if key.plural and key.context:
        return translation.npgettext(key.context, key.text, key.plural, 1)
    if key.plural:
        return translation.ngettext(key.text, key.plural, 1)
    return translation.pgettext(key.context, key.text) if key.context else translation.gettext(key.text)


def spelled_as_we_do(text: str) -> bool:
    words = text.split()
    return [respell(word) for word in words] == words
