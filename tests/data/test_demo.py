"""The demo ledgers: believable, consistent, and never to be taken for real ones."""

import ast
import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

import data.demo
from data.demo import HEADERS, Ledger, Pair, ledgers

Row = dict[str, str]
Rows = dict[str, list[Row]]

INDUSTRIES = {
    "茶叶", "中药材", "纺织服装", "农村电商", "种植业", "养殖业",
    "农产品加工", "文化旅游", "产业园区", "帮扶车间", "民生项目", "其他",
}  # fmt: skip
LADDER = ["已签约", "已立项", "已开工", "已到资", "已投产"]
STAGES = {*LADDER, "已停滞", "已取消"}
REAL = {("330000", "510000", 2018), ("330000", "510000", 2019), ("350000", "640000", 2021)}
AGREED = {("330000", "510000", 2022)}

COUPLES = [
    ("北京市", "内蒙古自治区", "北京", "内蒙古", "京蒙", "110000", "150000", "通辽市库伦旗"),
    ("天津市", "甘肃省", "天津", "甘肃", "津甘", "120000", "620000", "白银市靖远县"),
    ("上海市", "云南省", "上海", "云南", "沪滇", "310000", "530000", "文山壮族苗族自治州广南县"),
    ("江苏省", "陕西省", "江苏", "陕西", "苏陕", "320000", "610000", "商洛市镇安县"),
    ("浙江省", "四川省", "浙江", "四川", "浙川", "330000", "510000", "凉山彝族自治州昭觉县"),
    ("福建省", "宁夏回族自治区", "福建", "宁夏", "闽宁", "350000", "640000", "固原市西吉县"),
    ("山东省", "重庆市", "山东", "重庆", "鲁渝", "370000", "500000", "城口县"),
    (
        "广东省",
        "广西壮族自治区",
        "广东",
        "广西",
        "粤桂",
        "440000",
        "450000",
        "河池市都安瑶族自治县",
    ),
]
NEW_IN_2021 = [
    ("江苏省", "青海省", "江苏", "青海", "苏青", "320000", "630000", "海东市互助土族自治县"),
    (
        "广东省",
        "贵州省",
        "广东",
        "贵州",
        "粤黔",
        "440000",
        "520000",
        "毕节市威宁彝族回族苗族自治县",
    ),
]


def _pair(couple: tuple[str, ...], year_from: int, year_to: int | None) -> Pair:
    east, west, east_short, west_short, both, helper, receiver, place = couple
    return Pair(
        east,
        west,
        east_short,
        west_short,
        both,
        year_from,
        year_to,
        helper,
        receiver,
        (place, west),
    )


SCHEMES: list[tuple[int, int | None]] = [(1996, 2016), (2016, 2020), (2021, None)]
PAIRS = [_pair(couple, *years) for years in SCHEMES for couple in COUPLES]
PAIRS += [_pair(couple, 2021, None) for couple in NEW_IN_2021]


def _rows(made: Iterable[Ledger]) -> Rows:
    return {ledger.kind: list(csv.DictReader(io.StringIO(ledger.text))) for ledger in made}


@pytest.fixture(scope="module")
def made() -> list[Ledger]:
    return ledgers(PAIRS, REAL, AGREED)


@pytest.fixture(scope="module")
def rows(made: list[Ledger]) -> Rows:
    return _rows(made)


def _couple(row: Row) -> tuple[str, str]:
    return row["东部省份"], row["西部省份"]


def _without(row: Row, *headers: str) -> Row:
    return {header: cell for header, cell in row.items() if header not in headers}


# The same for the same seed


def test_the_same_seed_gives_the_same_text(made: list[Ledger]) -> None:
    assert ledgers(PAIRS, REAL, AGREED) == made


def test_another_seed_gives_other_records_of_every_kind(rows: Rows) -> None:
    other = _rows(ledgers(PAIRS, REAL, AGREED, seed=1))
    cells = {
        "meetings": "会议日期",
        "projects": "总投资（万元）",
        "visits": "日期",
        "agreements": "目标值",
    }
    for kind, header in cells.items():
        pairs = list(zip(rows[kind], other[kind], strict=False))
        assert sum(a[header] == b[header] for a, b in pairs) < len(pairs) / 4


