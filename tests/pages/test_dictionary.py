"""The dictionary: all indicators, one of them, and an administrator who defines it anew."""

from datetime import date

import pytest

from db.accounts import Account
from db.definitions.keeping import history
from db.engine import reading
from db.terms import AccountRole
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.pages.conftest import OpenPage, SeePage
from tests.pages.screen import Session
from tests.pages.test_chart_menu import Reader, build_two_projects

KEY = "ledger_in_place"
NEW_YEAR = date(2024, 1, 1)
SAY = {
    "zh-CN": {
        "save": "保存为第2版",
        "back": "撤回",
        "version": "第2版，2024-01-01 起",
        "break": "2024-01-01 起口径有变（第2版）",
        "saved": "已保存为第2版。",
        "reason?": "请填写修改理由",
        "stale": "现为第 2 版",
    },
    "en-GB": {
        "save": "Save as version 2",
        "back": "Take it back",
        "version": "version 2, from 2024-01-01",
        "break": "defined anew from 2024-01-01 (version 2)",
        "saved": "Saved as version 2.",
        "reason?": "Say why",
        "stale": "it is at version 2 now",
    },
}


@pytest.fixture
def reader(
    stores: Stores, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str
) -> Reader:
    return Reader(stores.copy("two projects", build_two_projects), open_page, monkeypatch, locale)


@pytest.fixture
def admin(reader: Reader) -> Account:
    admin = make(reader.engine, AccountRole.ADMIN, "chief")
    reader.sign_in(admin)
    return admin


def fill(page: Session, key: str, version: int, **parts: object) -> None:
    for part, value in parts.items():
        page.at.session_state[f"control_define_{key}_{version}_{part}"] = value


def press(page: Session, label: str) -> None:
    (button,) = [button for button in page.at.button if button.label == label]
    button.click()
    page.run()


def defined_anew(reader: Reader, words: dict[str, str], key: str = KEY) -> Session:
    page = reader.open("dictionary", metric=key)
    fill(page, key, 1, definition_zh="不含设备", definition_en="Without machines")
    fill(page, key, 1, valid_from=NEW_YEAR, reason="省办〔2023〕9号")
    press(page, words["save"])
    return page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_indicator_stands_there_under_its_head(
    reference: str, see_page: SeePage, lang: str
) -> None:
    page = see_page(reference, "dictionary", lang=lang)
    entries = page.main.all("article", "x-entry")
    assert len(entries) == 50
    heads = [
        "组织领导",
        "人才交流",
        "资金使用",
        "产业合作",
        "劳务协作",
        "携手奔小康",
        "未列入考核类别",
    ]
    if lang == "zh":
        assert list(page.sections) == [*heads, "项目指标"]
    (jobs,) = [one for one in entries if one.attributes["id"] == "ledger_jobs"]
    assert jobs.one("h3").text == ("吸纳就业" if lang == "zh" else "Jobs")
    told = jobs.one(name="x-told").text
    expected = {
        "zh": (
            "单位 人", "项目台账“吸纳就业（人）”列之和", "可否相加 可，限同一时期", "第1版",
            "自何时起这样计 最早的记录", "来源 本库台账", "所在页面 项目",
        ),
        "en": (
            "Unit persons", "sum of the projects ledger’s column 吸纳就业（人）",
            "May be added yes, within one period", "version 1", "Counted so since the first record",
            "Source the ledgers of this store", "Drawn on Projects",
        ),
    }  # fmt: skip
    assert [text for text in expected[lang] if text not in told] == []
    links = {a.text: a.attributes["href"] for a in jobs.all("a")}
    assert links["项目" if lang == "zh" else "Projects"].startswith("projects?")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("吸纳就业（人）", {"ledger_jobs"}),
        ("PERSON-TIMES", {"labour", "train", "visits", "cadre", "tech", "exch", "ledger_visits"}),
        ("ledger_signed", {"ledger_signed_projects"}),
        ("<b>", set()),
    ],
)
def test_a_search_looks_at_all_texts_of_both_languages(
    reference: str, see_page: SeePage, text: str, found: set[str]
) -> None:
    page = see_page(reference, "dictionary", lang="zh", q=text)
    keys = {one.attributes["id"] for one in page.main.all("article", "x-entry")}
    assert keys == found
    assert (f"没有含“{text}”的指标" in "".join(page.notices)) == (not found)


def test_an_unknown_indicator_is_said_and_all_are_shown(reference: str, see_page: SeePage) -> None:
    page = see_page(reference, "dictionary", lang="zh", metric="rain")
    assert "rain" in "".join(page.warnings)
    assert len(page.main.all("article", "x-entry")) == 50


def test_who_is_no_administrator_reads_and_has_no_form(reader: Reader) -> None:
    for role in (None, AccountRole.VIEWER, AccountRole.AUDITOR, AccountRole.STAFF):
        if role is not None:
            scope = [1] if role is AccountRole.STAFF else []
            reader.sign_in(make(reader.engine, role, pairings=scope))
        page = reader.open("dictionary", metric=KEY)
        assert len(page.rows("versions")) == 1
        assert len(page.at.text_area) == 0


