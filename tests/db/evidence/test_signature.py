"""What a file is, its content says."""

import pytest

from db.evidence import CannotKeep
from db.evidence.attaching import named
from db.evidence.refused import LOCKED, MACROS, NO_TYPE
from db.evidence.signature import MEDIA_TYPES, type_of
from db.importing.words import Words
from db.terms import FileType
from tests.db.evidence import files

TAKEN = {
    FileType.PDF: files.PDF,
    FileType.PNG: files.PNG,
    FileType.JPEG: files.JPEG,
    FileType.WEBP: files.WEBP,
    FileType.DOCX: files.office("word/document.xml"),
    FileType.XLSX: files.office("xl/workbook.xml"),
    FileType.PPTX: files.office("ppt/presentation.xml"),
    FileType.DOC: files.compound("WordDocument"),
    FileType.XLS: files.compound("Workbook"),
    FileType.PPT: files.compound("PowerPoint Document"),
}

REFUSED = [
    (b"<html><script>alert(1)</script>", NO_TYPE),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NO_TYPE),
    (b"GIF89a", NO_TYPE),
    (b"<!-- -->%PDF-1.4", NO_TYPE),
    (b"RIFF\x04\x00\x00\x00WAVE", NO_TYPE),
    (b"MZ\x90\x00", NO_TYPE),
    (files.zipped("a.txt"), NO_TYPE),
    (files.zipped("word/document.xml"), NO_TYPE),
    (files.office("odd/part.xml"), NO_TYPE),
    (files.office("word/document.xml")[:40], NO_TYPE),
    (files.compound("Something"), NO_TYPE),
    (files.office("word/document.xml", "word/vbaProject.bin"), MACROS),
    (files.office("xl/workbook.xml", "xl/macrosheets/sheet1.xml"), MACROS),
    (files.compound("Workbook", "_VBA_PROJECT"), MACROS),
    (files.compound("EncryptedPackage"), LOCKED),
]


def test_every_type_has_a_sample_and_a_media_type() -> None:
    assert TAKEN.keys() == MEDIA_TYPES.keys() == set(FileType)


@pytest.mark.parametrize("kind", FileType)
def test_the_content_tells_the_type_whatever_the_name(kind: FileType) -> None:
    assert type_of(TAKEN[kind], "page.html") is kind


@pytest.mark.parametrize(("data", "words"), REFUSED)
def test_what_is_no_evidence_is_refused_in_words(data: bytes, words: Words) -> None:
    with pytest.raises(CannotKeep) as refusal:
        type_of(data, "验收.pdf")
    assert refusal.value.words == words.format(name="验收.pdf")


@pytest.mark.parametrize(
    ("given", "kind", "kept"),
    [
        ("验收单.PDF", FileType.PDF, "验收单.PDF"),
        ("C:\\用户\\照片.jpeg", FileType.JPEG, "照片.jpeg"),
        ("../../etc/passwd", FileType.PDF, "passwd.pdf"),
        ("run.exe", FileType.DOCX, "run.exe.docx"),
        ("a\u202efdp.exe\r\n.pdf", FileType.PDF, "afdp.exe.pdf"),
        ("...", FileType.PNG, "佐证材料.png"),
        ("长" * 300 + ".pdf", FileType.PDF, "长" * 120 + ".pdf"),
    ],
)
def test_a_name_is_safe_and_says_the_type(given: str, kind: FileType, kept: str) -> None:
    assert named(given, kind) == kept