def test_the_order_of_the_pairs_does_not_matter(made: list[Ledger]) -> None:
    assert ledgers(PAIRS[::-1], REAL, AGREED) == made


def test_another_pair_changes_no_record_of_the_others(rows: Rows) -> None:
    fewer = _rows(ledgers([p for p in PAIRS if p.abbreviation != "苏青"], REAL, AGREED))
    for kind, found in rows.items():
        assert fewer[kind] == [row for row in found if _couple(row) != ("江苏省", "青海省")]


def test_a_later_year_leaves_earlier_records_and_moves_projects_on(rows: Rows) -> None:
    before = _rows(ledgers(PAIRS, REAL, AGREED, years=range(2016, 2025)))
    for kind in ("agreements", "meetings", "visits"):
        assert {str(row) for row in before[kind]} < {str(row) for row in rows[kind]}
    now = {row["项目编号"]: row for row in rows["projects"]}
    moving = (
        "项目状态", "到位资金（万元）", "财政援助资金（万元）", "社会帮扶资金（万元）",
        "吸纳就业（人）", "带动脱贫人口（人）", "开工时间", "完工时间", "建设规模与产出",
    )  # fmt: skip
    moved = 0
    for row in before["projects"]:
        later = now[row["项目编号"]]
        assert _without(later, *moving) == _without(row, *moving)
        was, has_become = row["项目状态"], later["项目状态"]
        moved += was != has_become
        if was in LADDER and has_become in LADDER:
            assert LADDER.index(was) <= LADDER.index(has_become)
        elif was not in LADDER:
            assert has_become == was
    assert moved > 100


@pytest.mark.parametrize("until", [date(2025, 1, 1), date(2025, 6, 14), date(2025, 12, 31)])
def test_nothing_has_happened_after_the_day_to_which_they_are_kept(rows: Rows, until: date) -> None:
    kept, day = _rows(ledgers(PAIRS, REAL, AGREED, until=until)), until.isoformat()
    assert {row["年度"] for row in kept["agreements"]} == {str(year) for year in range(2016, 2026)}
    for kind, column in (("meetings", "会议日期"), ("visits", "结束日期")):
        assert kept[kind] == [row for row in rows[kind] if row[column] <= day]
    for row in kept["projects"]:
        assert max(row["开工时间"], row["完工时间"]) <= day
        assert int(row["年度"]) <= until.year
    former = [row for row in rows["projects"] if row["年度"] < "2025"]
    assert len(former) <= len(kept["projects"]) <= len(rows["projects"])


def test_an_earlier_year_changes_only_links_of_the_first(rows: Rows) -> None:
    later = _rows(ledgers(PAIRS, REAL, AGREED, years=range(2018, 2026)))
    links = ("对应会议", "议定事项序号")
    kept = [row for row in rows["projects"] if row["年度"] >= "2018"]
    assert [_without(r, *links) for r in later["projects"]] == [_without(r, *links) for r in kept]
    assert [row for row in later["projects"] if row["年度"] > "2018"] == [
        row for row in kept if row["年度"] > "2018"
    ]
    assert later["visits"] == [row for row in rows["visits"] if row["日期"] >= "2018"]


# As the importer expects it


def test_ledgers_come_in_the_order_to_import_them(made: list[Ledger]) -> None:
    assert [ledger.kind for ledger in made] == list(HEADERS)
    assert len({ledger.file_name for ledger in made}) == len(HEADERS)
    assert all(ledger.file_name.endswith(".csv") for ledger in made)
    assert all("\r" not in ledger.text and ledger.text.endswith("\n") for ledger in made)


