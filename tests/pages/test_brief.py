"""The brief on its page, at the command line, and as files: the same numbers as the store's."""

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from docx import Document
from pptx import Presentation
from sqlalchemy import Engine, func, select

from db import word_templates
from db.__main__ import main
from db.engine import make_engine, reading
from db.evidence import Upload
from db.models import Pairing, Project
from db.queries import brief
from db.queries.called import NotFound
from db.terms import AccountRole
from export.papers import word
from tests.accounts import OPERATOR, make, session, sign_in
from tests.conftest import Stores
from tests.db.states import table
from tests.export.papers.made import template
from tests.export.papers.made import text as text_of
from tests.pages.conftest import OpenPage
from tests.pages.screen import Session
from tests.stores import build_small
from ui.briefing.command import make as write

DAY = "2020-10-01"
"""After the meeting of 14 May 2019, before the next."""


def couple(url: str) -> tuple[str, dict[str, int]]:
    """The pairing of Zhejiang and Sichuan, and its projects' sums up to 2020."""
    of = (Pairing.helper_adcode == "330000", Pairing.receiver_adcode == "510000")
    with reading(make_engine(url)) as connection:
        ids = list(connection.scalars(select(Pairing.id).where(*of).order_by(Pairing.id)))
        names = ("agreed_amount", "in_place")
        sums = [func.sum(getattr(Project, name)) for name in names]
        own = Project.pairing_id.in_(ids), Project.year <= 2020
        row = connection.execute(select(func.count(), *sums).where(*own)).one()
        return str(ids[-1]), dict(zip(("projects", *names), map(int, row), strict=True))


def opened(open_page: OpenPage, url: str, **address: str) -> Session:
    return open_page(url, "brief", **address)


