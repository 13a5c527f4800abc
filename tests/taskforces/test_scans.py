"""What is kept as the scan of a decision, and what is not."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from taskforces import services
from taskforces.models import Decision
from taskforces.scans import LARGEST, BadScan, check_scan
from tests.factories import make_ledger


def pdf(change=None, pages: int = 1) -> io.BytesIO:  # type: ignore[no-untyped-def]
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if change:
        change(writer)
    file = io.BytesIO()
    writer.write(file)
    file.seek(0)
    return file


def check(file: io.BytesIO) -> int:
    return check_scan(file, len(file.getvalue()))


def opens_with(kind: str):  # type: ignore[no-untyped-def]
    """A change that makes the document do something when it is opened."""

    def change(writer: PdfWriter) -> None:
        action = {NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("a.exe")}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)

    return change


def test_plain_pdf_gives_its_pages_and_is_left_at_its_beginning():
    file = pdf(pages=3)

    assert check(file) == 3
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (io.BytesIO(b"MZ\x90 not a pdf"), "không phải PDF"),
        (io.BytesIO(b""), "không phải PDF"),
        (io.BytesIO(b"%PDF-1.7\n%%EOF"), "Không đọc được"),
        (io.BytesIO(pdf().getvalue()[:120]), "Không đọc được"),
        (pdf(pages=0), "không có trang"),
        (pdf(lambda writer: writer.encrypt("x")), "khoá bằng mật khẩu"),
        (pdf(opens_with("/JavaScript")), "mã lệnh"),
        (pdf(lambda writer: writer.add_attachment("a.exe", b"MZ")), "tệp đính kèm"),
        (pdf(opens_with("/Launch")), "mã lệnh"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_bad_file_is_refused_with_a_sentence(file, words):
    with pytest.raises(BadScan) as refused:
        check(file)

    assert words in str(refused.value)


def test_too_large_a_file_is_not_even_read():
    with pytest.raises(BadScan, match="20 MB"):
        check_scan(pdf(), LARGEST + 1)


def upload(file: io.BytesIO) -> SimpleUploadedFile:
    return SimpleUploadedFile("../../Quyết định.pdf", file.getvalue(), "application/pdf")


@pytest.mark.django_db
def test_scan_is_kept_under_a_name_of_ours_and_only_once():
    ledger = make_ledger()

    services.attach_scan(decision=ledger.decision, scan=upload(pdf()), by=ledger.staff)

    kept = Decision.objects.get(pk=ledger.decision.pk)
    assert kept.scan.name == f"decisions/{ledger.district.committee.pk}/{ledger.decision.pk}.pdf"
    with kept.scan.open() as file:
        assert file.read() == pdf().getvalue()
    with pytest.raises(services.HasScan):
        services.attach_scan(decision=ledger.decision, scan=upload(pdf()), by=ledger.staff)


@pytest.mark.django_db
def test_bad_scan_keeps_the_draft_a_draft():
    ledger = make_ledger(issued=False)

    with pytest.raises(BadScan):
        services.issue_decision(
            decision=ledger.decision, version=1, number=1, signed_on=ledger.decision.created_at.date(),
            takes_effect_on=ledger.decision.created_at.date(), by=ledger.staff,
            today=ledger.decision.created_at.date(), scan=upload(io.BytesIO(b"x")),
        )  # fmt: skip

    assert Decision.objects.get().state == "draft"
