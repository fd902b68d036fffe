"""Stage 1: what a file is by its first bytes, and refusing what no ledger can be.

The size is asked before the bytes are read: see `too_large`.
"""

import codecs
import zipfile
from enum import StrEnum
from pathlib import PurePath

from db.importing.archive import opened
from db.importing.issue import Invalid
from db.importing.limits import Limits
from db.importing.problems.files import EMPTY, NOT_CSV, TOO_LARGE, WORKBOOK_MISNAMED
from db.importing.words import Words

WORKBOOK = Words("Excel 工作簿", "an Excel workbook")
ARCHIVE = Words("压缩包", "an archive")
PAGE = Words("网页（HTML）", "a web page (HTML)")
PICTURE = Words("图片", "a picture")
JSON = Words("JSON 文件", "JSON")

OLE = b"\xd0\xcf\x11\xe0"
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
WORKBOOKS = ("xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls", "et", "ods")
"""Endings of names; .et is what WPS calls its own."""

MAGIC = (
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
    """What the bytes of a ledger can be. A workbook is read whatever its name, if that is one."""

    TEXT = "text"
    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"


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
    found = _workbook(data)
    if found is not None:
        if PurePath(file_name).suffix.casefold().lstrip(".") in WORKBOOKS:
            return found
        raise Invalid(WORKBOOK_MISNAMED, what=WORKBOOK)
    if data.startswith(ARCHIVES):
        raise Invalid(NOT_CSV, what=ARCHIVE)
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


def _workbook(data: bytes) -> Format | None:
    """The kind of workbook that some bytes are, by what is in them."""
    if data.startswith(OLE):
        return Format.XLS
    if not data.startswith(ARCHIVES):
        return None
    try:
        with opened(data) as archive:
            names = {name.replace("\\", "/").casefold() for name in archive.namelist()}
    except zipfile.BadZipFile:
        return None
    for end, kind in ((".bin", Format.XLSB), (".xml", Format.XLSX)):
        if any(name.rpartition("/")[2] == f"workbook{end}" for name in names):
            macros = any(name.endswith("vbaproject.bin") for name in names)
            return Format.XLSM if macros and kind is Format.XLSX else kind
    ods = "content.xml" in names and "word/document.xml" not in names
    return Format.ODS if ods else None
