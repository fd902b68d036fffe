"""The scorecard: what stands on it, for whom, and what is behind each clause."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from db import kept
from db.engine import make_engine, reading, writing
from db.models import AgreementTarget, Metric, Pairing, Report, Settlement
from db.terms import Better, DifferenceState, PeriodKind, ReportState, Side
from tests.conftest import StoreFactory
from tests.db.results.reports import promise, report
from tests.pages.conftest import OpenPage, SeePage
from tests.stores import FUJIAN_NINGXIA, ZHEJIANG_SICHUAN, Couple, build_reference
from ui.frame import state

HELPER, RECEIVER = Side.HELPER, Side.RECEIVER
YI = 10**8


def pairing(connection: Connection, couple: Couple) -> int:
    """The latest pairing of a couple."""
    found = connection.scalar(
        select(Pairing.id)
        .where(
            Pairing.helper_adcode == couple["helper_adcode"],
            Pairing.receiver_adcode == couple["receiver_adcode"],
        )
        .order_by(Pairing.year_from.desc())
    )
    assert found is not None
    return found


@pytest.fixture
def url(store_factory: StoreFactory, backend: str) -> Iterator[str]:
    """The facts, and for 2025 invented agreements of two couples with reports of some clauses."""
    url = store_factory.copy("reference", build_reference, backend)
    with writing(make_engine(url)) as connection:
        both = {"pairing_id": pairing(connection, ZHEJIANG_SICHUAN)}
        for metric, target in (("fund", 30 * YI), ("ent", 100), ("ipr", 60)):
            promise(connection, ZHEJIANG_SICHUAN, 2025, metric, target, **both)
        other = {"pairing_id": pairing(connection, FUJIAN_NINGXIA)}
        promise(connection, FUJIAN_NINGXIA, 2025, "ent", 50, **other)
        more: dict[str, Any] = both
        report(connection, ZHEJIANG_SICHUAN, HELPER, "fund", {"2025-Q2": 9 * YI}, **more)
        report(connection, ZHEJIANG_SICHUAN, RECEIVER, "fund", {"2025-06": 8 * YI}, **more)
        report(connection, ZHEJIANG_SICHUAN, HELPER, "ent", {"2025-06": 70}, **more)
        report(connection, ZHEJIANG_SICHUAN, HELPER, "ipr", {"2024-09": 7}, **more)
    yield url
    store_factory.drop(url)


def clause(url: str, metric: str, year: int = 2025, helper: str = "330000") -> str:
    """The id of a clause."""
    with reading(make_engine(url)) as connection:
        return str(
            connection.scalar(
                select(AgreementTarget.id).where(
                    AgreementTarget.metric_key == metric,
                    AgreementTarget.year == year,
                    AgreementTarget.helper_adcode == helper,
                )
            )
        )


@pytest.mark.parametrize(
    ("lang", "first", "last"),
    [
        (
            "zh",
            ["财政援助资金\n浙江省 → 四川省", "▼ 滞后", "30亿元"],
            ["引导企业\n浙江省 → 四川省", "▲ 超前", "100家"],
        ),
        (
            "en",
            ["Fiscal aid\nZhejiang → Sichuan", "▼ behind", "3B yuan"],
            ["Enterprises introduced\nZhejiang → Sichuan", "▲ ahead", "100 enterprises"],
        ),
    ],
)
def test_the_most_behind_comes_first_in_words_and_shapes(
    url: str, open_page: OpenPage, lang: str, first: list[str], last: list[str]
) -> None:
    rows = open_page(url, "scorecard", lang=lang).rows("clauses")
    assert [row[:3] for row in (rows[0], rows[-1])] == [first, last]


def test_a_clause_says_whose_figure_counts_what_the_other_has_and_what_is_due(
    url: str, open_page: OpenPage
) -> None:
    row = open_page(url, "scorecard").rows("clauses")[0]
    # 181 of 365 days; 8 / 0.4959 = 16.13
    assert row[3:7] == [
        "8亿元\n受援方填报\n帮扶方9亿元\n双方相差1亿元",
        "27%",
        "50%\n按时间进度50%",
        "16.1亿元",
    ]
    assert row[8] == "2025年6月30日"


def test_a_clause_without_a_result_says_since_when_and_is_no_zero(
    url: str, open_page: OpenPage
) -> None:
    rows = {row[0]: row for row in open_page(url, "scorecard").rows("clauses")}
    since = rows["产业合作项目\n浙江省 → 四川省"]
    never = rows["引导企业\n福建省 → 宁夏回族自治区"]
    assert since[1:] == [
        "○ 未填报",
        "60个",
        "2024年9月30日之后未再填报",
        "",
        "",
        "",
        "",
        "2024年9月30日",
    ]
    assert (never[3], never[4], never[8]) == ("尚未填报", "", "从未")


def test_rates_ceilings_and_deeds_are_written_as_what_they_are(
    url: str, open_page: OpenPage
) -> None:
    with writing(make_engine(url)) as connection:
        both: dict[str, Any] = {"pairing_id": pairing(connection, ZHEJIANG_SICHUAN)}
        changes: dict[str, dict[str, Any]] = {
            "train": {"unit": "percent"},
            "visits": {"better": Better.LOWER},
            "villages": {"better": Better.DONE},
        }
        for metric, change in changes.items():
            connection.execute(update(Metric).where(Metric.key == metric).values(change))
        for metric, target, value in (
            ("train", 9500, 9350),
            ("visits", 40, 30),
            ("villages", 1, 0),
        ):
            promise(connection, ZHEJIANG_SICHUAN, 2025, metric, target, **both)
            report(connection, ZHEJIANG_SICHUAN, HELPER, metric, {"2025-06": value}, **both)
    rows = {row[0].split("\n")[0]: row for row in open_page(url, "scorecard").rows("clauses")}
    assert rows["培训"][1:7] == ["▼ 滞后", "95%", "93.5%\n帮扶方填报", "98%", "", ""]
    assert rows["互访"][2:5] == ["不超过40人次", "30人次\n帮扶方填报", "已用75%"]
    assert rows["乡村振兴示范村"][1:5] == ["□ 待完成", "待完成", "未完成\n帮扶方填报", ""]


def test_the_counts_stand_above_with_their_shapes(url: str, open_page: OpenPage) -> None:
    shown = open_page(url, "scorecard")
    assert shown.alt("scorecard-matrix") == "2对结对共4项协议指标：滞后1项、未填报2项、超前1项。"
    assert shown.alt("scorecard").startswith("共4项协议指标：滞后1项、未填报2项、超前1项；")


def test_filters_hold_and_the_year_can_be_chosen(url: str, open_page: OpenPage) -> None:
    narrowed = open_page(url, "scorecard", helper="350000").rows("clauses")
    assert [row[0] for row in narrowed] == ["引导企业\n福建省 → 宁夏回族自治区"]
    assert len(open_page(url, "scorecard", years="2022").rows("clauses")) == 9
    assert len(open_page(url, "scorecard", card_year="2022").rows("clauses")) == 9
    (warning,) = open_page(url, "scorecard", card_year="1999").warnings
    assert "card_year=1999" in warning


def test_a_published_result_counts_as_published(reference: str, see_page: SeePage) -> None:
    (row,) = see_page(reference, "scorecard", card_year="2012").rows("clauses")
    assert row[1:5] == ["◆ 已完成", "6000万元", "6000万元\n公开数据", "100%"]
    assert row[8] == "2012年12月31日"


def test_a_cell_and_a_clause_s_name_lead_to_its_history(url: str, open_page: OpenPage) -> None:
    shown = open_page(url, "scorecard", helper="330000")
    cells = next(
        trace["customdata"]
        for trace in shown.spec("scorecard-matrix")["data"]
        if trace.get("customdata")
    )
    wanted = clause(url, "fund")
    assert wanted in [str(cell[0]) for cell in cells]
    assert f"clause={wanted}" in shown.links()["财政援助资金"]
    history = open_page(url, "scorecard", clause=wanted)
    assert history.title == "浙江省 → 四川省 · 2025 · 财政援助资金"


def test_the_history_of_a_clause_has_each_report_with_its_state(
    url: str, open_page: OpenPage
) -> None:
    with writing(make_engine(url)) as connection:
        identity = pairing(connection, ZHEJIANG_SICHUAN)
        of_june = {"year": 2025, "period_kind": PeriodKind.MONTH, "period_number": 6}
        ends = {"ends_on": date(2025, 6, 30), "pairing_id": identity}
        state = {"reported_by": RECEIVER, "state": ReportState.APPROVED}
        connection.execute(insert(Report).values(**of_june, **ends, **state))
        settled = {
            "metric_key": "fund",
            "state": DifferenceState.SETTLED,
            "value": 85 * 10**7,
            "note": "两家对账",
            "author": "王",
            "at": datetime(2025, 7, 20),
        }
        connection.execute(insert(Settlement).values(**ends, **settled))
        kept.recount(connection)
    shown = open_page(url, "scorecard", clause=clause(url, "fund"))
    assert [row[:4] + row[5:6] for row in shown.rows("reports")] == [
        ["帮扶方", "2025年二季度", "累计数", "9亿元", "草稿"],
        ["受援方", "2025年6月", "累计数", "8亿元", "已审核"],
    ]
    (said,) = shown.rows("settled")
    assert said[:5] == ["2025年6月30日", "已核定", "8.5亿元", "两家对账", "王"]
    facts = {name: value for group in shown.facts for name, value in group.items()}
    assert facts["结果"] == "8.5亿元 · 28%"
    assert facts["采用数据"] == "已核定，截至2025年6月30日"


def test_what_the_ledgers_have_stands_beside_with_its_rows(url: str, open_page: OpenPage) -> None:
    with writing(make_engine(url)) as connection:
        both: dict[str, Any] = {"pairing_id": pairing(connection, ZHEJIANG_SICHUAN)}
        promise(connection, ZHEJIANG_SICHUAN, 2019, "ledger_visits", 9, **both)
    wanted = clause(url, "ledger_visits", 2019)
    shown = open_page(url, "scorecard", clause=wanted)
    facts = {name: value for group in shown.facts for name, value in group.items()}
    assert facts["结果"] == "尚未填报"
    (link,) = (where for text, where in shown.links().items() if text == facts["台账汇总"])
    assert "list=visits" in link
    assert "of_year=2019" in link
    listed = open_page(url, "scorecard", card_year="2019").links()
    assert link in [where for text, where in listed.items() if text.startswith("台账")]


def test_a_couple_s_page_has_its_part_of_the_scorecard(url: str, open_page: OpenPage) -> None:
    with reading(make_engine(url)) as connection:
        identity = str(pairing(connection, ZHEJIANG_SICHUAN))
    shown = open_page(url, "pairings", pairing=identity)
    assert [row[:2] for row in shown.rows("clauses")] == [
        ["财政援助资金", "▼ 滞后"],
        ["产业合作项目", "○ 未填报"],
        ["引导企业", "▲ 超前"],
    ]


def test_the_table_behind_has_whole_amounts_and_each_side(url: str, open_page: OpenPage) -> None:
    table = open_page(url, "scorecard").as_table("scorecard").iloc[0]
    assert (table["目标"], table["帮扶方填报"], table["受援方填报"]) == (30 * YI, 9 * YI, 8 * YI)
    assert (table["完成率（%）"], table["时间进度（%）"]) == (26.7, 49.6)


def test_the_scorecard_has_a_sentence_for_a_briefing(url: str, open_page: OpenPage) -> None:
    shown = open_page(url, "scorecard", lang="zh")
    shown.at.session_state[state.menu("briefing")] = True
    shown.run()
    (told,) = [code.value for code in shown.at.code]
    assert told == (
        "截至2025年6月底，东西部各结对省份2025年协议约定的4项指标中：滞后1项、未填报2项、超前1项。"
    )


def test_couples_with_most_behind_come_first_and_columns_as_agreed(
    url: str, open_page: OpenPage
) -> None:
    axes = open_page(url, "scorecard").spec("scorecard-matrix")["layout"]
    assert axes["yaxis"]["ticktext"] == ["浙江省 → 四川省", "福建省<br>→ 宁夏回族自治区"]
    names = [name.replace("<br>", "") for name in axes["xaxis"]["ticktext"]]
    assert names == ["财政援助资金", "引导企业", "产业合作项目"]


def test_demo_clauses_are_owned_up_to(demo: str, see_page: SeePage) -> None:
    shown = see_page(demo, "scorecard")
    assert "99项指标由程序随机生成" in " ".join(shown.demo_notices)
