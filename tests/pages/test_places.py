"""Places: looked up by everybody, entered and taken back by administrators."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from db.accounts import Account
from db.engine import make_engine, reading
from db.queries import areas
from db.terms import AccountRole, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import bring, project
from tests.pages.conftest import OpenPage, SeePage
from tests.pages.screen import Session
from tests.pages.test_chart_menu import Reader
from tests.stores import build_reference

SAY = {
    "zh-CN": {
        "look": "先预览",
        "enter": "登记",
        "back": "撤回第1条",
        "generic": "例如“乐山高新区”",
        "kind?": "请选择是哪一类",
        "entered": "已登记： 乐山高新区",
        "gone": "第1条变更已撤回。",
        "sums": "按地方汇总时计入其所在单位",
        "lead": "四川省 · 乐山市 · 高新区",
    },
    "en-GB": {
        "look": "Look at it first",
        "enter": "Enter it",
        "back": "Take no. 1 back",
        "generic": "as “乐山高新区”",
        "kind?": "Choose the kind",
        "entered": "Entered: 乐山高新区",
        "gone": "Change no. 1 was taken back.",
        "sums": "sums by place count it with the place that it lies in",
        "lead": "Sichuan · Leshan · High-tech zone",
    },
}


@pytest.fixture
def reader(
    stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str
) -> Reader:
    return Reader(stores.copy("reference", build_reference), open_page, monkeypatch, locale)


@pytest.fixture
def admin(reader: Reader) -> Account:
    admin = make(reader.engine, AccountRole.ADMIN, "chief")
    reader.sign_in(admin)
    return admin


def fill(page: Session, form: str, **parts: str) -> None:
    for part, value in parts.items():
        page.at.session_state[f"control_place_{form}_{part}"] = value


def press(page: Session, label: str, which: int = 0) -> None:
    buttons = [button for button in page.at.button if button.label == label]
    buttons[which].click()
    page.run()


@pytest.mark.parametrize("search", ["会理", "513425", "Huili"])
def test_a_place_is_found_by_name_former_name_and_code(
    reference: str, see_page: SeePage, search: str
) -> None:
    page = see_page(reference, "places", lang="zh", q=search)
    found = {row[0]: row[2:] for row in page.rows("places")}
    assert found["513425"] == ["县级", "四川省 · 凉山彝族自治州", "", "2021年2月1日"]


@pytest.mark.parametrize(
    ("lang", "ended", "named"),
    [("zh", "已于2021年2月1日撤销", "会理市"), ("en", "no unit since", "Huili")],
)
def test_a_former_unit_says_until_when_and_what_it_became(
    reference: str, see_page: SeePage, lang: str, ended: str, named: str
) -> None:
    page = see_page(reference, "places", lang=lang, area="513425")
    assert ended in page.notices[0]
    ((heir, *_told),) = page.rows("succession")
    assert heir.startswith(named)
    after = see_page(reference, "places", lang=lang, area="513402")
    assert [row[0] for row in after.rows("succession")] == [page.title]
    assert not after.main.all("button")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_place_tells_which_records_name_it_and_lists_as_many(
    demo: str, see_page: SeePage, lang: str
) -> None:
    page = see_page(demo, "places", lang=lang, area="330000")
    with reading(make_engine(demo)) as connection:
        stored = areas.named_by(connection, "330000")
    links = page.main.one("table", "x-named").all("a")
    hrefs = {
        one.text: one.attributes["href"] for one in links if "named=" in one.attributes["href"]
    }
    assert len(hrefs) == len(stored) > 3
    for (text, href), many in zip(hrefs.items(), stored.values(), strict=True):
        listed = see_page(demo, "places", **dict(parse_qsl(urlsplit(href).query)))
        assert listed.foot("naming") == [text]
        assert text.startswith(f"{many:,}")
        assert len(listed.rows("naming")) == min(many, 40)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_as_many_places_are_listed_as_it_says(reference: str, see_page: SeePage, lang: str) -> None:
    page = see_page(reference, "places", lang=lang, q="广安")
    with reading(make_engine(reference)) as connection:
        many = areas.count(connection, "广安")
    assert len(page.rows("places")) == many > 0
    assert f"{many}" in page.remarks[0]


@pytest.mark.parametrize("locale", SAY)
def test_an_administrator_enters_a_zone_after_a_look_and_takes_it_back(
    reader: Reader, admin: Account, locale: str
) -> None:
    words = SAY[locale]
    page = reader.open("places", area="511100")
    fill(page, "zone", name="高新区", since="1996", source="川府函")
    press(page, words["look"])
    assert words["kind?"] in page.warnings[-1]
    fill(page, "zone", kind="high_tech")
    press(page, words["look"])
    assert words["generic"] in page.warnings[-1]
    fill(page, "zone", name="乐山高新区")
    press(page, words["look"])
    assert any(words["sums"] in note for note in page.remarks)
    assert not [a for a in states.table(reader.engine, "area") if a["zone"]]
    press(page, words["enter"])
    assert words["entered"] in page.notices
    bring(reader.engine, Kind.PROJECTS, project(place="乐山高新区"))
    zone = reader.open("places", area="5111A1")
    assert zone.lead == words["lead"]
    assert len(zone.rows("changes")) == 1
    press(zone, words["back"])
    assert "1" in zone.warnings[-1]  # a record names it
    assert states.one(reader.engine, "area", adcode="5111A1")["own"]


@pytest.mark.parametrize("locale", ["zh-CN"])
def test_an_end_and_a_successor_are_entered_and_taken_back(
    reader: Reader, admin: Account, locale: str
) -> None:
    page = reader.open("places", area="511181")
    fill(page, "became", new="没有这样的县", since="2026-11-01", source="公告")
    press(page, "先预览", -1)
    assert "名称、简称或行政区划代码" in page.warnings[-1]
    assert "上传" not in page.warnings[-1]
    fill(page, "became", new="乐山市市中区")
    press(page, "先预览", -1)
    press(page, "登记")
    assert states.one(reader.engine, "area", adcode="511181")["valid_to"] == "2026-11-01"
    page = reader.open("places", area="511102")
    fill(page, "became", new="511181", since="2026", source="公告")
    press(page, "先预览", -1)
    assert "成了圈" in page.warnings[-1]
    page = reader.open("places", area="511181")
    press(page, "撤回第1条")
    assert "第1条变更已撤回。" in page.notices
    assert states.one(reader.engine, "area", adcode="511181")["valid_to"] is None


@pytest.mark.parametrize("locale", ["zh-CN"])
def test_nobody_but_administrators_is_offered_a_form(reader: Reader, locale: str) -> None:
    reader.sign_in(make(reader.engine, AccountRole.STAFF, "staff", provinces=["510000"]))
    page = reader.open("places", area="511100")
    assert [button.label for button in page.at.button] == ["← 全部地方"]
