"""Sheets as the pages would make them: every kind of chart, with known numbers."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from charts import (
    butterfly,
    cohorts,
    flows,
    ladder,
    matrix,
    money,
    published,
    ranked,
    targets,
    theme,
    tilemap,
    timeline,
)
from charts.words import Break, Scale
from export import Deck, Sheet
from tests.charts import words_zh

DAY = dt.date(2026, 11, 23)
YI = 100_000_000
RARE = "䶮㐂𠮷"
ODD = f'"茶"<b>园</b>/\\=1+1 {RARE}'
"""A name with quotes, markup, slashes, a formula and characters that few fonts have."""

ZH = Sheet(
    title="到位资金，按年度与产业",
    figure={"data": [], "layout": {}},
    table=pd.DataFrame(),
    definition="台账所载截至统计日已到位的投资额，以人民币计；协议投资额不计入",
    unit="亿元",
    conditions=(("帮扶方", "浙江"), ("受援方", "四川"), ("年份", "2018—2023")),
    source="本系统台账",
    demo=True,
    as_of=DAY,
    number="S-000042",
    scope=("浙江-四川", "2018-2023"),
    language="zh",
)  # fmt: skip

EN = replace(
    ZH,
    title="Money in place, by year and industry",
    definition="Investment that the ledgers report as in place; agreed money is not counted",
    unit="hundred million yuan",
    conditions=(("Helper", "Zhejiang"), ("Years", "2018–2023")),
    source="the ledgers in this store",
    scope=("Zhejiang", "2018-2023"),
    language="en",
)

MONEY_EN = money.MoneyWords(
    scale=Scale(YI, "100M yuan"),
    axis="Money in place (100 million yuan)",
    industries={"tea": "Tea", "herbs": "Chinese herbal medicine", "parks": "Industrial parks"},
    breaks=(Break(2021, "New pairings from 2021 on; not comparable"),),
    alt="",
    alt_one_year="",
    alt_empty="",
)
RANK_EN = ranked.RankWords(Scale(1, ""), "Projects", alt="", alt_one="", alt_empty="")

PLACED = pd.DataFrame(
    [
        (year, industry, (year - 2015) * share * YI // 10)
        for year in range(2018, 2024)
        for industry, share in (("tea", 12), ("herbs", 7), ("parks", 25))
    ],
    columns=["year", "industry", "in_place"],
)
"""Money in place: 2018–2023, three industries, whole yuan."""


def money_zh() -> Sheet:
    names = words_zh.MONEY.industries
    table = pd.DataFrame(
        {
            "年份": PLACED["year"],
            "产业": [names[key] for key in PLACED["industry"]],
            "到位资金（元）": PLACED["in_place"],
        }
    )
    figure = money.in_place_by_year(PLACED, words_zh.MONEY, "light")
    return replace(ZH, figure=figure, table=table, alt="2018—2023年到位资金")


def money_en() -> Sheet:
    table = pd.DataFrame(
        {
            "Year": PLACED["year"],
            "Industry": [MONEY_EN.industries[key] for key in PLACED["industry"]],
            "Money in place (yuan)": PLACED["in_place"],
        }
    )
    return replace(EN, figure=money.in_place_by_year(PLACED, MONEY_EN, "light"), table=table)


PLACES = {"广元市": 68, "巴中市": 41, "凉山州": 33, "阿坝州": 21, ODD: 7, "甘孜州": 3}


def places_zh() -> Sheet:
    frame = pd.DataFrame(
        {"key": list(PLACES), "label": list(PLACES), "value": list(PLACES.values())}
    )
    words = replace(words_zh.RANK, scale=Scale(1, "个"), axis="项目数（个）")
    return replace(
        ZH,
        title="项目数，按项目地",
        figure=ranked.bars(frame, words, "light", theme.RECEIVER),
        table=pd.DataFrame({"项目地": list(PLACES), "项目数": list(PLACES.values())}),
        definition="所选范围内的项目，按台账所载项目地计数",
        unit="个",
        number="",
    )


def places_en() -> Sheet:
    frame = pd.DataFrame(
        {"key": list("abc"), "label": ["Guangyuan", "Bazhong", "Liangshan"], "value": [68, 41, 33]}
    )
    return replace(
        EN,
        title="Projects by place",
        figure=ranked.bars(frame, RANK_EN, "light", theme.RECEIVER),
        table=pd.DataFrame({"Place": frame["label"], "Projects": frame["value"]}),
        definition="Projects of the selection by the place their ledger states",
        unit="projects",
        demo=False,
    )


def stages_zh() -> Sheet:
    stages = list(theme.STAGES["light"])
    frame = pd.DataFrame(
        {
            "stage": stages,
            "projects": [40, 33, 29, 21, 18, 4, 2],
            "agreed": [round(20 / (n + 1) * YI) for n in range(7)],
            "in_place": [round(12 / (n + 2) * YI) for n in range(7)],
        }
    )
    words = replace(
        words_zh.STAGES,
        stages=dict(
            zip(
                stages,
                ("已签约", "已立项", "已开工", "资金到位", "已投产", "停滞", "已取消"),
                strict=True,
            )
        ),
    )
    return replace(
        ZH,
        title="项目数与资金，按进展阶段",
        figure=ladder.stages(frame, words, "light"),
        table=frame,
    )


def visits_zh() -> Sheet:
    frame = pd.DataFrame(
        [
            (year, way, (year * 7 + step) % 11 + 2, 30)
            for year in range(2018, 2026)
            for step, way in enumerate(("east_to_west", "west_to_east"))
        ],
        columns=["year", "direction", "visits", "people"],
    )
    figure = butterfly.visits(frame, words_zh.VISITS, "light")
    return replace(ZH, title="互访，按年度与方向", figure=figure, table=frame, unit="次")


def flows_zh() -> Sheet:
    frame = pd.DataFrame(
        [
            ("浙江", "四川", "tea", 9 * YI),
            ("浙江", "贵州", "herbs", 4 * YI),
            ("广东", "贵州", "tea", 6 * YI),
            ("山东", "甘肃", "herbs", 2 * YI),
        ],
        columns=["helper", "receiver", "industry", "value"],
    )
    figure = flows.money(frame, words_zh.FLOWS, "light")
    return replace(ZH, title="到位资金流向：帮扶方—受援方—产业", figure=figure, table=frame)


def coverage_zh(couples: int = 9) -> Sheet:
    frame = pd.DataFrame(
        [
            (
                one,
                f"浙江第{one}市→四川第{one}县",
                year,
                one % 3,
                (one + year) % 2,
                year % 3,
                True,
                True,
            )
            for one in range(1, couples + 1)
            for year in range(2017, 2026)
        ],
        columns=[
            "pairing_id",
            "pairing",
            "year",
            "meetings",
            "projects",
            "visits",
            "loaded",
            "in_force",
        ],
    )
    figure = matrix.coverage(frame, words_zh.COVERAGE, "light")
    return replace(ZH, title="各结对逐年的会议、项目与互访", figure=figure, table=frame, unit="")


def targets_zh() -> Sheet:
    frame = pd.DataFrame(
        {
            "metric": ["财政援助资金", "劳务协作人数"],
            "target": [10.0, 5000.0],
            "result": [11.2, 4100.0],
            "target_text": ["10 亿元", "5,000 人"],
            "result_text": ["11.2 亿元", "4,100 人"],
            "pace": [0.6, 0.6],
        }
    )
    figure = targets.progress(frame, words_zh.TARGETS, "light")
    return replace(ZH, title="协议指标完成率", figure=figure, table=frame, unit="%")


def published_zh() -> Sheet:
    frame = pd.DataFrame(
        {
            "code": ["a", "b", "c"],
            "period_start": [2019.0, None, 2016.0],
            "period_end": [2019, 2021, 2020],
            "as_of": pd.to_datetime(["2019-12-31", "2021-06-30", "2020-12-31"]),
            "value": [5 * YI, 3 * YI, 20 * YI],
            "basis": ["actual", "actual", "cumulative"],
            "qualifier": ["exact", "approx", "over"],
            "label": ["浙江→四川", "浙江→四川", "浙江→四川"],
            "source": ["公报", "公报", "公报"],
            "published": ["5 亿元", "3 亿元", "20 亿元"],
        }
    )
    figure = published.series(frame, words_zh.PUBLISHED, "light")
    return replace(ZH, title="财政援助资金（已公布数）", figure=figure, table=frame)


def tiles_zh() -> Sheet:
    squares = pd.DataFrame(
        [
            ("330000", "浙江", 7, 5, "helper"),
            ("440000", "广东", 5, 6, "helper"),
            ("510000", "四川", 3, 4, "receiver"),
            ("520000", "贵州", 4, 5, "receiver"),
            ("350000", "福建", 6, 6, "both"),
            ("430000", "湖南", 5, 5, "none"),
        ],
        columns=["adcode", "name", "column", "row", "role"],
    )
    links = pd.DataFrame(
        [
            ("330000", "510000", 90 * YI, "浙江 → 四川"),
            ("440000", "520000", 12 * YI, "广东 → 贵州"),
            ("350000", "520000", YI, "福建 → 贵州"),
        ],
        columns=["helper_adcode", "receiver_adcode", "weight", "label"],
    )
    figure = tilemap.pairs(squares, links, words_zh.TILES, "light")
    return replace(ZH, title="结对关系，按到位资金", figure=figure, table=links)


def meetings_zh() -> Sheet:
    kinds = ("joint_meeting", "symposium", "joint_meeting", "visit", "national_conference")
    frame = pd.DataFrame(
        [
            (
                number,
                pd.Timestamp(2016 + number, 1 + number, 9),
                "day",
                f"第{number}次会议",
                "杭州",
                None if kind == "national_conference" else ("浙江", "广东")[number % 2],
                None if kind == "national_conference" else ("四川", "贵州")[number % 2],
                kind,
                number % 3 == 0,
            )
            for number, kind in enumerate(kinds, start=1)
        ],
        columns=[
            "meeting_id", "date", "precision", "title", "place",
            "helper", "receiver", "category", "demo",
        ],
    )  # fmt: skip
    figure = timeline.meetings(frame, words_zh.MEETINGS, "light")
    return replace(ZH, title="会议，按日期与结对双方", figure=figure, table=frame, unit="次")


def cohorts_zh() -> Sheet:
    frame = pd.DataFrame(
        [
            (year, stage, (year - 2015) * (place + 1) % 9)
            for year in range(2018, 2026)
            for place, stage in enumerate(words_zh.COHORTS.stages)
        ],
        columns=["year", "stage", "projects"],
    )
    figure = cohorts.projects_by_year(frame, words_zh.COHORTS, "light")
    return replace(ZH, title="项目，按年度与状态", figure=figure, table=frame, unit="个")


def lines_zh() -> Sheet:
    """A chart of lines, as a deployer may add one."""
    figure = go.Figure(
        [
            go.Scatter(x=[2020, 2021, 2023], y=[1.5, 2.5, 4.0], mode="lines+markers", name="协议"),
            go.Scatter(x=[2020, 2021, 2023], y=[1.0, 2.0, 3.5], mode="lines", name="到位"),
        ],
        layout={"template": theme.TEMPLATES["light"], "height": 320},
    )
    table = pd.DataFrame(
        {"年份": [2020, 2021, 2023], "协议": [1.5, 2.5, 4.0], "到位": [1.0, 2.0, 3.5]}
    )
    return replace(ZH, title="协议与到位资金", figure=figure.to_plotly_json(), table=table)


def deck(*sheets: Sheet, title: str = "浙江—四川东西部协作情况") -> Deck:
    """Some sheets under a cover, with the filters of the first."""
    first = sheets[0]
    return Deck(
        title=title,
        sheets=sheets,
        as_of=DAY,
        language=first.language,
        conditions=first.conditions,
        scope=first.scope,
    )