def test_headers_are_those_of_the_contract(made: list[Ledger]) -> None:
    first_lines = {ledger.kind: ledger.text.split("\n", 1)[0] for ledger in made}
    assert first_lines == {
        "agreements": "年度,东部省份,西部省份,指标,目标值,单位,来源,备注",
        "meetings": "会议编号,东部省份,西部省份,会议日期,会议名称,地点,会议级别,主持人,参会领导,"
        "签约项目数,协议金额（万元）,会议内容,议定事项,责任单位,完成时限,来源,备注",
        "projects": "项目编号,年度,项目名称,东部省份,西部省份,产业类型,项目状态,实施地点,建设内容,"
        "建设规模与产出,"
        "总投资（万元）,协议金额（万元）,到位资金（万元）,财政援助资金（万元）,社会帮扶资金（万元）,"
        "吸纳就业（人）,带动脱贫人口（人）,开工时间,完工时间,实施单位,对应会议,议定事项序号,来源,备注",
        "visits": "日期,结束日期,东部省份,西部省份,方向,带队领导,职务,级别,人数,考察点位,对接内容,"
        "对应会议,来源,备注",
        "results": "年度,期间,东部省份,西部省份,指标,完成值,单位,累计方式,填报方,数据截至,来源,"
        "备注",
        "talent": "年度,东部省份,西部省份,方向,类别,姓名,开始时间,来源,备注",
        "training": "年度,东部省份,西部省份,学员来向,学员类别,人次,开始时间,来源,备注",
        "labour": "年度,期间,东部省份,西部省份,转移就业（人）,其中脱贫劳动力（人）,去向,来源,备注",
    }


def test_cells_use_the_canonical_words(rows: Rows) -> None:
    assert {row["产业类型"] for row in rows["projects"]} == INDUSTRIES
    assert {row["项目状态"] for row in rows["projects"]} == STAGES
    assert {row["方向"] for row in rows["visits"]} == {"东部赴西部", "西部赴东部"}
    assert {row["级别"] for row in rows["visits"]} == {"省级", "市级", "县级"}
    assert {row["会议级别"] for row in rows["meetings"]} == {"省级"}


def test_cells_without_which_a_row_means_nothing_are_filled(rows: Rows) -> None:
    may_be_blank = {
        "建设规模与产出",
        "开工时间",
        "完工时间",
        "对应会议",
        "议定事项序号",
        "数据截至",
    }
    for found in rows.values():
        blank = {header for row in found for header, cell in row.items() if not cell.strip()}
        assert blank <= may_be_blank


def test_keys_are_unique(rows: Rows) -> None:
    keys = {
        "agreements": ("年度", "东部省份", "西部省份", "指标"),
        "meetings": ("会议编号",),
        "projects": ("项目编号",),
        "visits": ("日期", "东部省份", "西部省份", "方向", "带队领导"),
        "results": ("年度", "期间", "东部省份", "西部省份", "指标", "填报方"),
    }
    for kind, headers in keys.items():
        counted = Counter(tuple(row[header] for header in headers) for row in rows[kind])
        assert [key for key, count in counted.items() if count > 1] == []


def test_project_titles_tell_the_projects_of_a_year_apart(rows: Rows) -> None:
    counted = Counter((*_couple(row), row["年度"], row["项目名称"]) for row in rows["projects"])
    assert max(counted.values()) == 1


def test_every_date_is_one_and_in_order(rows: Rows) -> None:
    for row in rows["meetings"]:
        day = date.fromisoformat(row["会议日期"])
        assert str(day.year) == row["会议编号"].split("-")[4]
        assert day < date.fromisoformat(row["完成时限"])
    for row in rows["visits"]:
        assert date.fromisoformat(row["日期"]) <= date.fromisoformat(row["结束日期"])
    for row in rows["projects"]:
        start, end = row["开工时间"], row["完工时间"]
        assert not start or int(row["年度"]) <= date.fromisoformat(start).year
        assert not end or date.fromisoformat(start) < date.fromisoformat(end) <= date(2025, 12, 31)


def test_amounts_have_at_most_two_decimals(rows: Rows) -> None:
    for found in (rows["meetings"], rows["projects"]):
        for row in found:
            cells = [cell for header, cell in row.items() if header.endswith("（万元）")]
            assert [cell for cell in cells if not re.fullmatch(r"\d+(\.\d{1,2})?", cell)] == []


# Never to be taken for real


