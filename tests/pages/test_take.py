"""The menu of a chart, snapshots from it, and what a snapshot's page says of them."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, update

from db.accounts import Account
from db.engine import locked, make_engine, reading
from db.models import Snapshot, table_of
from db.snapshots import Search, shelf
from db.terms import AccountRole, Kind
from tests.accounts import make, session, sign_in
from tests.conftest import Stores
from tests.db import ledgers
from tests.pages.conftest import OpenPage
from tests.pages.screen import Session
from tests.stores import Upon, build_reference
from ui.frame import state
from ui.snapshots.catalogue import CHARTS

CHART = "stages"
ODD = '"茶"<b>园</b> & \\/=1+1'


def _two_projects(url: str) -> None:
    ledgers.bring(
        make_engine(url),
        Kind.PROJECTS,
        ledgers.project(in_place="100"),
        ledgers.project(code="Z-2", title="药圃", industry="中药材", in_place="200"),
    )


build_two_projects = Upon("reference", build_reference, _two_projects)
"""The sourced facts, and two projects of Zhejiang and Sichuan."""


class Reader:
    """Somebody in front of the dashboard, signed in or not."""

    def __init__(
        self, url: str, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str
    ) -> None:
        self.engine: Engine = make_engine(url)
        self._url, self._open, self._patch, self._locale = url, open_page, monkeypatch, locale
        sign_in(monkeypatch, None)

    def sign_in(self, account: Account) -> None:
        sign_in(self._patch, session(self.engine, account))

    def open(self, page: str = "overview", **address: str) -> Session:
        return self._open(self._url, page, locale=self._locale, **address)

    def open_menu(self, chart: str = CHART, page: str = "projects", **address: str) -> Session:
        screen = self.open(page, **address)
        screen.at.session_state[f"menu_{chart}"] = True
        screen.run()
        return screen

    def save(self, chart: str = CHART, page: str = "projects", **address: str) -> str:
        """Save a snapshot by its button; its permalink."""
        screen = self.open_menu(chart, page, **address)
        screen.at.button(key=f"control_snapshot_{chart}").click()
        screen.run()
        (link,) = [href for href in screen.links().values() if "snapshot=" in href]
        found = re.search(r"snapshot=([\w-]+)", link)
        assert found
        return found[1]


Read = Callable[..., Reader]


@pytest.fixture
def read(stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> Read:
    """read(locale="en-US") is a reader of a store of their own."""
    url = stores.copy("two projects", build_two_projects)
    return lambda locale="zh-CN": Reader(url, open_page, monkeypatch, locale)


@pytest.fixture
def anna(read: Read) -> Reader:
    reader = read()
    reader.sign_in(make(reader.engine, AccountRole.VIEWER, "anna"))
    return reader


def labels(screen: Session) -> list[str]:
    return [button.proto.label for button in screen.at.get("download_button")]


def test_a_menu_holds_nothing_until_it_is_open(read: Read) -> None:
    screen = read().open("projects")
    assert labels(screen) == []


def test_an_open_menu_offers_every_file(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIESHOU_RENDERER", "warm")
    screen = read().open_menu()
    assert labels(screen) == ["PNG", "SVG", "PDF", "HTML", "CSV", "XLSX"]


@pytest.mark.parametrize(
    ("locale", "says", "to_sign_in", "title_and_source"),
    [
        (
            "zh-CN",
            "XIESHOU_RENDERER=off",
            "登录后可以保存快照。",
            ["项目，按状态", "年份：", "数据来源：本库台账"],
        ),
        (
            "en-US",
            "has no Chromium to draw pictures",
            "Sign in to save a snapshot.",
            ["Projects by stage", "Years: ", "the ledgers in this store"],
        ),
    ],
)
def test_without_a_renderer_the_browser_saves_the_picture_with_its_words(
    read: Read,
    monkeypatch: pytest.MonkeyPatch,
    locale: str,
    says: str,
    to_sign_in: str,
    title_and_source: list[str],
) -> None:
    monkeypatch.setenv("XIESHOU_RENDERER", "off")
    screen = read(locale).open_menu()
    assert labels(screen) == ["HTML", "CSV", "XLSX"]
    assert any(says in warning for warning in screen.warnings)
    notes = screen.spec(f"control_camera_of_{CHART}")["layout"]["annotations"]
    printed = " ".join(note["text"] for note in notes)
    for expected in title_and_source:
        assert expected in printed
    assert to_sign_in in screen.remarks


def test_a_snapshot_opens_whole_and_unchanged(anna: Reader) -> None:
    public_id = anna.save(helper="330000")
    screen = anna.open("snapshots", snapshot=public_id)
    (facts,) = screen.facts
    assert facts["编号"] == "S-000001"
    drawn = screen.spec("snapshot")
    assert drawn["data"] == anna.open("projects", helper="330000").spec(CHART)["data"]
    assert "width" not in drawn["layout"]
    assert facts["帮扶方（东部）"] == "浙江"
    assert facts["保存人"] == "anna"
    assert facts["本次校验"] == "内容与校验值相符"
    assert re.fullmatch("[0-9a-f]{64}", facts["SHA-256"])
    assert screen.main.one(name="x-unchanged").text == "保存以来，所依据的数据没有变化。"
    assert screen.links()["按相同筛选条件查看现在的图表"].startswith("projects?helper=330000")
    printed = " ".join(words.text for words in screen.main.all(name="x-sheet"))
    assert "快照编号：S-000001" in printed
    assert "帮扶方（东部）：浙江" in printed


def test_a_colleague_reads_it_in_their_language_with_the_chart_in_its_own(
    anna: Reader, read: Read
) -> None:
    public_id = anna.save()
    screen = read("en-US").open("snapshots", snapshot=public_id)
    assert screen.main.one(name="x-unchanged").text == "The data behind it have not changed since."
    assert any("快照编号" in source for source in screen.sources)


def test_an_imported_row_shows_as_changed_since_with_totals(anna: Reader) -> None:
    public_id = anna.save()
    before = anna.open("snapshots", snapshot=public_id)
    assert not [w for w in before.warnings if "已有变化" in w]
    ledgers.bring(
        anna.engine,
        Kind.PROJECTS,
        ledgers.project(code="Z-3", title="染坊", industry="纺织", in_place="1234"),
    )
    screen = anna.open("snapshots", snapshot=public_id)
    (said,) = [w for w in screen.warnings if "已有变化" in w]
    assert "1行不同" in said
    ((_name, then, now, difference),) = [
        row for row in screen.rows("totals") if row[0].startswith("到位资金")
    ]
    whole = [int(re.sub(r"\D", "", cell)) for cell in (then, now, difference)]
    assert whole[1] - whole[0] == whole[2] > 0


def test_an_altered_snapshot_says_so_plainly_and_gives_no_files(anna: Reader) -> None:
    public_id = anna.save()
    table = table_of(Snapshot)
    with locked(anna.engine) as connection:
        connection.execute(update(table).values(definition="别的口径"))
    screen = anna.open("snapshots", snapshot=public_id)
    assert any("校验值不符" in warning for warning in screen.warnings)
    assert screen.facts[0]["本次校验"] == "内容已被改动"
    assert "PNG" not in screen.links()


def test_its_author_renames_describes_and_withdraws_it(anna: Reader) -> None:
    public_id = anna.save()
    screen = anna.open("snapshots", snapshot=public_id)
    screen.at.text_input(key="control_snapshot_name_1").set_value(ODD)
    submit(screen, "保存名称")
    assert screen.title == ODD
    screen.at.text_area(key="control_snapshot_description_1").set_value("供<i>会议</i>使用")
    submit(screen, "保存说明")
    submit(screen, "撤回")
    assert any("请填写撤回原因" in warning for warning in screen.warnings)
    screen.at.text_area(key="control_snapshot_reason_1").set_value("数据有误")
    submit(screen, "撤回")
    assert any("数据有误" in warning for warning in screen.warnings)
    assert [row[2:] for row in screen.rows("changes")][-1][2] == ODD
    assert "PNG" not in screen.links()
    (row,) = anna.open("snapshots").rows("snapshots")
    assert row[1].startswith(ODD)
    assert "已撤回" in row[1]


def submit(screen: Session, label: str) -> None:
    (button,) = [b for b in screen.at.button if b.label == label]
    button.click()
    screen.run()


def test_somebody_else_is_offered_no_changes(anna: Reader) -> None:
    public_id = anna.save()
    anna.sign_in(make(anna.engine, AccountRole.STAFF, "bert", provinces=["330000"]))
    screen = anna.open("snapshots", snapshot=public_id)
    assert [b.label for b in screen.at.button if b.label == "撤回"] == []


def test_the_list_is_searched_and_narrowed_by_its_address(anna: Reader) -> None:
    anna.save(helper="330000")
    anna.save("industries")
    everything = anna.open("snapshots")
    assert [row[0] for row in everything.rows("snapshots")] == ["S-000002", "S-000001"]
    for parameters in ({"q": "S-000001"}, {"chart": CHART}, {"about": "330000"}):
        found = anna.open("snapshots", **parameters)
        assert [row[0] for row in found.rows("snapshots")] == ["S-000001"]
    nothing = anna.open("snapshots", days="2001-01-01_2001-01-02")
    assert nothing.notices == ["没有符合条件的快照。请换用其他搜索词，或减少条件。"]


def test_an_empty_list_says_how_to_fill_it(read: Read) -> None:
    assert "还没有快照" in read().open("snapshots").notices[0]


def test_an_unknown_permalink_says_so(read: Read) -> None:
    screen = read().open("snapshots", snapshot="<b>x</b>")
    assert screen.title == "库中没有这个快照"
    assert "<b>x</b>" in screen.warnings[0]


def test_a_session_that_ended_meanwhile_saves_nothing(anna: Reader) -> None:
    screen = anna.open_menu()
    with locked(anna.engine) as connection:
        connection.exec_driver_sql("UPDATE sign_in SET revoked_at = created_at")
    screen.at.button(key=f"control_snapshot_{CHART}").click()
    screen.run()
    with reading(anna.engine) as connection:
        assert shelf.count(connection, Search()) == 0


@pytest.mark.parametrize(
    "page", ["overview", "pairings", "meetings", "projects", "visits", "published"]
)
def test_every_chart_of_every_page_can_be_made_anew(
    open_page: OpenPage, demo: str, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    sign_in(monkeypatch, None)
    screen = open_page(demo, page)
    shown = [one.chart for one in screen.at.session_state[state.SHOWN]]
    assert shown
    assert [chart.key for chart in shown if chart.key not in CHARTS] == []


def test_a_couple_s_charts_are_kept_as_the_couple_s(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = read()
    with reading(reader.engine) as connection:
        couple = connection.exec_driver_sql("SELECT pairing_id FROM project LIMIT 1").scalar_one()
    reader.sign_in(make(reader.engine, AccountRole.VIEWER, "anna"))
    public_id = reader.save("stages", "pairings", pairing=str(couple))
    screen = reader.open("snapshots", snapshot=public_id)
    assert screen.facts[0]["结对双方"] == "浙江省 → 四川省"
    assert screen.main.one(name="x-unchanged")
    (row,) = reader.open("snapshots", about="510000").rows("snapshots")
    assert row[0] == "S-000001"
