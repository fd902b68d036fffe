"""Agreements as they were signed, as offices list them."""

from typing import Any

from sqlalchemy import Engine

from db.closings import close
from db.engine import reading
from db.periods import of_key
from db.queries import accords
from db.terms import Kind, Precision
from tests.accounts import OPERATOR
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import accord, batch, bring, codes, look

FORMS = (
    "协议名称,年度,东部省份,西部省份,签订时间,签约双方\n"
    "2022年浙川协作协议,2022,浙江,四川,2022年5月19日,两省政府\n",
    "东部省份,西部省份,框架协议,起始年份,截止年份,签署日期,签署地点\n"
    "浙江省,四川省,“十四五”框架协议,2021年,2025年,2021.06,成都市\n",
    "Agreement title,From year,Until,Helper,Receiver,Date signed,Signatories\n"
    "Agreement of 2023,2023,2023,Zhejiang,Sichuan,2023-04-20,both governments\n",
    "协议台账\n序号,协议,年份,到期年度,东部省份,西部省份,签约日期,备注\n"
    "1,浙川协议,2022,2024,浙江省,四川省,2022年,原件在档案室\n",
)


def one_of(engine: Engine, text: str) -> dict[str, Any]:
    batch(bring(engine, Kind.ACCORDS, data=text.encode()))
    return max(states.table(engine, "accord"), key=lambda row: int(row["id"]))


def test_lists_as_offices_keep_them(stores: Stores) -> None:
    engine = states.paired(stores)
    told = [
        [row[name] for name in ("title", "year", "year_to", "signed_precision", "signed_by")]
        for row in (one_of(engine, text) for text in FORMS)
    ]
    assert told == [
        ["2022年浙川协作协议", 2022, 2022, Precision.DAY, "两省政府"],
        ["“十四五”框架协议", 2021, 2025, Precision.MONTH, None],
        ["Agreement of 2023", 2023, 2023, Precision.DAY, "both governments"],
        ["浙川协议", 2022, 2024, Precision.YEAR, None],
    ]


def test_a_term_does_not_end_before_it_starts(stores: Stores) -> None:
    engine = states.paired(stores)
    found = look(engine, Kind.ACCORDS, accord(year_to="2021"))
    assert codes(found) == ["date-range"]


def test_the_same_agreement_again_changes_nothing(stores: Stores) -> None:
    engine = states.paired(stores)
    batch(bring(engine, Kind.ACCORDS, accord()))
    again = look(engine, Kind.ACCORDS, accord(title="2022年 浙川东西部协作协议"))
    assert again.counts["new"] == 0


def test_a_framework_holds_the_agreements_of_its_years(stores: Stores) -> None:
    engine = states.paired(stores)
    rows = (
        accord(title="框架协议", year="2021", year_to="2025"),
        accord(title="三年计划", year="2021", year_to="2023"),
        accord(title="2022年协议", year="2022", year_to=""),
        accord(title="2026年协议", year="2026", year_to=""),
    )
    batch(bring(engine, Kind.ACCORDS, *rows))
    with reading(engine) as connection:
        found = accords.of_couple(connection, "330000", "510000")
        of_2022 = accords.of_year(connection, "330000", "510000", 2022)
    names = dict(zip(found["id"], found["title"], strict=True))
    held = {row["title"]: names.get(row["framework_id"]) for row in found.to_dict("records")}
    assert held == {
        "2026年协议": None,
        "2022年协议": "三年计划",
        "三年计划": "框架协议",
        "框架协议": None,
    }
    assert list(of_2022["title"]) == ["2022年协议", "三年计划", "框架协议"]


def test_a_closed_year_takes_no_agreement(stores: Stores) -> None:
    engine = states.paired(stores)
    period = of_key("2022")
    assert period is not None
    close(engine, period, None, OPERATOR)
    assert codes(look(engine, Kind.ACCORDS, accord())) == ["closed-period"]


def test_the_annual_agreement_of_2019_is_a_record_with_its_source(stores: Stores) -> None:
    engine = states.reference(stores)
    row = states.one(engine, "accord", reference_code="C001")
    assert (row["helper_adcode"], row["receiver_adcode"], row["year"]) == ("330000", "510000", 2019)
    assert row["source"] == states.one(engine, "meeting", reference_code="M023")["source"]
    assert row["signed_date"] is None  # its report does not say
