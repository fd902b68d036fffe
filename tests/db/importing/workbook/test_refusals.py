"""Every format beyond every limit: the plain message, whatever was being read, and nothing left
running. The limits are low, the files small and harmless.
"""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from db.accounts import Operator
from db.importing.issue import Invalid
from db.importing.limits import Limits
from db.importing.table import Facts, read_table
from db.importing.upload import Upload
from db.importing.workbook import process
from db.terms import Kind
from tests.db.importing.workbook import books
from tests.db.importing.workbook.conftest import Converted

HEAD = ["东部省份", "西部省份", "会议日期", "会议名称", "地点", "备注"]
LINES = [HEAD]
LINES += [["浙江", "四川", "2022-03-11", f"座谈会{n}", "杭州", "记" * 40] for n in range(50)]
FORMATS = ["xlsx", "xlsb", "xls", "ods", "csv"]
WORKBOOKS = FORMATS[:-1]
SPARE = 20_000


@pytest.fixture(scope="module")
def files(converted: Converted) -> dict[str, bytes]:
    """One ledger in every format."""
    book = books.xlsx(books.rows(*LINES))
    made = {suffix: converted({"a.xlsx": book}, suffix)["a"] for suffix in ("xls", "ods")}
    plain = "\n".join(",".join(line) for line in LINES).encode()
    return made | {"xlsx": book, "xlsb": books.xlsb(LINES), "csv": plain}


def refused(
    files: dict[str, bytes], suffix: str, allowed: Limits, monkeypatch: pytest.MonkeyPatch
) -> Invalid:
    monkeypatch.setattr("db.importing.table.limits", lambda: allowed)
    upload = Upload(Kind.MEETINGS, files[suffix], f"台账.{suffix}", Operator("test"))
    with pytest.raises(Invalid) as caught:
        read_table(upload, Facts())
    return caught.value


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("small", [0, 2**20])
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"rows": 49 - SPARE}, "too-many-rows"),
        ({"rows": 49}, "too-many-rows"),
        ({"columns": 5}, "too-many-columns"),
        ({"width": 5}, "too-many-columns"),
        ({"cell": 39}, "too-long"),
        ({"megabytes": 0}, "too-large"),
    ],
)
def test_every_limit_holds_in_every_format(
    suffix: str,
    small: int,
    changed: dict[str, int],
    code: str,
    files: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process, "SMALL", small)
    found = refused(files, suffix, replace(Limits(), **changed), monkeypatch)
    assert found.problem.code == code
    assert found.issue().message.zh


@pytest.mark.parametrize("suffix", ["xlsx", "xlsb", "ods"])
def test_what_an_archive_unpacks_to_is_limited(
    suffix: str, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = refused(files, suffix, replace(Limits(), unpacked=0), monkeypatch)
    assert found.problem.code == "too-large"


@pytest.mark.parametrize("suffix", WORKBOOKS)
@pytest.mark.parametrize("limit", [{"memory": 1}, {"seconds": 0}])
def test_beyond_memory_or_time_the_reader_is_ended(
    suffix: str,
    limit: dict[str, int],
    files: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(process, "SMALL", 0)
    started = children(monkeypatch)
    began = time.monotonic()
    found = refused(files, suffix, replace(Limits(), **limit), monkeypatch)
    assert time.monotonic() - began < 20
    assert (found.problem.code, capfd.readouterr()) == ("too-large", ("", ""))
    (child,) = started
    assert child.returncode is not None, "it is not reaped"
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)


def children(monkeypatch: pytest.MonkeyPatch) -> Sequence[subprocess.Popen[bytes]]:
    """The processes that are started from now on."""
    started: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **given: Any) -> None:
            super().__init__(*args, **given)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    return started


def test_a_header_that_is_too_wide_is_refused_by_its_first_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What follows it, and could not be read, is never reached."""
    wide = [*HEAD, *(f"列{n}" for n in range(60))]
    sheet = books.rows(wide, *[["浙江"] * 66] * 3000) + "<row><c"
    with pytest.raises(Invalid) as damaged:
        books.read(books.xlsx(sheet))
    assert damaged.value.problem.code == "not-csv"
    found = refused({"xlsx": books.xlsx(sheet)}, "xlsx", Limits(), monkeypatch)
    assert (found.problem.code, found.details["found"]) == ("too-many-columns", 66)
