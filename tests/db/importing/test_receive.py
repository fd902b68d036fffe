"""What a file is by its first bytes, and how its text is read: exactly or not at all."""

import codecs
import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.importing.csvtext import Line
from db.importing.decode import decode
from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.importing.limits import MEGABYTE, Limits
from db.importing.receive import Format, receive
from db.importing.shape import score
from db.importing.table import is_known
from db.terms import Kind

HEADER = "东部省份,西部省份,会议日期,会议名称\n"
TEXT = HEADER + "浙江,四川,2022-01-01,䶮㐂𠮷座谈会\n"
LIMITS = Limits()


def refusal(data: bytes, encoding: str | None = None, name: str = "x.csv") -> Invalid:
    def take() -> None:
        receive(data, name, LIMITS)
        decode(data, encoding, is_known)

    with pytest.raises(Invalid) as caught:
        take()
    return caught.value


def read(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    decoded = decode(data, encoding, is_known)
    return decoded.text, decoded.encoding


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_one_text_in_every_encoding(data: bytes, encoding: str) -> None:
    assert read(data) == (TEXT, encoding)


NAMES = st.text(
    st.characters(exclude_characters="\0\ufffd\ufeff\n\r", exclude_categories=["Cs"]), max_size=30
)


@given(NAMES)
@example("₂€•㎡〇·")
def test_any_text_comes_back_from_every_encoding(name: str) -> None:
    text = HEADER + name
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        assert read(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8", "utf-8-sig", "utf-32"])
def test_an_encoding_that_is_named_is_used(encoding: str) -> None:
    assert read(TEXT.encode(encoding), encoding) == (TEXT, encoding)


BIG5 = "東部省份,西部省份,會議日期,會議名稱\n廣東,廣西,2019-06-03,會議".encode("big5")
MISREAD = TEXT.replace("䶮㐂𠮷", "").encode().decode("latin-1").encode()


@pytest.mark.parametrize(
    ("data", "code", "options"),
    [
        (BIG5, "encoding", ["big5hkscs"]),
        (TEXT.encode("utf-16-le"), "encoding", ["utf-16-le"]),
        (TEXT.encode("utf-16-be"), "encoding", ["utf-16-be"]),
        (MISREAD, "suspect-mojibake", ["utf-8+latin-1"]),
        ("ひらがな,日付\nカタカナ,会議\n".encode("shift_jis"), "suspect-mojibake", None),
    ],
)
def test_what_is_uncertain_is_asked_with_samples(
    data: bytes, code: str, options: list[str] | None
) -> None:
    asked = refusal(data)
    assert (asked.problem.code, asked.problem.severity) == (code, "choice")
    if options:
        assert asked.details["options"] == options
        assert is_known(read(data, options[0])[0])


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (TEXT.encode() + "江苏,陕西,2022-01-01,会议".encode("gbk"), "encoding-mixed", 3),
        (TEXT.encode("gb18030") + "江苏,陕西,2022-01-01,会议".encode(), "encoding-mixed", 3),
        (TEXT.encode()[:-3] + b"\xff\xff", "encoding", 2),
        (b"a,b\n\x00,1", "nul-byte", 2),
        ("锟斤拷,锟斤拷\n".encode(), "suspect-mojibake", None),
        (TEXT.encode("utf-16")[:-1], "encoding", 2),
    ],
)  # fmt: skip
def test_what_is_damaged_is_refused_with_its_line(data: bytes, code: str, line: int | None) -> None:
    invalid = refusal(data)
    assert (invalid.problem.code, invalid.details.get("line")) == (code, line)


ROWS = TEXT.replace("䶮㐂𠮷", "") + "江苏,陕西,2022-01-02,会议\n" * 3


@pytest.mark.parametrize("encoding", [None, "gb18030", "gbk", "gb2312", "cp936"])
def test_the_euro_sign_of_code_page_936_is_read(encoding: str | None) -> None:
    data = ROWS.encode("gbk") + "江苏,陕西,2022-01-03,".encode("gbk") + b"\x80100\n"
    assert read(data, encoding)[0].endswith("2022-01-03,€100\n")


