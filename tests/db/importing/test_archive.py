"""Archives that say less than they hold: refused before any of it is unpacked. All are small, and
harmless to whoever else opens them.
"""

import copy
import zipfile
from io import BytesIO

import pytest

from db.accounts import Operator
from db.evidence.refused import CannotKeep
from db.evidence.signature import type_of
from db.importing import archive
from db.importing.bundle import MARK, File, bundle, files_of
from db.importing.issue import Invalid
from db.importing.limits import limits
from db.importing.receive import receive
from db.importing.table import Facts, read_table
from db.importing.upload import Upload
from db.importing.workbook.container import Parts
from db.terms import Kind
from tests.db.importing.workbook import books

BOOK = books.xlsx(books.rows(("东部省份", "西部省份"), ("浙江", "四川")))


def packed_anew(method: int) -> bytes:
    """The same book, its parts packed in another way."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(BOOK)) as old, zipfile.ZipFile(out, "w", method) as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part))
    return out.getvalue()


def repeated(times: int) -> bytes:
    """An archive whose directory names its only part so many times, marked as files of ours."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        made.comment = MARK
        made.writestr("0000/台账.csv", "会议名称\n" * 40)
        made.filelist += [copy.copy(made.filelist[0]) for _ in range(times - 1)]
    return out.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_may_unpack_without_end_is_no_workbook(method: int) -> None:
    data = packed_anew(method)
    with pytest.raises(Invalid) as received:
        receive(data, "台账.xlsx", limits())
    with pytest.raises(Invalid) as read:
        Parts(data, limits())
    assert {received.value.problem.code, read.value.problem.code} == {"not-csv"}
    with pytest.raises(CannotKeep):
        type_of(data, "纪要.xlsx")


def test_the_usual_ways_to_pack_are_read() -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        assert books.texts(packed_anew(method))[1] == ["浙江", "四川"]


def test_parts_are_counted_whatever_the_directory_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_PARTS", 20)
    many = bytearray(repeated(21))
    end = many.rindex(b"PK\x05\x06")
    many[end + 8 : end + 12] = b"\1\0\1\0"  # it says that it has one
    with zipfile.ZipFile(BytesIO(many)) as read:
        assert len(read.infolist()) == 21  # and Python does not mind
    with pytest.raises(zipfile.BadZipFile):
        archive.opened(bytes(many))
    assert len(archive.opened(repeated(20)).infolist()) == 20


def test_files_that_were_brought_together_come_apart() -> None:
    files = [File("甲.csv", b"a,b"), File("乙.csv", b"c,d" * 50)]
    assert files_of("", bundle(files).data) == files


@pytest.mark.parametrize(
    "data",
    [repeated(50), b"PK\x03\x04" + b"x" * 60 + MARK, BOOK[:-22] + MARK],
    ids=["repeated", "no archive", "cut off"],
)
def test_what_only_looks_like_several_files_is_one_and_refused(data: bytes) -> None:
    assert files_of("台账.xlsx", data) == [File("台账.xlsx", data)]
    with pytest.raises(Invalid) as refused:
        read_table(Upload(Kind.MEETINGS, data, "台账.xlsx", Operator("test")), Facts())
    assert refused.value.problem.code == "not-csv"
