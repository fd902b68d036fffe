"""The parts of a workbook that is an archive: measured before any of them is unpacked."""

import posixpath
import zipfile
from typing import IO

from lxml import etree

from db.importing.archive import opened
from db.importing.issue import Invalid
from db.importing.limits import MEGABYTE, Limits
from db.importing.problems.workbook import DAMAGED_WORKBOOK, TOO_LARGE_UNPACKED, TOO_MANY_CELLS

RATIO = 200
"""No ledger packs so well."""
DENSE = 15
"""Ledgers pack to a tenth or so; blank cells to much less."""
LEAST = 12
"""Bytes of a blank cell as programs write it."""
SMALL = 10 * MEGABYTE
"""Below that, how well it packs is all the same."""
SAMPLE = MEGABYTE
"""So much of a part tells how many cells all of it may hold."""
SHARE = 4
"""A part that is held whole may have this share of what all may have."""


class Parts:
    """The parts by their names, whatever case and slashes those are written with.

    Python reads no more of a part than the directory says it has, so that can be trusted.

    Raises:
        Invalid: no archive, or one that unpacks to more than the limits allow.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._archive = opened(data)
        except zipfile.BadZipFile as error:
            raise Invalid(DAMAGED_WORKBOOK) from error
        self._parts = {folded(part.filename): part for part in self._archive.infolist()}
        self.size = sum(part.file_size for part in self._archive.infolist())
        dense = self.size > SMALL and self.size > RATIO * len(data)
        if self.size > limits.unpacked * MEGABYTE or dense:
            raise Invalid(TOO_LARGE_UNPACKED, limit=limits.unpacked)

    @property
    def names(self) -> list[str]:
        """Of all parts, folded."""
        return list(self._parts)

    def __contains__(self, name: str) -> bool:
        return folded(name) in self._parts

    def count(self, name: str, sign: bytes, most: int) -> None:
        """Refuse a part that holds the sign of a cell too often. It is counted where the part is so
        large, or packs so well, that it may hold more cells than that, and would if all of it were
        like its beginning; one that begins otherwise is bounded as it is read.
        """
        part = self._parts[folded(name)]
        dense = part.file_size >= DENSE * part.compress_size
        if part.file_size < (len(sign) if dense else LEAST) * most:
            return
        found = 0
        with self.open(name) as source:
            beginning = source.read(SAMPLE)
            if beginning.count(sign) * part.file_size < most * len(beginning):
                return
        with self.open(name) as source:
            while piece := source.read(MEGABYTE):
                found += piece.count(sign)
                if found > most:
                    raise Invalid(TOO_MANY_CELLS, limit=most)

    def open(self, name: str) -> IO[bytes]:
        """A part, to be read piece by piece."""
        return self._archive.open(self._parts[folded(name)])

    def read(self, name: str) -> bytes:
        """A part that is held whole.

        Raises:
            Invalid: it is too large for that.
        """
        part = self._parts[folded(name)]
        if part.file_size > self._limits.unpacked * MEGABYTE // SHARE:
            raise Invalid(TOO_LARGE_UNPACKED, limit=self._limits.unpacked)
        return self._archive.read(part)

    def tree(self, name: str) -> etree._Element | None:
        """A small part as a tree, mended where it is not well-formed; None where there is none."""
        if name not in self:
            return None
        content = self.read(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise Invalid(DAMAGED_WORKBOOK)
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
        return etree.fromstring(content, parser)


def folded(name: str) -> str:
    """A part's name as it is looked for."""
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).casefold()


def local(element: etree._Element) -> str:
    """An element's name without its namespace: transitional and strict books differ in that."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """All elements of a name below an element, at any depth."""
    return [] if element is None else [e for e in element.iter() if local(e) == name]