def test_a_further_version_is_told_wherever_the_metric_stands(
    reader: Reader, admin: Account, locale: str
) -> None:
    words = SAY[locale]
    page = defined_anew(reader, words)
    assert words["saved"] in page.notices
    newest, first = page.rows("versions")
    assert (newest[0], first[0], newest[3]) == ("2", "1", "省办〔2023〕9号")
    assert "chief" in newest[2]
    overview = reader.open("overview")
    told = [note for note in overview.sections.values() if words["version"] in note]
    assert len(told) == 2  # money by year, and its flows
    assert any(words["version"] in row[2] for row in overview.rows("definitions"))
    listed = reader.open("dictionary", q="ledger_in_place")
    assert words["version"].split("，")[0].split(",")[0] in listed.main.one(name="x-told").text


def test_a_chart_over_years_marks_the_break(reader: Reader, admin: Account, locale: str) -> None:
    words = SAY[locale]
    page = reader.open("dictionary", metric="fund")
    fill(page, "fund", 1, definition_zh="不含物资", definition_en="Without goods")
    fill(page, "fund", 1, valid_from=date(2020, 6, 1), reason="新办法")
    press(page, words["save"])
    spec = reader.open("published", metric="fund").spec("published-national")
    captions = [note["text"] for note in spec["layout"]["annotations"]]
    assert words["break"].replace("2024-01-01", "2020-06-01") in captions
    made = {row[4] for row in reader.open("published", metric="fund").rows("published")}
    assert {text.split("，")[0].split(",")[0] for text in made} == (
        {"第1版", "第2版"} if locale == "zh-CN" else {"version 1", "version 2"}
    )


def test_what_is_refused_is_said_and_what_was_typed_stays(
    reader: Reader, admin: Account, locale: str
) -> None:
    page = reader.open("dictionary", metric=KEY)
    fill(page, KEY, 1, definition_zh="改", valid_from=NEW_YEAR)
    press(page, SAY[locale]["save"])
    assert SAY[locale]["reason?"] in "".join(page.warnings)
    assert len(page.rows("versions")) == 1
    assert page.at.text_area(key=f"control_define_{KEY}_1_definition_zh").value == "改"


def test_a_change_without_its_day_is_refused_unless_only_the_wording_is_meant(
    reader: Reader, admin: Account, locale: str
) -> None:
    page = reader.open("dictionary", metric=KEY)
    fill(page, KEY, 1, definition_zh="改", reason="通知")
    press(page, SAY[locale]["save"])
    assert ("请填写起用日期" if locale == "zh-CN" else "Say from which day") in page.warnings[0]
    fill(page, KEY, 1, way="wording")
    press(page, SAY[locale]["save"])
    with reading(reader.engine) as connection:
        assert [one.valid_from for one in history(connection, [KEY])[KEY]] == [None, None]


def test_the_second_of_two_administrators_is_told(
    reader: Reader, admin: Account, locale: str
) -> None:
    words = SAY[locale]
    late = reader.open("dictionary", metric=KEY)
    defined_anew(reader, words)
    fill(late, KEY, 1, definition_zh="另一种", reason="另有原因", way="wording")
    press(late, words["save"])
    assert words["stale"] in "".join(late.warnings)
    with reading(reader.engine) as connection:
        assert len(history(connection, [KEY])[KEY]) == 2


def test_a_version_is_taken_back_by_a_further_one(
    reader: Reader, admin: Account, locale: str
) -> None:
    page = defined_anew(reader, SAY[locale])
    fill(page, KEY, 2, back="录错了")
    press(page, SAY[locale]["back"])
    assert [row[0] for row in page.rows("versions")] == ["3", "2", "1"]
    with reading(reader.engine) as connection:
        first, _second, third = history(connection, [KEY])[KEY]
    assert third.said == first.said


@pytest.mark.parametrize("chart", ["stages", "projects-by-year"])
def test_a_snapshot_keeps_the_versions_and_tells_todays(
    reader: Reader, admin: Account, locale: str, chart: str
) -> None:
    taken = reader.save(chart)
    row = states.table(reader.engine, "snapshot")[0]
    assert row["versions"]["ledger_projects"] == 1
    assert ("第1版" if locale == "zh-CN" else "version 1") in row["definition"]
    page = defined_anew(reader, SAY[locale], "ledger_projects")
    assert SAY[locale]["saved"] in page.notices
    told = "".join(
        "".join(facts.values()) for facts in reader.open("snapshots", snapshot=taken).facts
    )
    today = "（现为第2版）" if locale == "zh-CN" else "(today: version 2)"
    assert today in told
    assert ("内容与校验值相符" if locale == "zh-CN" else "the content has this SHA-256") in told


def test_an_administrator_adds_an_indicator(reader: Reader, admin: Account) -> None:
    page = reader.open("dictionary")
    said = {
        "name_zh": "共建果园",
        "name_en": "Orchards",
        "definition_zh": "共建的",
        "metric_key": "orchards",
    }
    said |= {"definition_en": "Built together", "source": "2026年协议", "reason": "协议新增"}
    fill(page, "", 0, **said, unit="projects", origin="agreement")
    page.at.button[-3].click()  # behind it are those of measures
    page.run()
    with reading(reader.engine) as connection:
        (first,) = history(connection, ["orchards"])["orchards"]
    assert (first.said.name_zh, first.author) == ("共建果园", "chief")
    shown = reader.open("dictionary", metric="orchards").main.text
    assert "协议新增" in shown
