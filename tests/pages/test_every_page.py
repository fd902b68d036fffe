"""What holds on every page: it opens, names itself and its selection, and owns up to demo."""

import math

import pytest

from db.engine import make_engine, reading
from db.filters import EVERYTHING, Filter
from db.queries import pairings
from db.terms import AccountRole, Level
from tests.accounts import make, session, sign_in
from tests.conftest import Stores
from tests.pages import facts
from tests.pages.conftest import OpenPage, SeePage
from tests.pages.screen import PAGES
from tests.stores import build_reference
from tests.totals import of_ledgers
from ui.frame.paged import PAGE

TITLES = {
    "overview": ("总览", "Overview"),
    "pairings": ("结对", "Pairings"),
    "scorecard": ("完成进度", "Scorecard"),
    "reconciliation": ("对账", "Reconciliation"),
    "followup": ("督办", "Follow-up"),
    "meetings": ("会议", "Meetings"),
    "projects": ("项目", "Projects"),
    "industry": ("产业", "Industries"),
    "visits": ("互访", "Visits"),
    "exchange": ("双向往来", "Exchange, both ways"),
    "compare": ("并列对比", "Side by side"),
    "ledgers": ("其他台账", "Other ledgers"),
    "published": ("公开数据", "Published figures"),
}
RECORDS = {
    "pairings": "pairing",
    "scorecard": "clause",
    "meetings": "meeting",
    "projects": "project",
    "visits": "visit",
    "ledgers": "record",
}

ODD_NUMBERS = ("abc", "-1", "9" * 5_000)

every_page = pytest.mark.parametrize("script", PAGES)


@every_page
@pytest.mark.parametrize(("lang", "which"), [("zh", 0), ("en", 1)])
def test_a_page_of_facts_and_demo_opens(
    demo: str, see_page: SeePage, script: str, lang: str, which: int
) -> None:
    shown = see_page(demo, script, lang=lang)
    words = ("全部省份 · 1996–2026", "All provinces · 1996–2026")[which]
    assert (shown.title, shown.words) == (TITLES[script][which], words)


@every_page
def test_a_page_of_facts_opens_and_shows_no_demo(
    reference: str, see_page: SeePage, script: str
) -> None:
    which = PAGES.index(script) % 2  # every other page in each language
    shown = see_page(reference, script, lang=("zh", "en")[which])
    assert shown.title == TITLES[script][which]
    assert [text for text in (*shown.sources, *shown.remarks) if "演示" in text] == []
    assert shown.demo_notices == []


@every_page
def test_a_page_of_an_empty_store_opens_and_says_why_it_is_empty(
    nothing: str, see_page: SeePage, script: str
) -> None:
    shown = see_page(nothing, script)
    assert shown.title == TITLES[script][0]
    assert shown.notices != []


@every_page
def test_a_filter_without_any_record_says_the_way_back(
    reference: str, see_page: SeePage, script: str
) -> None:
    shown = see_page(reference, script, helper="640000", years="1998")
    assert shown.notices != []
    assert [notice for notice in shown.notices if "清除全部筛选" not in notice] == []


MEANINGLESS = {
    "years": "2020-2010",
    "province": "<script>alert(1)</script>",
    "industry": "gold",
    "stage": "PRODUCING",
    "level": "",
    "scheme": "2016",
}


@every_page
def test_a_value_that_means_nothing_is_left_out_and_named(
    reference: str, see_page: SeePage, script: str
) -> None:
    shown = see_page(reference, script, **MEANINGLESS)
    assert sorted(shown.warnings) == sorted(
        f"网址中的“{parameter}={value}”无法识别，已忽略。"
        for parameter, value in MEANINGLESS.items()
    )
    assert shown.words == "全部省份 · 1996–2026"


@pytest.mark.parametrize(
    ("script", "asked"),
    [*((script, "999999") for script in RECORDS), *(("visits", odd) for odd in ODD_NUMBERS)],
)
def test_an_unknown_record_is_said_to_be_unknown_and_leads_back(
    reference: str, open_page: OpenPage, script: str, asked: str
) -> None:
    session = open_page(reference, script, **{RECORDS[script]: asked, "years": "2019"})
    (warning,) = session.warnings
    session.at.button(key="control_back").click()
    session.run()
    assert warning.startswith(f"没有编号为“{asked[:60]}”的记录")
    assert (session.title, session.address) == (TITLES[script][0], {"years": "2019"})


