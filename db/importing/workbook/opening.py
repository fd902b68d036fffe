"""Which kind of workbook some bytes are, and the book they make."""

from db.importing.issue import Invalid
from db.importing.limits import Limits
from db.importing.problems.workbook import DAMAGED_WORKBOOK
from db.importing.workbook.book import Book
from db.importing.workbook.container import Parts
from db.importing.workbook.ods import Ods
from db.importing.workbook.xls import Xls
from db.importing.workbook.xlsb import Xlsb
from db.importing.workbook.xlsx import Xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What a compound document begins with: .xls, or a workbook with a password."""
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")


def open_book(data: bytes, limits: Limits) -> Book:
    """A workbook, whatever its name says.

    Raises:
        Invalid: damaged, locked, or too large once unpacked.
    """
    if data.startswith(OLE):
        return Xls(data, limits)
    parts = Parts(data, limits)
    if "content.xml" in parts:
        return Ods(parts, limits)
    if any(name.endswith("workbook.bin") for name in parts.names):
        return Xlsb(parts, limits)
    if any(name.endswith("workbook.xml") for name in parts.names):
        return Xlsx(parts, limits)
    raise Invalid(DAMAGED_WORKBOOK)
