"""The compiler of catalogues and the finder of texts, on small trees of their own."""

import gettext
import os
from pathlib import Path

import pytest

from tramgdinh.text import catalogues, messages

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def write_po(root: Path, app: str, text: str) -> Path:
    path = root / "locale" / app / "vi/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + text, encoding="utf-8")
    return path


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_compile_all_writes_what_gettext_reads(tmp_path: Path) -> None:
    source = write_po(tmp_path, "orgs", 'msgid "Cells"\nmsgstr "Chi bộ"\n')

    written = catalogues.compile_all(tmp_path)

    assert written == [source.with_suffix(".mo")]
    with written[0].open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Cells") == "Chi bộ"
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


def test_compile_all_leaves_what_is_newer(tmp_path: Path) -> None:
    source = write_po(tmp_path, "orgs", 'msgid "Cells"\nmsgstr "Chi bộ"\n')
    catalogues.compile_all(tmp_path)

    assert catalogues.compile_all(tmp_path) == []

    later = source.with_suffix(".mo").stat().st_mtime + 5
    os.utime(source, (later, later))
    assert catalogues.compile_all(tmp_path) == [source.with_suffix(".mo")]


@pytest.mark.parametrize(
    "broken",
    ['msgid "Cells\nmsgstr "Chi bộ"\n', 'msgid "A"\nmsgstr "a"\n\nmsgid "A"\nmsgstr "b"\n', "chi bộ\n"],
)
def test_compile_all_names_the_broken_file_in_one_line(tmp_path: Path, broken: str) -> None:
    source = write_po(tmp_path, "orgs", broken)

    with pytest.raises(catalogues.BrokenCatalogue) as refusal:
        catalogues.compile_all(tmp_path)

    assert str(refusal.value).startswith(f"{source}:")
    assert "\n" not in str(refusal.value)
    assert not source.with_suffix(".mo").exists()


def test_report_tells_missing_unused_and_contradicting(tmp_path: Path) -> None:
    write(
        tmp_path,
        "orgs/views.py",
        "from django.utils.translation import gettext as _\n_('Cells')\n_('Bodies')\n_('Hazy')\n",
    )
    write_po(tmp_path, "orgs", 'msgid "Cells"\nmsgstr "Chi bộ"\n\n#, fuzzy\nmsgid "Hazy"\nmsgstr "Mờ"\n')
    write_po(tmp_path, "taskforces", 'msgid "Cells"\nmsgstr "Ô"\n\nmsgid "Gone"\nmsgstr "Hết"\n')
    write_po(tmp_path, "thirdparty", 'msgid "Elsewhere"\nmsgstr "Nơi khác"\n\nmsgid "Cells"\nmsgstr "Tế bào"\n')

    assert catalogues.report(tmp_path) == [
        "orgs/views.py:3: no Vietnamese for 'Bodies'",
        "orgs/views.py:4: no Vietnamese for 'Hazy'",
        "locale/taskforces/vi/LC_MESSAGES/django.po: nobody uses 'Gone'",
        "two translations of 'Cells'",
    ]


def test_used_in_finds_every_kind_of_call(tmp_path: Path) -> None:
    module = write(
        tmp_path,
        "orgs/models.py",
        "from django.utils import translation\n"
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy as P\n"
        "a = _('One' ' text')\n"
        "b = ngettext('%d cell', '%d cells', 2)\n"
        "c = P('month', 'May')\n"
        "d = translation.gettext('Four')\n",
    )
    page = write(
        tmp_path,
        "templates/a.html",
        '{% load i18n %}<a title="{% translate \'Title\' %}">{% translate "May" context "month" %}</a>\n'
        "{{ _('Filtered')|upper }} plain _('text') stays\n"
        "{% blocktranslate trimmed with n=name %}\n  Dear\n  {{ n }}\n{% endblocktranslate %}\n"
        "{% blocktranslate count n=many %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}\n",
    )

    used = messages.used_in([module, page])

    assert {key: where.rpartition("/")[2] for key, where in used.items()} == {
        messages.Key(None, "One text"): "models.py:3",
        messages.Key(None, "%d cell", "%d cells"): "models.py:4",
        messages.Key("month", "May"): "models.py:5",
        messages.Key(None, "Four"): "models.py:6",
        messages.Key(None, "Title"): "a.html:1",
        messages.Key(None, "Filtered"): "a.html:2",
        messages.Key(None, "Dear %(n)s"): "a.html:3",
        messages.Key(None, "%(n)s row", "%(n)s rows"): "a.html:7",
    }


def test_used_in_refuses_a_computed_text(tmp_path: Path) -> None:
    module = write(
        tmp_path,
        "orgs/a.py",
        "from django.utils.translation import gettext as _\n_(f'{1} cells')\n_('Cells')\n",
    )

    with pytest.raises(messages.NotExtractable, match=r"a\.py:2: gettext wants a plain string here$"):
        messages.used_in([module])
    assert list(messages.used_in([module], skip_computed=True)) == [messages.Key(None, "Cells")]


def test_main_prints_one_line_and_fails_on_a_broken_catalogue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert catalogues.main([]) == 0

    def broken() -> None:
        raise catalogues.BrokenCatalogue("django.po: line 3")

    monkeypatch.setattr(catalogues, "compile_all", broken)

    assert catalogues.main([]) == 1
    assert capsys.readouterr().err == "django.po: line 3\n"
