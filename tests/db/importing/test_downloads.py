"""What is handed back to be mended: in the upload's own layout, format and encoding."""

import csv
import io

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine

from db.importing import downloads
from db.importing.handed import suffix
from db.importing.pipeline import check_file
from db.importing.preview import Outcome
from db.importing.upload import Upload
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import upload

pytestmark = states.SQLITE

ROWS = [
    ["2022年协作会议台账", "", "", "", ""],
    ["单位：亿元", "", "", "", ""],
    ["序号", "帮扶方", "受援方", "会议情况", "", ""],
    ["", "", "", "时间", "名称", "协议金额"],
    ["1", "浙江省", "四川省", "2022-06-03", "茶叶会", "1.5"],
    ["2", "", "", "2022-06-31", "=药材会", "0.5"],
    ["合计", "", "", "", "", "2"],
]
WITHOUT_BLANKS = [[*row, *[""] * (6 - len(row))] for row in ROWS]


def as_csv(delimiter: str = ",", rows: list[list[str]] = WITHOUT_BLANKS) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def as_workbook() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "二季度"
    for row in WITHOUT_BLANKS:
        sheet.append(row)
    sheet["E6"].data_type = "s"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def mend(engine: Engine, given: Upload) -> bytes:
    checked = check_file(engine, given)
    assert checked.outcome is Outcome.REJECT_ROWS, [i.message.zh for i in checked.issues]
    return downloads.rows_to_mend(given, checked, "zh")


def lines(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


@pytest.mark.parametrize(
    ("encoding", "delimiter", "first"),
    [
        ("utf-8", ",", b"\xef\xbb\xbf2022"),
        ("utf-8-sig", ";", b"\xef\xbb\xbf2022"),
        ("gbk", ",", "2022年".encode("gbk")),
        ("gb18030", "\t", "2022年".encode("gb18030")),
        ("utf-16", "\t", b"\xff\xfe2\x00"),
    ],
)
def test_rows_to_mend_come_back_as_they_were_brought(
    stores: Stores, encoding: str, delimiter: str, first: bytes
) -> None:
    engine = states.paired(stores)
    data = as_csv(delimiter).encode(encoding)
    back = mend(engine, upload(Kind.MEETINGS, data=data))
    assert back.startswith(first)
    read = "utf-8-sig" if encoding == "utf-8" else encoding
    found = lines(back.decode(read), delimiter)
    assert [row[:6] for row in found[:4]] == WITHOUT_BLANKS[:4]
    assert found[3][6] == "错误原因"
    assert found[4][:4] == ["2", "浙江省", "四川省", "2022-06-31"]
    assert len(found) == 5


def test_once_mended_they_go_in(stores: Stores) -> None:
    engine = states.paired(stores)
    back = mend(engine, upload(Kind.MEETINGS, data=as_csv().encode("gbk")))
    mended = back.decode("gbk").replace("2022-06-31", "2022-06-30")
    checked = check_file(engine, upload(Kind.MEETINGS, data=mended.encode("gbk")))
    assert (checked.counts["new"], checked.counts["error"]) == (1, 0)
    values = checked.plans[0].values
    assert (values["title"], values["agreed_amount"]) == ("=药材会", 50_000_000)


def test_a_workbook_is_answered_with_a_workbook(stores: Stores) -> None:
    engine = states.paired(stores)
    given = upload(Kind.MEETINGS, data=as_workbook(), file_name="台账.xlsx")
    checked = check_file(engine, given)
    assert suffix(checked.facts) == ".xlsx"
    sheet = load_workbook(io.BytesIO(mend(engine, given)))["二季度"]
    found = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert [row[:6] for row in found[:4]] == WITHOUT_BLANKS[:4]
    assert found[4][:6] == ["2", "浙江省", "四川省", "2022-06-31", "=药材会", "0.5"]
    assert sheet["E5"].data_type == "s"
    listed = load_workbook(io.BytesIO(downloads.issue_list(checked, "zh"))).worksheets[0]
    assert listed["A1"].value == "代码"


def test_a_line_for_excel_that_names_the_delimiter_stays(stores: Stores) -> None:
    data = ("sep=;\n" + as_csv(";")).encode("utf-8-sig")
    back = mend(states.paired(stores), upload(Kind.MEETINGS, data=data))
    assert back.decode("utf-8-sig").startswith("sep=;\r\n2022年")


def test_what_the_encoding_cannot_hold_comes_in_utf_8(stores: Stores) -> None:
    rows = [
        ["東部省份", "西部省份", "會議日期", "會議名稱"],
        ["浙江", "四川", "2022-06-31", "會議"],
    ]
    given = upload(Kind.MEETINGS, data=as_csv(rows=rows).encode("big5"), encoding="big5hkscs")
    back = mend(states.paired(stores), given)
    assert lines(back.decode("utf-8-sig"))[0][:4] == rows[0]


def test_the_list_of_errors_is_in_the_uploads_encoding(stores: Stores) -> None:
    engine = states.paired(stores)
    given = upload(Kind.MEETINGS, data=as_csv().encode("gbk"))
    listed = downloads.issue_list(check_file(engine, given), "zh")
    assert lines(listed.decode("gbk"))[0][:2] == ["代码", "程度"]