def test_every_record_is_marked_in_its_own_words(rows: Rows) -> None:
    for found in rows.values():
        assert {row["来源"] for row in found} == {"演示数据（随机生成，非真实记录）"}
    titles = [row["会议名称"] for row in rows["meetings"]]
    titles += [row["项目名称"] for row in rows["projects"]]
    titles += [row["对接内容"] for row in rows["visits"]]
    titles += [item for row in rows["meetings"] for item in row["议定事项"].split("\n")]
    assert [title for title in titles if not title.endswith("（演示）")] == []
    for kind in ("agreements", "results"):
        assert {row["备注"] for row in rows[kind]} == {"演示记录"}
    assert all(
        re.fullmatch(r"DEMO-M-\d{6}-\d{6}-\d{4}(-2)?", r["会议编号"]) for r in rows["meetings"]
    )
    assert all(
        re.fullmatch(r"DEMO-P-\d{6}-\d{6}-\d{4}-\d{3}", r["项目编号"]) for r in rows["projects"]
    )


def test_persons_enterprises_and_sites_are_placeholders(rows: Rows) -> None:
    person = "演示负责人[甲乙丙丁戊己庚辛壬癸]"
    assert all(re.fullmatch(person, row["带队领导"]) for row in rows["visits"])
    for row in rows["meetings"]:
        attendees = row["参会领导"].split("；")
        assert all(re.fullmatch(rf"\S+代表团副?团长 {person}", each) for each in attendees)
        assert len({each[-1] for each in attendees}) == 4
        assert row["主持人"] in attendees
    assert all(row["实施单位"].startswith("演示") for row in rows["projects"])
    assert all("演示" in site for row in rows["visits"] for site in row["考察点位"].split("；"))


# Couples and years


def test_a_couple_has_records_only_while_a_pairing_is_in_force(rows: Rows) -> None:
    for found, year in [
        (rows["projects"], "年度"),
        (rows["visits"], "日期"),
        (rows["agreements"], "年度"),
    ]:
        years = defaultdict(set)
        for row in found:
            years[_couple(row)].add(int(row[year][:4]))
        assert years["江苏省", "青海省"] == set(range(2021, 2026))
        assert years["北京市", "内蒙古自治区"] == set(range(2016, 2026))
        assert len(years) == 10


def test_a_pairing_that_ended_gets_no_records_after() -> None:
    ended = _rows(ledgers([_pair(COUPLES[0], 1996, 2016)], ()))
    assert {row["年度"] for row in ended["projects"]} == {"2016"}
    assert {row["项目状态"] for row in ended["projects"]} <= {"已投产", "已停滞", "已取消"}


def test_no_pairs_gives_headers_only() -> None:
    assert [ledger.text.count("\n") for ledger in ledgers([], ())] == [1] * len(HEADERS)


# Agreements


def test_an_agreement_has_nine_clauses_with_their_units(rows: Rows) -> None:
    units = {
        "fund": "亿元", "cadre_ew": "人", "cadre_we": "人", "tech_ew": "人", "tech_we": "人",
        "ent": "家", "inv": "亿元", "ipr": "个", "sales": "亿元",
    }  # fmt: skip
    clauses: defaultdict[tuple[str, ...], Row] = defaultdict(dict)
    for row in rows["agreements"]:
        clauses[row["年度"], *_couple(row)][row["指标"]] = row["单位"]
        assert float(row["目标值"]) > 0
        assert row["单位"] == "亿元" or row["目标值"].isdigit()
    assert all(found == units for found in clauses.values())
    assert ("2022", "浙江省", "四川省") not in clauses
    assert len(clauses) == 8 * 10 + 2 * 5 - 1


def test_targets_grow(rows: Rows) -> None:
    fund: defaultdict[str, float] = defaultdict(float)
    for row in rows["agreements"]:
        if (
            row["指标"] == "fund"
            and _couple(row) != ("浙江省", "四川省")
            and row["西部省份"] != "青海省"
        ):
            fund[row["年度"]] += float(row["目标值"])
    assert 1.2 * fund["2016"] < fund["2020"] < fund["2025"] / 1.2 < 3 * fund["2016"]


# Results


def _reached(rows: Rows, side: str) -> dict[tuple[str, ...], dict[str, float]]:
    """Couple, year and metric → what a side reports, by quarter."""
    found: defaultdict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    for row in rows["results"]:
        if row["填报方"] == side:
            key = (*_couple(row), row["年度"], row["指标"])
            found[key][row["期间"]] = float(row["完成值"])
    return found


