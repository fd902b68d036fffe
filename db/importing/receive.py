"""Stage 1 and 2: from bytes to text, or a plain refusal.

For now a file is UTF-8, with or without a byte order mark, unless the caller names an encoding.
"""

import codecs
from dataclasses import dataclass

from db.importing.issue import Invalid
from db.importing.problems import EMPTY, ENCODING, NOT_CSV, NUL_BYTE, TOO_LARGE
from db.importing.words import Words

MEGABYTE = 1_000_000
MAXIMUM_MEGABYTES = 20

MAGIC = (
    (b"PK\x03\x04", Words("Excel 工作簿或压缩包", "an Excel workbook or an archive")),
    (b"\xd0\xcf\x11\xe0", Words("旧版 Excel 工作簿（.xls）", "an old Excel workbook (.xls)")),
    (b"%PDF", Words("PDF 文件", "a PDF")),
    (b"<!doctype", Words("网页（HTML）", "a web page (HTML)")),
    (b"<html", Words("网页（HTML）", "a web page (HTML)")),
    (b"{", Words("JSON 文件", "JSON")),
)


@dataclass(frozen=True)
class Decoded:
    """The file's text and the encoding it was read with."""

    text: str
    encoding: str


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a file.

    Raises:
        Invalid: too large, empty, no CSV, or not in this encoding.
    """
    if len(data) > MAXIMUM_MEGABYTES * MEGABYTE:
        raise Invalid(TOO_LARGE, limit=MAXIMUM_MEGABYTES)
    if not data.strip():
        raise Invalid(EMPTY)
    _refuse_other_formats(data)
    if encoding is None:
        encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        text = data.decode(encoding)
        text.encode()  # a few encodings can spell what is no character
    except UnicodeError as error:
        byte = getattr(error, "start", 0) + 1
        raise Invalid(
            ENCODING, encoding=encoding.upper().removesuffix("-SIG"), byte=byte
        ) from error
    if "\0" in text:
        raise Invalid(NUL_BYTE)
    return Decoded(text, encoding)


def _refuse_other_formats(data: bytes) -> None:
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()[:9].lower()
    for magic, what in MAGIC:
        if start.startswith(magic.lower()):
            raise Invalid(NOT_CSV, what=what)
