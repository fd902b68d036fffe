"""The assessment pack: read back, each number is the store's; what is missing is said in it."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import Engine, select

from db import evidence
from db.accounts import Account, Author, Forbidden
from db.assessment.measures import Head, Indicator, add
from db.assessment.refused import Refused
from db.engine import reading, writing
from db.evidence import Upload
from db.importing.words import Language
from db.models import Audit
from db.terms import AccountRole, Event, Kind
from papers import assessment
from papers.assessment import Asked, make
from papers.commands import pack
from papers.written import chinese
from tests.accounts import OPERATOR
from tests.accounts import make as account
from tests.conftest import Stores
from tests.db import states
from tests.db.assessment.made import MEASURE, fill, measured, pairing
from tests.db.evidence import files
from tests.db.ledgers import accord, batch, bring, talent

NAME = "钱某某"
TABLE = [
    ["财政援助资金", "33.1亿元", "34.05亿元", "33.9亿元", "33.9亿元", "102.4%", "30亿元", "—"],
    ["引导企业", "100家", "1,234家", "—", "1,234家（09-30）", "1234.0%", "—", "—"],
]


@pytest.fixture
def engine(stores: Stores) -> Engine:
    engine = measured(stores)
    fill(engine)
    return engine


class Pack:
    """What is in a pack."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as found:
            self.files = {name: found.read(name) for name in found.namelist()}

    def content(self, ending: str) -> bytes:
        (found,) = (data for name, data in self.files.items() if name.endswith(ending))
        return found

    @property
    def tables(self) -> list[list[list[str]]]:
        found = Document(io.BytesIO(self.content(".docx")))
        return [[[c.text for c in row.cells] for row in table.rows] for table in found.tables]

    @property
    def text(self) -> str:
        found = Document(io.BytesIO(self.content(".docx")))
        return "\n".join(paragraph.text for paragraph in found.paragraphs)

    @property
    def sheets(self) -> dict[str, list[dict[str, Any]]]:
        book = load_workbook(io.BytesIO(self.content(".xlsx")))
        found = {}
        for sheet in book.worksheets:
            header, *rows = sheet.iter_rows(values_only=True)
            found[sheet.title] = [dict(zip(map(str, header), row, strict=True)) for row in rows]
        return found


def made(
    engine: Engine, folder: Path, by: Author = OPERATOR, language: Language = "zh", **more: Any
) -> Pack:
    path = folder / f"{len(list(folder.iterdir()))}.zip"
    make(engine, Asked(pairing(engine), 2022, language, **more), by, path)
    return Pack(path)


def test_each_number_of_the_workbook_is_the_store_s(engine: Engine, tmp_path: Path) -> None:
    sheets = made(engine, tmp_path).sheets
    fund, ent = sheets["指标"]
    assert (fund["年度目标"], fund["帮扶方填报"], fund["受援方填报"], fund["上年"]) == (
        3_310_000_000, 3_405_000_000, 3_390_000_000, 3_000_000_000,
    )  # fmt: skip
    assert (fund["分值"], fund["单位"], fund["计入依据"], fund["差异处理"]) == (
        15,
        "元",
        "受援方",
        "未说明",
    )
    assert (ent["计入"], ent["完成率"], ent["受援方填报"]) == (1_234, 1234, None)
    stored = {row["title"]: row for row in states.table(engine, "project")}
    for row in sheets["附件3 项目"]:
        assert (row["年度"], row["来源"] or "") == (2022, stored[row["项目名称"]]["source"])
    assert [row["完成值"] for row in sheets["附件2 指标完成情况"]] == [
        3_405_000_000,
        3_390_000_000,
        1_234,
    ]