def test_results_are_of_clauses_of_the_last_three_years_and_run_on(rows: Rows) -> None:
    western = _reached(rows, "西部")
    assert {key[2] for key in western} == {"2023", "2024", "2025"}
    promised = {(*_couple(row), row["年度"], row["指标"]) for row in rows["agreements"]}
    assert western.keys() <= promised
    for values in western.values():
        assert list(values) == ["一季度", "二季度", "三季度", "四季度"][: len(values)]
        assert sorted(values.values()) == list(values.values())


def test_both_sides_mostly_say_the_same_and_some_are_late(rows: Rows) -> None:
    eastern, western = _reached(rows, "东部"), _reached(rows, "西部")
    shared = [
        value == western[key][quarter]
        for key, values in eastern.items()
        for quarter, value in values.items()
        if quarter in western[key]
    ]
    assert 0.85 < sum(shared) / len(shared) < 0.97
    assert 0.03 < sum("四季度" not in values for values in western.values()) / len(western) < 0.2


def test_nothing_is_reported_of_a_quarter_that_is_not_over() -> None:
    kept = _rows(ledgers(PAIRS, REAL, AGREED, until=date(2025, 6, 29)))
    assert {r["期间"] for r in kept["results"] if r["年度"] == "2025"} == {"一季度"}


# Meetings


def _joint(rows: Rows) -> list[Row]:
    return [row for row in rows["meetings"] if not row["会议编号"].endswith("-2")]


def test_one_joint_meeting_a_year_but_none_beside_a_real_one(rows: Rows) -> None:
    held = {tuple(row["会议编号"].split("-")[2:5]) for row in rows["meetings"]}
    assert {(h, r, str(year)) for h, r, year in REAL} & held == set()
    assert len(_joint(rows)) == len(held) == 8 * 10 + 2 * 5 - len(REAL)
    assert 0.2 < (len(rows["meetings"]) - len(held)) / len(held) < 0.5


def test_a_real_meeting_of_one_year_changes_no_other_year(rows: Rows) -> None:
    one_more = _rows(ledgers(PAIRS, REAL | {("330000", "510000", 2023)}, AGREED))
    expected = [r for r in rows["meetings"] if "330000-510000-2023" not in r["会议编号"]]
    assert one_more["meetings"] == expected
    assert "DEMO-M-330000-510000-2023" not in {r["对应会议"] for r in one_more["projects"]}


def test_the_sides_take_turns_as_hosts(rows: Rows) -> None:
    places = [row["地点"] for row in _joint(rows) if _couple(row) == ("上海市", "云南省")]
    assert len(places) == 10
    assert {frozenset(places[::2]), frozenset(places[1::2])} == {
        frozenset({"上海市"}),
        frozenset({"昆明市"}),
    }


def test_the_host_takes_the_chair(rows: Rows) -> None:
    for row in rows["meetings"]:
        host = {"杭州市": "浙江省", "成都市": "四川省"}.get(row["地点"])
        assert host is None or row["主持人"].startswith(host)


def test_items_are_numbered_and_of_different_industries(rows: Rows) -> None:
    for row in rows["meetings"]:
        items = row["议定事项"].split("\n")
        assert 4 <= len(items) <= 7
        assert [item.split(". ")[0] for item in items] == [str(n) for n in range(1, len(items) + 1)]
        assert len({_industry(item) for item in items} & INDUSTRIES) == len(items)


def _industry(item: str) -> str:
    return item.split(". ")[1].split("：")[0].replace("扶贫车间", "帮扶车间")


def test_the_words_change_in_2021(rows: Rows) -> None:
    for kind, year in [("meetings", "会议日期"), ("projects", "年度"), ("visits", "日期")]:
        early = "".join(_text(row) for row in rows[kind] if row[year] < "2021")
        late = "".join(_text(row) for row in rows[kind] if row[year] >= "2021")
        assert re.search("扶贫|贫困", early)
        assert not re.search("东西部协作|脱贫人口|帮扶车间|乡村振兴", early)
        assert re.search("脱贫人口|帮扶车间", late)
        assert not re.search("扶贫|贫困|脱贫攻坚", late)
    titles = {row["会议名称"] for row in rows["meetings"]}
    assert "2020年浙川扶贫协作联席会议（演示）" in titles
    assert "2021年浙川东西部协作联席会议（演示）" in titles