def said(page: Session) -> str:
    return " ".join(line.text for line in page.main.all("p"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_tells_the_meeting_of_2019_and_the_stores_sums(
    open_page: OpenPage, demo: str, lang: str
) -> None:
    pairing, sums = couple(demo)
    page = opened(open_page, demo, lang=lang, pairing=pairing, day=DAY)
    whole = said(page)
    assert "浙川扶贫协作和对口支援工作联席会议" in whole if lang == "zh" else "14 May 2019" in whole
    rows = page.rows("brief-money")
    assert (rows[-1][0], rows[-1][1]) == ("历年合计" if lang == "zh" else "all years",
                                         f"{sums['projects']:,}")  # fmt: skip
    assert [yuan(rows[-1][place]) for place in (2, 3)] == [sums["agreed_amount"], sums["in_place"]]
    marks = {mark for row in rows for mark in re.findall(r"\d+", row[-1])}
    notes = [line.text for line in page.main.one("ul", "x-brief-notes").all("li")]
    assert marks
    assert all(any(re.match(rf"[〔\[]{mark}[〕\]]", note) for note in notes) for mark in marks)
    assert [note for note in notes if not re.search("截至.*来源|As of .* Source", note)] == []
    assert page.demo_notices != []


def test_the_other_meetings_lead_to_all_that_are_counted(open_page: OpenPage, demo: str) -> None:
    pairing, _sums = couple(demo)
    day = DAY
    with reading(make_engine(demo)) as connection:
        found = brief.gather(connection, int(pairing), date.fromisoformat(day))
    assert found is not None
    assert found.apart_of > 0
    page = opened(open_page, demo, pairing=pairing, day=day)
    lead = f"pairings?pairing={pairing}&list=apart&day={day}"
    assert [a.text for a in page.main.all("a") if a.attributes["href"].endswith(lead)] == [
        f"{found.apart_of}次会议"
    ]
    whole = open_page(demo, "pairings", pairing=pairing, list="apart", day=day)
    assert [row[1] for row in whole.rows("apart")] == found.apart["title"].tolist()
    for wrong in ("0001-01-01", "x"):
        open_page(demo, "pairings", pairing=pairing, list="apart", day=wrong)


def yuan(written: str) -> int:
    """12,345.6万元 or 123,456,000 yuan as yuan."""
    number = written.replace(",", "")
    if number.endswith("万元"):
        return round(float(number[:-2]) * 10_000)
    return int(number.removesuffix(" yuan"))


def test_a_page_without_a_couple_asks_for_one_and_odd_ones_are_told(
    open_page: OpenPage, demo: str
) -> None:
    assert opened(open_page, demo).notices == ["请选择结对双方。"]
    page = opened(open_page, demo, pairing="x<b>", day="2020-13-01")
    assert any("x<b>" in warning for warning in page.warnings)
    assert any("day=2020-13-01" in warning for warning in page.warnings)


def test_a_couple_without_a_meeting_has_a_brief_that_says_so(
    open_page: OpenPage, demo: str
) -> None:
    pairing, _ = couple(demo)
    page = opened(open_page, demo, pairing=pairing, day="1999-01-01")
    assert "库中没有双方在1999年1月1日之前的省级会议" in said(page)
    assert "十、关于双方的公开数据" in page.sections


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
class TestFiles:
    """The files of the command line, of one store."""

    @pytest.fixture
    def made(
        self, demo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Callable[..., Path]:
        monkeypatch.setenv("DATABASE_URL", demo)

        def made(name: str, *more: str) -> Path:
            path = tmp_path / name
            asked = ["brief", "浙江", "四川", "--output", str(path), "--date", DAY, *more]
            done = CliRunner().invoke(main, asked)
            assert (done.exit_code, done.output) == (0, f"{path}\n")
            return path

        return made

    def test_the_same_store_gives_the_same_bytes(self, made: Callable[..., Path]) -> None:
        for suffix in ("docx", "pptx"):
            one, two = (made(f"{n}.{suffix}").read_bytes() for n in (1, 2))
            assert one == two
            assert {part.date_time[0] for part in ZipFile(io.BytesIO(one)).infolist()} == {1980}

    def test_word_and_slides_have_the_stores_numbers(
        self, made: Callable[..., Path], demo: str
    ) -> None:
        _, sums = couple(demo)
        document = Document(str(made("a.docx")))
        total = [c.text for t in document.tables for r in t.rows for c in r.cells
                 if r.cells[0].text == "历年合计"]  # fmt: skip
        assert total[1] == f"{sums['projects']:,}"
        assert list(map(yuan, total[2:4])) == [sums["agreed_amount"], sums["in_place"]]
        show = Presentation(str(made("a.pptx")))
        tables = [shape.table for s in show.slides for shape in s.shapes if shape.has_table]
        slides = [[c.text for c in r.cells] for t in tables for r in t.rows]
        assert total in slides

    def test_a_couple_that_is_not_there_is_told(
        self, demo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", demo)
        path = str(tmp_path / "a.docx")
        asked = ["brief", "江西", "四川", "--output", path, "--language"]
        for lang, words in (
            ("zh", "“江西”与“四川”没有结对关系"),
            ("en", "“江西” and “四川” are not"),
        ):
            done = CliRunner().invoke(main, [*asked, lang])
            assert (done.exit_code, words in done.output) == (1, True)
        done = CliRunner().invoke(main, ["brief", "浙江", "四川", "--output", "a.txt"])
        assert (done.exit_code, ".docx" in done.output) == (2, True)


@pytest.fixture
def engine(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> Engine:
    url = stores.copy("small", build_small)
    monkeypatch.setenv("DATABASE_URL", url)
    return make_engine(url)


def test_a_template_that_fails_is_told_and_ours_takes_its_place(
    engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    own = Upload("本单位.docx", template("{{ title }}！"))
    word_templates.keep(engine, "brief", "zh", own, word.check, OPERATOR)
    assert write("浙江", "四川", path, None, "zh") == ""
    assert text_of(path.read_bytes()).startswith("浙江省与四川省东西部协作情况汇报！")
    broken = Upload("坏.docx", template("{{ titel }}"))
    word_templates.keep(engine, "brief", "zh", broken, lambda _data: None, OPERATOR)
    told = write("浙江", "四川", path, None, "zh")
    assert "没有占位符“titel”" in told
    assert "上次会议" in text_of(path.read_bytes())
    with pytest.raises(NotFound):
        write("浙江", "浙江", path, None, "zh")


def test_only_administrators_see_the_template_and_put_it_in(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role, seen in ((None, False), (AccountRole.STAFF, False), (AccountRole.ADMIN, True)):
        if role is None:
            sign_in(monkeypatch, None)
        else:
            sign_in(monkeypatch, session(engine, make(engine, role, provinces=["330000"])))
        page = Session({"pairing": "1"}, "zh-CN")
        page.go("brief")
        assert ("Word 模板" in page.sections) is seen
    field = page.at.file_uploader[0]
    for data, words in ((template("{{ titel }}"), "没有占位符“titel”"), (b"x", "不是")):
        field.set_value(("a.docx", data, "application/octet-stream"))
        press(page, "启用此模板")
        assert any(words in notice for notice in page.warnings)
        assert table(engine, "word_template") == []
        field = page.at.file_uploader[0]
    field.set_value(("本单位.docx", template("{{ title }}"), "application/octet-stream"))
    press(page, "启用此模板")
    assert [row["name"] for row in table(engine, "word_template")] == ["本单位.docx"]
    press(page, "恢复系统自带模板")
    assert table(engine, "word_template") == []


def press(page: Session, label: str) -> None:
    (button,) = [button for button in page.at.button if button.label == label]
    button.click()
    page.run()
