"""The overview shows the figures of its selection, two charts with their tables, the newest."""

from decimal import Decimal
from urllib.parse import unquote

import pytest

from db import clock
from db.engine import make_engine, reading
from db.filters import EVERYTHING, Filter
from db.queries import overview
from tests.pages import facts
from tests.pages.conftest import OpenPage, SeePage
from tests.pages.screen import Figure
from tests.totals import of_ledgers

LANGUAGES = ("zh", "en")
IN_PLACE, MEETINGS = "in-place-by-year", "meetings-in-time"


def totals(url: str, chosen: Filter = EVERYTHING) -> dict[str, int]:
    with reading(make_engine(url)) as connection:
        found = of_ledgers(connection, chosen)
    return dict(zip(found["key"], map(int, found["value"]), strict=True))


def in_words(value: int, lang: str) -> str:
    """The number as DESIGN wants it, worked out by hand: about three digits, 万 亿 or K M B."""
    if value < 10_000:
        return f"{value:,}"
    steps = {"zh": ((10**8, "亿"), (10**4, "万")), "en": ((10**9, "B"), (10**6, "M"), (10**3, "K"))}
    step, letter = next((step, letter) for step, letter in steps[lang] if value >= step)
    part = Decimal(value) / step
    digits = 0 if part >= 100 else 1 if part >= 10 else 2
    written = f"{part:.{digits}f}"
    return (written.rstrip("0").rstrip(".") if digits else written) + letter


@pytest.mark.parametrize("lang", LANGUAGES)
def test_facts_alone_are_counted_as_their_files_have_them(
    reference: str, see_page: SeePage, lang: str
) -> None:
    figures = see_page(reference, lang=lang).figures
    expected = [len(facts.rows(name)) for name in ("meetings", "commitments", "visits")]
    assert [figure.number for figure in figures.values()] == [*map(str, expected), *["0"] * 5]


NAMES = {
    "zh": ("会议次数", "议定事项", "互访次数", "项目数", "协议金额", "到位资金", "吸纳就业"),
    "en": (
        "Meetings",
        "Agreed items",
        "Visits",
        "Projects",
        "Agreed amount",
        "Money in place",
        "Jobs",
    ),
}
KEYS = ("meetings", "commitments", "visits", "projects", "agreed_amount", "in_place", "jobs")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_figure_says_its_number_as_the_reader_writes_it(
    demo: str, see_page: SeePage, lang: str
) -> None:
    figures = see_page(demo, lang=lang).figures
    value = totals(demo)
    expected = [
        (name, in_words(value[f"ledger_{key}"], lang))
        for name, key in zip(NAMES[lang], KEYS, strict=True)
    ]
    assert [(name, figure.number) for name, figure in figures.items()][: len(KEYS)] == expected


def test_a_figure_of_money_has_its_unit_and_its_demo_part(demo: str, see_page: SeePage) -> None:
    shown = see_page(demo).figures
    amount = in_words(totals(demo)["ledger_in_place"], "zh")
    assert shown["到位资金"] == Figure(amount, "元", "全部为演示数据")


def test_a_figure_of_facts_and_demo_says_how_much_is_demo(demo: str, see_page: SeePage) -> None:
    known = len(facts.rows("meetings"))
    demo_part = totals(demo)["ledger_meetings"] - known
    assert f"{demo_part}次" in see_page(demo).figures["会议次数"].demo


@pytest.mark.parametrize(("lang", "title"), [("zh", "总览"), ("en", "Overview")])
def test_the_title_is_in_the_language_of_the_address(
    reference: str, see_page: SeePage, lang: str, title: str
) -> None:
    assert see_page(reference, lang=lang).title == title


@pytest.mark.parametrize(
    ("locale", "title"),
    [("zh-CN", "总览"), ("zh-TW", "总览"), ("en-GB", "Overview"), ("fr-FR", "Overview")],
)
def test_the_browser_chooses_the_language_where_the_address_does_not(
    reference: str, see_page: SeePage, locale: str, title: str
) -> None:
    assert see_page(reference, locale=locale).title == title


def test_an_unknown_language_in_the_address_leaves_the_browser_s(
    reference: str, see_page: SeePage
) -> None:
    assert see_page(reference, lang="tlh").title == "总览"


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", "全部省份 · 1996–2026"), ("en", "All provinces · 1996–2026")],
)
def test_no_filter_is_said_in_words(
    reference: str, see_page: SeePage, lang: str, words: str
) -> None:
    assert see_page(reference, lang=lang).words == words


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["随机生成，不是事实", "次会议", "个项目", "次互访"]),
        ("en", ["generated at random. They are not facts", " meetings", " projects", " visits"]),
    ],
)
def test_demo_records_are_announced_with_their_numbers(
    demo: str, see_page: SeePage, lang: str, words: list[str]
) -> None:
    (banner,) = see_page(demo, lang=lang).demo_notices
    meetings = totals(demo)["ledger_meetings"] - len(facts.rows("meetings"))
    projects = totals(demo)["ledger_projects"]
    assert [part for part in (*words, f"{meetings}", f"{projects:,}") if part not in banner] == []