def _text(row: Row) -> str:
    """All cells but the industry, whose canonical name has no period."""
    return "\n".join(_without(row, "产业类型").values())


# Projects


def test_projects_are_about_as_many_as_asked() -> None:
    for average in (10, 40):
        found = _rows(ledgers(PAIRS, REAL, AGREED, projects_per_year=average))["projects"]
        counted = Counter((*_couple(row), row["年度"]) for row in found)
        assert len(counted) == 90
        assert average * 0.85 < len(found) / 90 < average * 1.2
        assert len(set(counted.values())) > 5


def test_receivers_lean_to_their_own_industries(rows: Rows) -> None:
    def share(receiver: str, industry: str) -> float:
        found = [row["产业类型"] for row in rows["projects"] if row["西部省份"] == receiver]
        return found.count(industry) / len(found)

    assert min(share("四川省", "茶叶"), share("贵州省", "茶叶")) > 3 * share(
        "宁夏回族自治区", "茶叶"
    )
    assert share("内蒙古自治区", "养殖业") > 1.5 * share("四川省", "养殖业")


def test_old_projects_mostly_produce_and_new_ones_do_not(rows: Rows) -> None:
    stages: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows["projects"]:
        stages[row["年度"]][row["项目状态"]] += 1
    old, new = stages["2018"], stages["2025"]
    assert 0.75 < old["已投产"] / old.total() < 0.97
    assert {"已停滞", "已取消"} < set(old)
    assert sum(new[stage] for stage in LADDER[:3]) / new.total() > 0.8


def test_dates_are_those_the_stage_allows(rows: Rows) -> None:
    for row in rows["projects"]:
        stage = row["项目状态"]
        assert bool(row["完工时间"]) == (stage == "已投产")
        if stage in LADDER:
            assert bool(row["开工时间"]) == (LADDER.index(stage) >= LADDER.index("已开工"))


def _amount(row: Row, what: str) -> float:
    return float(row[f"{what}（万元）"])


def test_no_more_is_in_place_than_agreed_nor_agreed_than_invested(rows: Rows) -> None:
    for row in rows["projects"]:
        total, agreed, placed = (_amount(row, what) for what in ("总投资", "协议金额", "到位资金"))
        assert total >= agreed >= placed >= 0 < agreed
        aid = _amount(row, "财政援助资金") + _amount(row, "社会帮扶资金")
        assert aid <= placed or aid == pytest.approx(placed)


def test_money_in_place_grows_with_the_stage(rows: Rows) -> None:
    shares = defaultdict(list)
    for row in rows["projects"]:
        shares[row["项目状态"]].append(_amount(row, "到位资金") / _amount(row, "协议金额"))
    assert max(shares["已签约"] + shares["已立项"]) == 0
    assert min(shares["已开工"]) > 0
    assert max(shares["已取消"]) <= 0.1
    mean = {stage: sum(found) / len(found) for stage, found in shares.items()}
    assert mean["已开工"] < mean["已到资"] < mean["已投产"]
    assert min(shares["已投产"]) >= 0.89


def test_nobody_works_in_what_is_not_started(rows: Rows) -> None:
    counts = ("吸纳就业（人）", "带动脱贫人口（人）")
    for row in rows["projects"]:
        if row["项目状态"] in ("已签约", "已立项", "已取消"):
            assert [row[header] for header in counts] == ["0", "0"]
    producing = [row for row in rows["projects"] if row["项目状态"] == "已投产"]
    assert all(int(row[header]) > 0 for row in producing for header in counts)