def test_the_paper_has_each_head_in_words_and_figures(engine: Engine, tmp_path: Path) -> None:
    found = made(engine, tmp_path)
    check, funds, industry, annexes = found.tables
    assert check[1][0] == "缺数据"
    assert [funds[1], industry[1]] == TABLE
    assert annexes[1:] == [["附件1 协议", "2"], ["附件2 指标完成情况", "3"], ["附件3 项目", "2"]]
    for words in ("二、资金使用（20分）", "财政援助资金33.9亿元", "四、其他", "本项下没有指标。"):
        assert words in found.text


def test_printed_by_libreoffice_it_says_the_same(
    engine: Engine, tmp_path: Path, office: Callable[[dict[str, bytes]], Path]
) -> None:
    found = made(engine, tmp_path)
    folder = office({"a.docx": found.content(".docx"), "b.xlsx": found.content(".xlsx")})
    for name, numbers in {"a": [*TABLE[0], *TABLE[1]], "b": ["3,310,000,000", "1234"]}.items():
        command = ["/usr/bin/env", "pdftotext", "-layout", str(folder / f"{name}.pdf"), "-"]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        plain = "".join(told.split())
        missing = [number for number in numbers if number not in plain and number != "—"]
        assert [one for one in missing if not one.endswith("（09-30）")] == []


def test_in_english_nothing_but_names_is_chinese(engine: Engine, tmp_path: Path) -> None:
    found = made(engine, tmp_path, language="en")
    assert {"01-paper.docx", "02-indicators-and-annexes.xlsx"} < found.files.keys()
    assert found.tables[1][1] == [
        "Fiscal aid (yuan)", "3.31 billion", "3.405 billion", "3.39 billion", "3.39 billion",
        "102.4%", "3 billion", "—",
    ]  # fmt: skip
    assert found.text.isascii() or set(found.text) - set(map(chr, range(128))) <= set("–—“”−‘’")