@pytest.mark.parametrize("broken", [b"\xff", b"\xc4\n", b"\x80\xff"])
@pytest.mark.parametrize(
    ("encoding", "chosen"),
    [("gbk", None), ("gbk", "gb18030"), ("utf-8", None), ("utf-8-sig", None), ("utf-8", "utf-8")],
)
def test_a_broken_byte_is_reported_at_its_own_place(
    encoding: str, chosen: str | None, broken: bytes
) -> None:
    before = (ROWS + "江苏,").encode(encoding)
    invalid = refusal(before + broken + ("\n" + ROWS).encode(encoding.removesuffix("-sig")), chosen)
    at = broken.find(b"\xff") if encoding == "gbk" and b"\xff" in broken else 0  # \x80 is €
    expected = ("encoding", len(before) + at + 1, 6)
    found = invalid.problem.code, invalid.details["byte"], invalid.details["line"]
    assert found == expected


def archive(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (archive("xl/workbook.xml"), "not-csv"),
        (archive("word/document.xml"), "not-csv"),
        (b"PK\x03\x04rest", "not-csv"),
        (b"\xd0\xcf\x11\xe0rest", "not-csv"),
        (b"%PDF-1.7", "not-csv"),
        (b"\n <!DOCTYPE html>", "not-csv"),
        (b"<HTML><body>", "not-csv"),
        (b"<table><tr>", "not-csv"),
        (codecs.BOM_UTF8 + b"<html>", "not-csv"),
        (b'{"a": 1}', "not-csv"),
        (b'[{"a": 1}]', "not-csv"),
        (b"a" * (20 * MEGABYTE + 1), "too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_ledger(data: bytes, expected: str) -> None:
    assert refusal(data).problem.code == expected


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (archive("xl/workbook.xml"), Format.XLSX),
        (archive("XL\\Workbook.XML"), Format.XLSX),
        (archive("xl/workbook.xml", "xl/vbaProject.bin"), Format.XLSM),
        (archive("xl/workbook.bin"), Format.XLSB),
        (archive("content.xml", "mimetype"), Format.ODS),
        (b"\xd0\xcf\x11\xe0rest", Format.XLS),
    ],
    ids=lambda value: value if isinstance(value, Format) else "",
)
def test_a_workbook_is_read_by_its_contents_where_its_name_is_one_of_a_workbook(
    data: bytes, kind: Format
) -> None:
    for name in ("台账.XLSX", "台账.xls", "台账.ods", "台账.et"):
        assert receive(data, name, LIMITS) is kind
    assert refusal(data, name="台账.csv").problem.code == "not-csv"


def test_an_archive_is_no_workbook_whatever_its_name() -> None:
    assert refusal(archive("a.txt"), name="台账.xlsx").problem.code == "not-csv"


@pytest.mark.parametrize("likely", LEDGERS)
def test_headers_are_known_of_whichever_ledger_a_file_likely_is(likely: Kind) -> None:
    for kind, ledger in LEDGERS.items():
        header = ",".join(column.zh for column in ledger.columns)
        assert is_known(header, [LEDGERS[likely].names]), kind
    lines = [Line(1, tuple(HEADER.strip().split(","))), Line(2, ("项目编号",))]
    every = [ledger.names for ledger in LEDGERS.values()]
    assert score(lines, [LEDGERS[likely].names, *every]) == 4
    assert not is_known("甲,乙,丙,丁", [LEDGERS[likely].names])


@given(st.binary(), st.sampled_from([None, "gb18030", "utf-16", "utf-7", "utf-8+gb18030"]))
def test_any_bytes_are_text_or_refused(data: bytes, encoding: str | None) -> None:
    try:
        decode(data, encoding, is_known).text.encode()
    except Invalid as invalid:
        assert invalid.issue().message.en  # noqa: PT017
