"""A sheet as any of the files that one chart can become."""

from export import document, pictures, plain, workbook
from export.names import file_name
from export.renderer import Renderer
from export.sheet import Sheet

DRAWN = ("png", "svg", "pdf")
"""Suffixes of what needs Chromium."""
WRITTEN = ("html", "csv", "xlsx")
SUFFIXES = (*DRAWN, *WRITTEN)


def made(sheet: Sheet, suffix: str, renderer: Renderer) -> bytes:
    """The file of a suffix; raises ExportError where it cannot be made."""
    match suffix:
        case "png" | "svg" | "pdf":
            return pictures.picture(sheet, suffix, renderer)
        case "html":
            return document.html(sheet)
        case "csv":
            return plain.table(sheet)
        case "xlsx":
            return workbook.table(sheet)
    raise ValueError(f"no file of one chart ends with .{suffix}")


def name(sheet: Sheet, suffix: str) -> str:
    """What the file is called: 到位资金-按年度与产业_浙江-四川_2018-2020_2026-11-23.png"""
    return file_name(sheet.title, *sheet.scope, day=sheet.as_of, suffix=suffix)
