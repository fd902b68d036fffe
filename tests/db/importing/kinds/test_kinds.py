"""What a row of each ledger becomes."""

from datetime import date

import pytest
from sqlalchemy import Engine

from db.importing.kinds.common import day
from db.terms import Direction, Industry, Kind, Level, Precision, Role, Stage
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, codes, look, meeting, project, target, visit

pytestmark = states.SQLITE


def test_a_meeting_whole(stores: Stores) -> None:
    engine = states.paired(stores)
    row = meeting(
        date="2022-06",
        title="浙川推介会",
        code="H-1",
        place="杭州市",
        level="市级",
        ordinal="2",
        chair="市长 甲",
        attendees="乙；丙",
        signed_projects="1,200",
        agreed_amount="12,800.5",
        summary="一行\n二行",
        commitments="1.建茶园\n2.种药材",
        responsible="农业农村厅",
        due="2020",
        source="本厅",
        note="备注",
    )
    made = batch(bring(engine, Kind.MEETINGS, row))
    found = states.one(engine, "meeting", code="H-1")
    assert found.items() >= {
        "batch_id": made,
        "version": 1,
        "demo": False,
        "category": "investment_event",
        "date_start": date(2022, 6, 1),
        "date_precision": Precision.MONTH,
        "place": "杭州市",
        "place_adcode": "330100",
        "level": Level.PREFECTURE,
        "ordinal": 2,
        "signed_projects": 1200,
        "agreed_amount": 128_005_000,
        "summary": "一行\n二行",
        "source": "本厅",
        "note": "备注",
    }.items()  # fmt: skip
    own = {"meeting_id": found["id"]}
    people = [row for row in states.table(engine, "attendee") if own.items() <= row.items()]
    assert [(row["position"], row["name"], row["role"]) for row in people] == [
        (1, "甲", Role.CHAIR),
        (2, "乙", Role.ATTENDEE),
        (3, "丙", Role.ATTENDEE),
    ]
    items = [row for row in states.table(engine, "commitment") if own.items() <= row.items()]
    assert [(row["number"], row["text"], row["responsible"], row["due"]) for row in items] == [
        (1, "建茶园", "农业农村厅", date(2020, 1, 1)),
        (2, "种药材", "农业农村厅", date(2020, 1, 1)),
    ]
    assert {row["due_precision"] for row in items} == {Precision.YEAR}


def test_a_meeting_needs_no_more_than_four_columns(stores: Stores) -> None:
    engine = states.paired(stores)
    batch(bring(engine, Kind.MEETINGS, meeting(title="只有四列的座谈会")))
    found = states.one(engine, "meeting", title="只有四列的座谈会")
    assert (found["level"], found["category"]) == (Level.PROVINCE, "symposium")
    assert found["pairing_id"] == 1


def test_a_project_whole(stores: Stores) -> None:
    engine = states.paired(stores)
    row = project(
        code="Z-9",
        helper="杭州市",
        receiver="广元市",
        industry="电商",
        stage="在建",
        place="广元市",
        total_investment="1.5",
        agreed_amount="",
        in_place="0",
        fiscal_aid="0.0001",
        jobs="12",
        beneficiaries="",
        start="2022-03",
        end="2023-04-05",
        implementer="某公司",
    )
    bring(engine, Kind.PROJECTS, row)
    assert states.one(engine, "project", code="Z-9").items() >= {
        "helper_adcode": "330100",
        "receiver_adcode": "510800",
        "pairing_id": 3,
        "industry": Industry.ECOMMERCE,
        "stage": Stage.STARTED,
        "place_adcode": "510800",
        "total_investment": 15_000,
        "agreed_amount": None,
        "in_place": 0,
        "fiscal_aid": 1,
        "social_aid": None,
        "jobs": 12,
        "beneficiaries": None,
        "start_date": date(2022, 3, 1),
        "start_precision": Precision.MONTH,
        "end_date": date(2023, 4, 5),
        "end_precision": Precision.DAY,
        "meeting_id": None,
        "commitment_id": None,
    }.items()  # fmt: skip


MEETING = "浙川扶贫协作和对口支援工作联席会议"


def held(stores: Stores) -> Engine:
    """A store with a meeting of three items."""
    engine = states.paired(stores)
    items = "建茶园\n种药材\n修路"
    batch(bring(engine, Kind.MEETINGS, meeting(title=MEETING, code="M023", commitments=items)))
    return engine


