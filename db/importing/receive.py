"""Stage 1: what a file is by its first bytes, and refusing what no ledger can be.

The size is asked before the bytes are read: see `too_large`.
"""

import codecs
import zipfile
from enum import StrEnum
from io import BytesIO

from db.importing.issue import Invalid
from db.importing.limits import Limits
from db.importing.problems.files import EMPTY, NOT_CSV, TOO_LARGE
from db.importing.words import Words

WORKBOOK = Words("Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)")
ARCHIVE = Words("压缩包", "an archive")
PAGE = Words("网页（HTML）", "a web page (HTML)")
PICTURE = Words("图片", "a picture")
JSON = Words("JSON 文件", "JSON")

MAGIC = (
    (
        b"\xd0\xcf\x11\xe0",
        Words("旧版或加密的 Excel 工作簿（.xls）", "an old or locked Excel workbook"),
    ),
    (b"%pdf", Words("PDF 文件", "a PDF")),
    (b"<!doctype", PAGE),
    (b"<html", PAGE),
    (b"<head", PAGE),
    (b"<meta", PAGE),
    (b"<table", PAGE),
    (b"<?xml", Words("XML 文件", "XML")),
    (b"mime-version:", Words("网页存档（MHT）", "a saved web page (MHT)")),
    (b"{\\rtf", Words("RTF 文档", "an RTF document")),
    (b"{", JSON),
    (b"[{", JSON),
    (b"[[", JSON),
    (b'["', JSON),
    (b"\x1f\x8b", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"rar!", ARCHIVE),
    (b"\x89png", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"gif8", PICTURE),
    (b"sqlite format 3", Words("数据库文件", "a database")),
)


class Format(StrEnum):
    """What the bytes of a ledger can be."""

    TEXT = "text"
    WORKBOOK = "workbook"


def too_large(size: int, limits: Limits) -> None:
    """Refuse a file by its size alone.

    Raises:
        Invalid: it is larger than the limit.
    """
    if size > limits.bytes:
        raise Invalid(TOO_LARGE, limit=limits.megabytes)


def receive(data: bytes, file_name: str, limits: Limits) -> Format:
    """What is to be read from these bytes: text, or a workbook that says so in its name.

    Raises:
        Invalid: too large, empty, or something that is no ledger.
    """
    too_large(len(data), limits)
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        workbook = _is_workbook(data)
        if workbook and file_name.casefold().endswith(".xlsx"):
            return Format.WORKBOOK
        raise Invalid(NOT_CSV, what=WORKBOOK if workbook else ARCHIVE)
    start = data[:1024].removeprefix(codecs.BOM_UTF8).lstrip()
    if not start and not data.removeprefix(codecs.BOM_UTF8).strip():
        raise Invalid(EMPTY)
    refuse_other_formats(start)
    return Format.TEXT


def refuse_other_formats(start: bytes) -> None:
    """Refuse what begins as another format does.

    Raises:
        Invalid: a PDF, a web page, JSON and the like.
    """
    lowered = start[:20].lower()
    for magic, what in MAGIC:
        if lowered.startswith(magic):
            raise Invalid(NOT_CSV, what=what)


def _is_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