def test_no_more_is_there_than_was_planned_and_nothing_of_what_is_not_started(rows: Rows) -> None:
    told = [row for row in rows["projects"] if row["建设规模与产出"]]
    assert {row["产业类型"] for row in told} >= {"茶叶", "中药材", "纺织服装", "农村电商"}
    for row in told:
        for entry in row["建设规模与产出"].split("；"):
            planned, *actual = map(int, re.findall(r"[0-9]+", entry))
            assert all(done <= planned for done in actual)
            assert not (actual and row["项目状态"] in ("已签约", "已立项"))


def test_places_are_those_given(rows: Rows) -> None:
    given = {(p.helper_zh, p.receiver_zh): set(p.receiver_places) for p in PAIRS}
    for row in rows["projects"]:
        assert row["实施地点"] in given[_couple(row)]
    assert any(row["项目名称"].startswith("昭觉县") for row in rows["projects"])


def test_no_placeholder_is_left_in_a_text(made: list[Ledger]) -> None:
    assert [ledger.kind for ledger in made if re.search("[{}]", ledger.text)] == []


# Links


def test_project_links_resolve_to_an_item_of_their_industry(rows: Rows) -> None:
    meetings = {row["会议编号"]: row for row in rows["meetings"]}
    linked = [row for row in rows["projects"] if row["对应会议"]]
    for row in linked:
        meeting = meetings[row["对应会议"]]
        item = meeting["议定事项"].split("\n")[int(row["议定事项序号"]) - 1]
        assert item.startswith(f"{row['议定事项序号']}. ")
        assert _industry(item) == row["产业类型"]
        assert _couple(meeting) == _couple(row)
        assert int(row["年度"]) - int(meeting["会议日期"][:4]) in (0, 1)
        assert not row["开工时间"] or meeting["会议日期"] < row["开工时间"]
    assert 0.2 < len(linked) / len(rows["projects"]) < 0.4
    ages = {int(row["年度"]) - int(row["对应会议"].split("-")[4]) for row in linked}
    assert ages == {0, 1}


def test_a_project_without_a_meeting_names_no_item(rows: Rows) -> None:
    assert {bool(r["对应会议"]) - bool(r["议定事项序号"]) for r in rows["projects"]} == {0}


def test_visit_links_resolve_to_a_meeting_at_the_other_side(rows: Rows) -> None:
    meetings = {row["会议编号"]: row for row in rows["meetings"]}
    linked = [row for row in rows["visits"] if row["对应会议"]]
    capitals = {"330000": "杭州市", "510000": "成都市"}
    for row in linked:
        meeting = meetings[row["对应会议"]]
        assert _couple(meeting) == _couple(row)
        assert row["日期"] <= meeting["会议日期"] <= row["结束日期"]
        assert row["级别"] == "省级"
        if meeting["地点"] in capitals.values():
            assert (row["方向"] == "西部赴东部") == (meeting["地点"] == "杭州市")
    assert 0 < len(linked) < len(rows["visits"])


# Visits


def test_visits_are_four_to_eight_a_year_and_go_both_ways(rows: Rows) -> None:
    directions = defaultdict(list)
    for row in rows["visits"]:
        directions[*_couple(row), row["日期"][:4]].append(row["方向"])
    assert {len(found) for found in directions.values()} == {4, 5, 6, 7, 8}
    assert all(len(set(found)) == 2 for found in directions.values())


def test_a_visit_has_five_to_sixty_people_and_two_to_five_stops(rows: Rows) -> None:
    for row in rows["visits"]:
        stops = row["考察点位"].split("；")
        assert 5 <= int(row["人数"]) <= 60
        assert 2 <= len(stops) == len(set(stops)) <= 5


# Purity


def test_the_generator_reads_no_file_no_clock_and_no_store() -> None:
    allowed = {
        "collections",
        "csv",
        "dataclasses",
        "data",
        "datetime",
        "functools",
        "io",
        "math",
        "random",
        "re",
        "typing",
    }
    generator = {*Path(data.demo.__file__).parent.glob("*.py")}
    generator = {path for path in generator if path.name != "tables.py"}  # reads tables alone
    for path in generator:
        tree = ast.parse(path.read_text("utf-8"))
        imported = {
            name.split(".")[0]
            for node in ast.walk(tree)
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert imported <= allowed, path.name
        called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert not {"today", "now"} & called, path.name
        assert "open" not in names, path.name