def test_facts_alone_have_no_demo_banner(reference: str, see_page: SeePage) -> None:
    assert see_page(reference).demo_notices == []


def test_a_selection_without_demo_records_has_no_demo_banner(demo: str, see_page: SeePage) -> None:
    assert see_page(demo, years="1996-2012").demo_notices == []


def in_version_1(definition: str, lang: str) -> str:
    """A definition as it is told with its version, before its stop."""
    return f"{definition[:-1]}（第1版）。" if lang == "zh" else f"{definition[:-1]} (version 1)."


@pytest.mark.parametrize(("lang", "column"), [("zh", "definition_zh"), ("en", "definition_en")])
def test_each_chart_has_the_definition_of_what_it_counts(
    demo: str, see_page: SeePage, lang: str, column: str
) -> None:
    defined = {row["key"]: row[column] for row in facts.rows("metrics")}
    sections = see_page(demo, lang=lang).sections
    titles = {
        "zh": ("到位资金，按年度与产业", "会议，按日期与结对双方"),
        "en": ("Money in place, by year and industry", "Meetings, by date and couple"),
    }
    this_year = clock.today().year
    so_far = {
        "zh": f"{this_year}年尚未结束，所示为截至目前的情况。",
        "en": f" {this_year} is not over: what stands for it is so far.",
    }[lang]
    money, held = (sections[title] for title in titles[lang])
    assert money == in_version_1(defined["ledger_in_place"], lang) + so_far
    assert held == in_version_1(defined["ledger_meetings"], lang)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["本库台账", "含演示记录", "数据截至"]),
        ("en", ["ledgers in this store", "Demo records included", "Data as of"]),
    ],
)
def test_each_chart_has_a_source_line_that_owns_up_to_demo(
    demo: str, see_page: SeePage, lang: str, words: list[str]
) -> None:
    sources = [s for s in see_page(demo, lang=lang).sources if words[0] in s]
    missing = [[word for word in words if word not in source] for source in sources]
    assert missing == [[]] * 4


def test_a_source_line_of_facts_alone_names_no_demo(reference: str, see_page: SeePage) -> None:
    assert [s for s in see_page(reference).sources if "演示" in s] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_is_defined_below_the_row(demo: str, see_page: SeePage, lang: str) -> None:
    screen = see_page(demo, lang=lang)
    defined = {row["key"]: row[f"definition_{lang}"] for row in facts.rows("metrics")}
    shown = {row[0]: row[2] for row in screen.rows("definitions")}
    keys = (*KEYS, "beneficiaries")
    expected = {in_version_1(defined[f"ledger_{key}"], lang) for key in keys}
    assert (set(shown), set(shown.values())) == (set(screen.figures), expected)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_of_money_has_the_figure_s_total(
    demo: str, open_page: OpenPage, lang: str
) -> None:
    table = open_page(demo, lang=lang).as_table(IN_PLACE)
    assert int(table.iloc[:, 2].sum()) == totals(demo)["ledger_in_place"]


@pytest.mark.parametrize(("lang", "unit"), [("zh", 10**8), ("en", 10**9)])
def test_the_bars_of_money_add_up_to_the_figure(
    demo: str, see_page: SeePage, lang: str, unit: int
) -> None:
    data = see_page(demo, lang=lang).spec(IN_PLACE)["data"]
    drawn = sum(Decimal(str(height)) for bar in data if bar.get("name") for height in bar["y"])
    assert drawn * unit == totals(demo)["ledger_in_place"]


@pytest.mark.parametrize(("lang", "unit"), [("zh", "亿元"), ("en", "bn yuan")])
def test_the_alt_text_of_money_says_its_total_and_unit(
    demo: str, see_page: SeePage, lang: str, unit: str
) -> None:
    alt = see_page(demo, lang=lang).alt(IN_PLACE)
    number = in_words(totals(demo)["ledger_in_place"], lang).rstrip("亿B")
    assert number in alt.replace(",", "")
    assert unit in alt


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_timeline_marks_every_meeting_once(demo: str, see_page: SeePage, lang: str) -> None:
    data = see_page(demo, lang=lang).spec(MEETINGS)["data"]
    marked = [mark[0] for trace in data for mark in trace.get("customdata") or []]
    assert (len(marked), len(set(marked))) == (totals(demo)["ledger_meetings"],) * 2