@pytest.mark.parametrize("reference", ["M023", MEETING])
def test_a_project_is_linked_to_its_meeting_and_item(stores: Stores, reference: str) -> None:
    engine = held(stores)
    bring(engine, Kind.PROJECTS, project(meeting=reference, commitment_no="3"))
    found = states.one(engine, "project", code="Z-1")
    assert found["meeting_id"] == states.one(engine, "meeting", code="M023")["id"]
    item = states.one(engine, "commitment", id=found["commitment_id"])
    assert (item["meeting_id"], item["number"]) == (found["meeting_id"], 3)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"meeting": "没有的会"}, "找不到这次会议"),
        ({"meeting": MEETING[:-1]}, f"是否为“{MEETING}”？"),
        ({"meeting": "M023", "commitment_no": "4"}, "“M023”没有第 4 项议定事项"),
        ({"commitment_no": "1"}, "须同时填对应会议"),
        ({"meeting": "", "commitment_no": "1"}, "须同时填对应会议"),
    ],
)
def test_a_link_to_nothing_is_an_error(
    stores: Stores, cells: dict[str, str | None], message: str
) -> None:
    found = look(held(stores), Kind.PROJECTS, project(**cells))
    assert codes(found) == ["reference"]
    assert message in found.issues[0].message.zh


def test_two_meetings_of_one_title_need_a_code(stores: Stores) -> None:
    engine = states.paired(stores)
    twins = [meeting(title="年会", date=f"{year}-06-03", code=f"N{year}") for year in (2022, 2023)]
    batch(bring(engine, Kind.MEETINGS, *twins))
    found = look(engine, Kind.PROJECTS, project(meeting="年会"))
    assert "同名的会议不止一次，请填编号" in found.issues[0].message.zh
    assert look(engine, Kind.PROJECTS, project(meeting="N2022")).outcome.accepted


def test_a_visit_whole(stores: Stores) -> None:
    engine = states.paired(stores)
    row = visit(
        date="2022-04-01",
        end="2022-04-03",
        direction="西部赴东部",
        head="甲",
        post="省长",
        level="省级",
        headcount="30",
        sites="余村；海康威视\n宋城；",
        purpose="考察",
    )
    bring(engine, Kind.VISITS, row)
    found = states.one(engine, "visit", head="甲", date_start=date(2022, 4, 1))
    assert found.items() >= {
        "date_end": date(2022, 4, 3),
        "date_precision": Precision.DAY,
        "direction": Direction.WEST_TO_EAST,
        "post": "省长",
        "level": Level.PROVINCE,
        "headcount": 30,
        "purpose": "考察",
    }.items()  # fmt: skip
    stops = [row for row in states.table(engine, "visit_site") if row["visit_id"] == found["id"]]
    assert [(row["position"], row["name"]) for row in stops] == [
        (1, "余村"),
        (2, "海康威视"),
        (3, "宋城"),
    ]


@pytest.mark.parametrize(
    ("metric", "amount", "unit", "stored"),
    [
        ("fund", "3.5", "亿元", 350_000_000),
        ("财政援助资金", "35000", "万元", 350_000_000),
        ("Fiscal aid", "350,000,000", "元", 350_000_000),
        ("fund", "0.00005", "万元", 1),
        ("cadre_ew", "113", "人", 113),
        ("cadre_ew", "0.0113", "万人", 113),
        ("ent", "100", "家", 100),
        ("cadre_ew", "113", "名", 113),
        ("引导企业数", "100", "家", 100),
        ("cadre_ew", "1.2", "千人", 1_200),
        ("cadre_ew", "5", "百人次", 500),
        ("ent", "100", "enterprises", 100),
        ("fund", "350", "百万元", 350_000_000),
        ("fund", "3.5", "亿元（人民币）", 350_000_000),
        ("fund", "350000", "千元", 350_000_000),
        ("fund", "35000", "（万元）", 350_000_000),
        ("fund", "3.5", "亿", 350_000_000),
        ("fund", "35000", "10,000 yuan", 350_000_000),
    ],
)
def test_a_target_is_kept_in_its_metrics_unit(
    stores: Stores, metric: str, amount: str, unit: str, stored: int
) -> None:
    engine = states.paired(stores)
    batch(bring(engine, Kind.AGREEMENTS, target(metric=metric, target=amount, unit=unit)))
    assert states.one(engine, "agreement_target", year=2023)["target"] == stored


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"metric": "幸福指数"}, "mapping"),
        ({"unit": "人"}, "unit"),
        ({"unit": "美元"}, "unit"),
        ({"metric": "cadre_ew", "unit": "万元"}, "unit"),
        ({"metric": "cadre_ew", "target": "1.5", "unit": "人"}, "number"),
        ({"target": "-1"}, "number"),
        ({"target": "9" * 30}, "number"),
        ({"target": "99999999999"}, "number"),
        ({"year": "1980"}, "date-range"),
        ({"receiver": "宁夏回族自治区"}, "pairing"),
    ],
)
def test_what_is_no_target(stores: Stores, cells: dict[str, str], expected: str) -> None:
    found = look(states.paired(stores), Kind.AGREEMENTS, target(**cells))
    assert (codes(found), found.outcome) == ([expected], "reject_rows")


