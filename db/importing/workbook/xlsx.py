"""A workbook of SpreadsheetML: .xlsx, .xlsm, transitional or strict (ECMA-376, ISO/IEC 29500)."""

import posixpath
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from db.importing.issue import Invalid
from db.importing.limits import Limits
from db.importing.problems.workbook import DAMAGED_WORKBOOK
from db.importing.workbook import strings
from db.importing.workbook.book import About, Contents, Rows, SheetName
from db.importing.workbook.cells import Reader
from db.importing.workbook.container import Parts, children, folded
from db.importing.workbook.formats import Format
from db.importing.workbook.marks import Marks
from db.importing.workbook.seeing import Seeing
from db.importing.workbook.sheetxml import rows
from db.importing.workbook.styles import shapes

STRICT = "purl.oclc.org"
"""In the namespaces of a strict book."""
USUAL = "xl/workbook.xml"
CELL = b"<c"
TRUE = ("1", "true", "on")


class Xlsx:
    """An open book."""

    def __init__(self, parts: Parts, limits: Limits) -> None:
        self._parts, self._limits = parts, limits
        self._main = main_part(parts, USUAL)
        tree = parts.tree(self._main)
        if tree is None:
            raise Invalid(DAMAGED_WORKBOOK)
        self._related = related(parts, self._main)
        self._from_1904 = any(e.get("date1904") in TRUE for e in children(tree, "workbookPr"))
        self._sheets = dict(self._worksheets(tree))
        self.contents = Contents([name for name, _ in self._sheets.values()], [*self._about(tree)])

    def rows(self, name: str, marks: Marks) -> Iterator[Rows]:
        """The rows of a sheet that are not blank."""
        seeing = Seeing(marks, self._from_1904)
        reader = Reader(seeing, self._strings, self._shapes, self._limits.width)
        part = self._sheets[name][1]
        self._parts.count(part, CELL, self._limits.cells)
        with self._parts.open(part) as source:
            yield from rows(source, reader)

    def _worksheets(self, tree: etree._Element) -> Iterator[tuple[str, tuple[SheetName, str]]]:
        for number, sheet in enumerate(children(tree, "sheet"), start=1):
            key = next((v for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
            kind, part = self._related.get(str(key), ("worksheet", ""))
            part = part or f"xl/worksheets/sheet{number}.xml"
            if kind == "worksheet" and part in self._parts:
                name = str(sheet.get("name") or number)
                yield name, (SheetName(name, sheet.get("state", "visible") != "visible"), part)

    def _about(self, tree: etree._Element) -> Iterator[About]:
        if any(name.endswith("vbaproject.bin") for name in self._parts.names):
            yield About.MACROS
        if STRICT in str(tree.tag):
            yield About.STRICT

    @cached_property
    def _shapes(self) -> list[Format]:
        part = self._part("styles")
        try:
            return shapes(self._parts.tree(part)) if part else []
        except (Invalid, etree.XMLSyntaxError):
            return []

    @cached_property
    def _strings(self) -> list[str]:
        part = self._part("sharedStrings")
        return strings.shared(self._parts.read(part)) if part else []

    def _part(self, kind: str) -> str | None:
        """The part of a kind, by its relation or else by its name."""
        for found, part in self._related.values():
            if found == kind and part in self._parts:
                return part
        end = f"/{kind.casefold()}.xml"
        return next((name for name in self._parts.names if name.endswith(end)), None)


def main_part(parts: Parts, usual: str) -> str:
    """The part that the book begins with."""
    for kind, part in related(parts, "").values():
        if kind == "officeDocument" and part in parts:
            return part
    return usual


def related(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part: id → (kind, part). The kind is the last word of its type."""
    folder, name = posixpath.split(part)
    tree = parts.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
    found = {}
    for relation in children(tree, "Relationship"):
        target = (relation.get("Target") or "").replace("\\", "/")
        path = target if target.startswith("/") else posixpath.join(folder, target)
        kind = (relation.get("Type") or "").rpartition("/")[2]
        found[relation.get("Id") or ""] = (kind, folded(path))
    return found