def test_the_alt_text_of_meetings_says_how_many(demo: str, see_page: SeePage) -> None:
    alt = see_page(demo, lang="en").alt(MEETINGS)
    count = totals(demo)["ledger_meetings"]
    assert alt.startswith(f"{count} meetings from 1996 to 2026")


def test_the_table_of_meetings_lists_them_newest_first(reference: str, open_page: OpenPage) -> None:
    table = open_page(reference).as_table(MEETINGS)
    expected = [row["name_zh"] for row in facts.meetings()]
    assert sorted(table["会议"]) == sorted(expected)
    assert (table["会议"].iloc[0], table["日期"].iloc[0]) == (
        "全国东西部协作工作会议",
        "2026年6月17日",
    )


def test_a_table_turns_back_into_its_chart(reference: str, open_page: OpenPage) -> None:
    screen = open_page(reference)
    before = screen.spec(MEETINGS)
    screen.as_table(MEETINGS)
    screen.as_chart(MEETINGS)
    assert screen.spec(MEETINGS) == before


@pytest.mark.parametrize(
    ("lang", "first"),
    [
        ("zh", ["2026年6月17日", "会议", "全国东西部协作工作会议"]),
        ("en", ["17 Jun 2026", "Meeting", "National Work Conference on East–West Cooperation"]),
    ],
)
def test_the_newest_record_of_fact_comes_first(
    demo: str, see_page: SeePage, lang: str, first: list[str]
) -> None:
    assert see_page(demo, lang=lang).rows("newest")[0][:3] == first


def test_demo_records_among_the_newest_are_marked(demo: str, see_page: SeePage) -> None:
    with reading(make_engine(demo)) as connection:
        newest = overview.newest(connection, Filter(helper="210000"))
    assert newest["demo"].nunique() == 2  # or the test tests nothing
    rows = see_page(demo, helper="210000").rows("newest")
    assert [row[2].endswith("\u00a0演示") for row in rows] == newest["demo"].tolist()


def test_a_newest_meeting_links_to_its_record_with_the_filter(
    reference: str, see_page: SeePage
) -> None:
    screen = see_page(reference, years="2019", lang="zh", helper="330000")
    (link,) = [
        link
        for text, link in screen.links().items()
        if text == "浙川扶贫协作和对口支援工作联席会议"
    ]
    path, _, query = link.partition("?")
    parameters = dict(pair.split("=") for pair in query.split("&"))
    number = parameters.pop("meeting")
    assert (path, parameters) == (
        "meetings",
        {"helper": "330000", "years": "2019", "lang": "zh"},
    )
    assert see_page(reference, "meetings", meeting=number).title == (
        "浙川扶贫协作和对口支援工作联席会议"
    )


@pytest.mark.parametrize(
    ("lang", "reasons"),
    [
        ("zh", {"所选范围内没有到位资金的项目。", "所选范围内没有会议记录。"}),
        (
            "en",
            {
                "No project of this selection has money in place.",
                "No meeting is known for this selection.",
            },
        ),
    ],
)
def test_an_empty_selection_says_why_and_the_way_back(
    reference: str, see_page: SeePage, lang: str, reasons: set[str]
) -> None:
    notices = see_page(reference, lang=lang, years="1998-2000").notices
    back = {"zh": "清除全部筛选", "en": "clear all filters"}[lang]
    said = {reason for reason in reasons for notice in notices if notice.startswith(reason)}
    assert (said, [notice for notice in notices if back not in notice]) == (reasons, [])


def test_an_empty_store_says_that_it_has_no_record(nothing: str, see_page: SeePage) -> None:
    notices = see_page(nothing).notices
    assert [notice for notice in notices if notice.startswith("所选范围内没有会议记录。")] != []


def test_the_sidebar_links_to_every_page_and_carries_the_filter(
    reference: str, see_page: SeePage
) -> None:
    screen = see_page(reference, helper="330000", years="2016-2020", lang="zh", page="9")
    kept = "helper=330000&years=2016-2020&lang=zh"
    names = [label for label, _query in screen.page_links()]
    assert names[:7] == ["总览", "结对", "并列对比", "完成进度", "对账", "督办", "考核"]
    assert {"其他台账", "公开数据", "指标字典", "图表快照", "关账"} <= {*names}
    assert screen.page_links() == [(name, kept) for name in names]


def test_a_small_line_does_not_run_across_the_new_pairing_of_2021(
    demo: str, see_page: SeePage
) -> None:
    style = see_page(demo, years="2019-2024").main.one(name="x-figures").attributes["style"]
    picture = unquote(style)
    assert picture.count("<polyline") == 2 * picture.count("<circle") > 0
    since = see_page(demo, years="2021-2024").main.one(name="x-figures").attributes["style"]
    assert unquote(since).count("<polyline") == unquote(since).count("<circle") > 0