def test_a_target_rounded_to_the_yuan_is_noted(stores: Stores) -> None:
    found = look(states.paired(stores), Kind.AGREEMENTS, target(target="0.00005", unit="万元"))
    assert (codes(found), found.outcome) == (["number"], "accept_with_note")


@pytest.mark.parametrize(
    ("kind", "row", "expected"),
    [
        (Kind.PROJECTS, project(start="2022-05-02", end="2022-05-01"), "结束日期不得早于"),
        (Kind.PROJECTS, project(start="2022-05-02", end="2021"), "结束日期不得早于"),
        (Kind.VISITS, visit(end="2022-03-31"), "结束日期不得早于"),
        (Kind.VISITS, visit(end="2022-05"), "同样精确"),
        (Kind.VISITS, visit(date="2022-04", end="2022-04-02"), "同样精确"),
    ],
)
def test_a_period_in_disorder_is_an_error(
    stores: Stores, kind: Kind, row: dict[str, str], expected: str
) -> None:
    found = look(states.paired(stores), kind, row)
    assert codes(found) == ["date-range"]
    assert expected in found.issues[0].message.zh


@pytest.mark.parametrize("end", ["2022-05", "2022", "2022年底"])
def test_an_end_known_to_the_month_or_year_of_the_start_is_kept_as_it_is(
    stores: Stores, end: str
) -> None:
    engine = states.paired(stores)
    row = project(start="2022-05-02", end=end)
    assert bring(engine, Kind.PROJECTS, row).outcome.accepted
    (stored,) = states.table(engine, "project")
    assert day(stored["end_date"], stored["end_precision"]) == end[:7].removesuffix("年底")
    assert look(engine, Kind.PROJECTS, row | {"note": "复核"}).counts["changed"] == 1
    assert look(engine, Kind.PROJECTS, row | {"end": "2022-06"}).counts["changed"] == 1


LONG = "长" * 201


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (Kind.MEETINGS, meeting(attendees=f"甲；{LONG}")),
        (Kind.MEETINGS, meeting(attendees=f"{LONG} 甲")),
        (Kind.MEETINGS, meeting(chair="长" * 121)),
        (Kind.VISITS, visit(sites=f"余村；{LONG}")),
        (Kind.VISITS, visit(head="长" * 121)),
        (Kind.PROJECTS, project(code="9" * 61)),
        (Kind.PROJECTS, project(place=LONG)),
    ],
)
def test_what_the_store_has_no_room_for_is_an_error(
    stores: Stores, kind: Kind, row: dict[str, str]
) -> None:
    assert codes(look(states.paired(stores), kind, row)) == ["too-long"]


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (Kind.MEETINGS, meeting(ordinal="32768")),
        (Kind.MEETINGS, meeting(signed_projects="2147483648")),
        (Kind.PROJECTS, project(in_place="100000000000000")),
        (Kind.PROJECTS, project(jobs="9" * 5000)),
        (Kind.VISITS, visit(headcount="9" * 5000)),
    ],
)
def test_a_number_too_large_for_the_store_is_an_error(
    stores: Stores, kind: Kind, row: dict[str, str]
) -> None:
    assert codes(look(states.paired(stores), kind, row)) == ["number"]