@pytest.mark.parametrize(
    ("script", "parameter"), [("projects", "project"), ("visits", "visit"), ("pairings", "pairing")]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_record_of_a_list_opens(
    demo: str, see_page: SeePage, script: str, parameter: str, lang: str
) -> None:
    links = see_page(demo, script, lang=lang).links()
    text, link = next((t, a) for t, a in links.items() if f"{parameter}=" in a)
    number = link.rpartition(f"{parameter}=")[2]
    shown = see_page(demo, script, lang=lang, **{parameter: number})
    assert shown.title == text


def test_the_pairings_of_a_year_are_all_listed(reference: str, see_page: SeePage) -> None:
    with reading(make_engine(reference)) as connection:
        expected = pairings.listed(connection, Filter(years=(2019, 2019)))
    assert len(expected) > 10
    shown = [
        row
        for page in range(1, math.ceil(len(expected) / PAGE) + 1)
        for row in see_page(reference, "pairings", years="2019", page=str(page)).rows("pairings")
    ]
    assert len(shown) == len(expected)


def test_the_stages_of_projects_add_up_to_all_of_them(demo: str, open_page: OpenPage) -> None:
    with reading(make_engine(demo)) as connection:
        totals = of_ledgers(connection, EVERYTHING).set_index("key")["value"]
    table = open_page(demo, "projects").as_table("stages")
    assert int(table["项目"].sum()) == totals["ledger_projects"]


def test_the_flows_of_money_add_up_to_the_figure(demo: str, open_page: OpenPage) -> None:
    with reading(make_engine(demo)) as connection:
        totals = of_ledgers(connection, EVERYTHING).set_index("key")["value"]
    table = open_page(demo).as_table("money-flows")
    assert int(table["到位资金（元）"].sum()) == totals["ledger_in_place"]


def test_the_visits_of_both_directions_add_up_to_the_figure(demo: str, open_page: OpenPage) -> None:
    with reading(make_engine(demo)) as connection:
        totals = of_ledgers(connection, EVERYTHING).set_index("key")["value"]
    table = open_page(demo, "visits").as_table("visits-by-year")
    assert int(table["互访"].sum()) == totals["ledger_visits"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"level": Level.COUNTY.value}, "全部省份 · 1996–2026 · 县级"),
        ({"industry": "tea"}, "全部省份 · 1996–2026 · 茶叶"),
        ({"scheme": "2016_guideline", "years": "2019"}, "全部省份 · 2019 · "),
    ],
)
def test_the_other_filters_are_said_in_words(
    reference: str, see_page: SeePage, address: dict[str, str], words: str
) -> None:
    assert see_page(reference, **address).words.startswith(words)


def test_every_published_figure_of_a_metric_is_listed_with_its_source(
    reference: str, see_page: SeePage
) -> None:
    shown = see_page(reference, "published", metric="fund").rows("published")
    expected = [row for row in facts.rows("figures") if row["metric_key"] == "fund"]
    assert len(shown) == len(expected)
    assert [row for row in shown if not row[5].strip()] == []


SIGNED_IN = {
    "snapshots": ("图表快照", "Snapshots"),
    "upload": ("上传台账", "Upload a ledger"),
    "imports": ("导入记录", "Imports"),
    "accounts": ("账号管理", "Accounts"),
    "audit": ("审计日志", "Audit"),
}


@pytest.mark.parametrize(("lang", "which"), [("zh", 0), ("en", 1)])
def test_the_pages_of_who_is_signed_in_open(
    stores: Stores,
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    which: int,
) -> None:
    url = stores.copy("reference", build_reference)
    engine = make_engine(url)
    sign_in(monkeypatch, session(engine, make(engine, AccountRole.ADMIN)))
    titles = {page: open_page(url, page, lang=lang).title for page in SIGNED_IN}
    assert titles == {page: both[which] for page, both in SIGNED_IN.items()}