def test_the_same_store_gives_the_same_bytes(engine: Engine, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        make(engine, Asked(pairing(engine), 2022), OPERATOR, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def attach(engine: Engine) -> None:
    (one, *_) = (int(row["id"]) for row in states.table(engine, "project"))
    evidence.add_file(engine, "project", one, Upload("验收 单?.pdf", files.PDF), "", OPERATOR)


def test_evidence_lies_in_a_folder_by_its_number(engine: Engine, tmp_path: Path) -> None:
    attach(engine)
    found = made(engine, tmp_path)
    assert found.files["03-佐证/3-00001-1-验收-单.pdf"] == files.PDF
    (row,) = found.sheets["佐证目录"]
    assert (row["编号"], row["文件或网址"]) == ("3-00001-1", "03-佐证/3-00001-1-验收-单.pdf")


@states.SQLITE
@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"other")])
def test_evidence_that_is_gone_or_damaged_is_said_and_the_rest_made(
    engine: Engine, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    attach(engine)
    folder = Path(engine.url.database or "").with_suffix(".evidence")
    (path,) = (one for one in folder.rglob("*") if one.is_file())
    harm(path)
    found = made(engine, tmp_path)
    assert not any(name.startswith("03-") for name in found.files)
    assert found.sheets["佐证目录"][0]["状态"] == "文件丢失"
    assert [
        "佐证丢失",
        "3-00001-1 的佐证“验收 单?.pdf”只有记录，文件已丢失或损坏，请从备份恢复。",
    ] in (found.tables[0])


def test_a_couple_without_anything_has_a_pack_that_says_so(stores: Stores, tmp_path: Path) -> None:
    found = made(measured(stores), tmp_path)
    assert found.tables[0][1][1].startswith("2022年没有这组结对的任何记录")
    assert "没有佐证材料。" in found.text


def people(engine: Engine) -> dict[str, Account]:
    theirs, other = pairing(engine), pairing(engine, "350000")
    return {
        "vera": account(engine, AccountRole.VIEWER, "vera"),
        "otto": account(engine, AccountRole.AUDITOR, "otto"),
        "sven": account(engine, AccountRole.STAFF, "sven", pairings=[other]),
        "anna": account(engine, AccountRole.STAFF, "anna", pairings=[theirs]),
    }


def test_names_are_only_for_those_in_charge_and_the_audit_keeps_it(
    engine: Engine, tmp_path: Path
) -> None:
    heads = (Head("talent", "人才", "Talent", None, (Indicator("cadre_ew"),)),)
    with writing(engine) as connection:
        add(connection, "m", replace(MEASURE, heads=heads), number=2, author="x", reason="x")
    batch(bring(engine, Kind.TALENT, talent(name=NAME)))
    batch(bring(engine, Kind.ACCORDS, accord()))
    person = people(engine)
    for name in ("vera", "otto"):
        with pytest.raises(Forbidden):
            made(engine, tmp_path, person[name])
    with pytest.raises(Forbidden):
        make(engine, Asked(pairing(engine), 2022), None, tmp_path / "none.zip")
    with pytest.raises(Forbidden):
        made(engine, tmp_path, person["sven"], names=True)
    assert list(tmp_path.iterdir()) == []
    for name in ("sven", "anna"):
        found = made(engine, tmp_path, person[name])
        assert NAME not in str(found.sheets) + found.text + str(found.tables)
    assert NAME in str(made(engine, tmp_path, person["anna"], names=True).sheets)
    with reading(engine) as connection:
        noted = connection.execute(
            select(Audit.actor, Audit.details).where(Audit.event == Event.EXPORTED)
        ).all()
    of = {"pack": pairing(engine), "year": 2022}
    assert [tuple(row) for row in noted] == [
        ("sven", of | {"private": False}),
        ("anna", of | {"private": False}),
        ("anna", of | {"private": True}),
    ]


def test_one_pack_is_made_at_a_time_and_none_is_written_over(
    engine: Engine, tmp_path: Path
) -> None:
    steps: list[tuple[int, int]] = []
    asked = Asked(pairing(engine), 2022)

    def meanwhile(done: int, of: int, _what: object) -> None:
        steps.append((done, of))
        with pytest.raises(Refused, match="Another pack"):
            make(engine, asked, OPERATOR, tmp_path / "b.zip")

    make(engine, asked, OPERATOR, tmp_path / "a.zip", meanwhile)
    assert steps[-1] == (7, 8)
    assert [done for done, _of in steps] == sorted(done for done, _of in steps)
    with pytest.raises(Refused, match="is there already"):
        make(engine, asked, OPERATOR, tmp_path / "a.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]
    assert not assessment._ONE.locked()


def run(engine: Engine, monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> Result:
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    return CliRunner().invoke(pack, [str(argument) for argument in arguments])


def test_the_command_line_makes_it_and_says_what_is_missing(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.zip"
    done = run(engine, monkeypatch, "浙江", "四川省", "2022", "--output", path)
    assert done.exit_code == 0, done.output
    assert "[unexplained] “财政援助资金”双方填报不一致" in done.output
    assert done.output.endswith("7 records, 0 files of evidence.\n")
    assert Pack(path).sheets["指标"]


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        (("四川", "浙江"), "“四川” and “浙江” are not paired"),
        (("浙江", "四穿"), "“四穿”: Expected the name, short name or GB/T 2260 code"),
        (("江西", "四川"), "“江西” and “四川” are not paired"),
    ],
)
def test_the_command_line_says_what_it_does_not_know(
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sides: tuple[str, str],
    words: str,
) -> None:
    path = tmp_path / "a.zip"
    done = run(engine, monkeypatch, *sides, "2022", "--output", path, "--lang", "en")
    assert (done.exit_code, words in done.output, path.exists()) == (1, True, False)


def test_headings_count_as_an_office_does() -> None:
    assert [chinese(n) for n in (1, 9, 10, 11, 20, 21, 99)] == [
        "一", "九", "十", "十一", "二十", "二十一", "九十九",
    ]  # fmt: skip
