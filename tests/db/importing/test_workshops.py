"""Ledgers of workshops as offices keep them: headers, words, amounts, and years told anew."""

from datetime import date

import pytest
from sqlalchemy import select

from db.engine import reading
from db.filters import Filter
from db.importing.export import export, selection
from db.importing.pipeline import import_file
from db.importing.undo import undo
from db.models import Workshop, table_of
from db.terms import Kind, Precision, WorkshopStatus
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import STAFF, batch, bring, codes, look, upload, workshop

WORKSHOPS = Kind.WORKSHOPS

FILES = [
    "车间编号,年度,东部省份,西部省份,车间名称,所在乡镇,运营企业,主要产品,吸纳就业人数,其中脱贫人口,"
    "月均工资（元）,运营状态,建成时间\n"
    "CJ-1,2023,浙江,四川,服装车间,木鱼镇,某某公司,校服,45,28,3200,正常运营,2022年8月\n",
    "编码,年份,帮扶省,受援省,帮扶车间,车间地点,入驻企业名称,生产产品,用工人数,吸纳脱贫劳动力人数,"
    "人均月收入（万元）,是否在用,投产时间\n"
    "CJ-1,2023年,浙江省,四川省,服装车间,木鱼镇,某某公司,校服,45人,28人,0.32,在用,2022.8\n",
    "code,year,helper,receiver,title,place,enterprise,product,jobs,lifted_jobs,wage,status,opened\n"
    "CJ-1,2023,浙江省,四川省,服装车间,木鱼镇,某某公司,校服,45,28,3200元,in_use,2022-08\n",
]


@pytest.mark.parametrize("text", FILES)
def test_a_ledger_as_an_office_keeps_it(stores: Stores, text: str) -> None:
    engine = states.paired(stores)
    batch(import_file(engine, upload(WORKSHOPS, data=text.encode())))
    with reading(engine) as connection:
        row = connection.execute(select(table_of(Workshop))).mappings().one()
    assert (row["code"], row["year"], row["title"], row["place"]) == (
        "CJ-1",
        2023,
        "服装车间",
        "木鱼镇",
    )
    assert (row["enterprise"], row["product"]) == ("某某公司", "校服")
    assert (row["jobs"], row["lifted_jobs"], row["wage"]) == (45, 28, 3200)
    assert row["status"] is WorkshopStatus.IN_USE
    assert (row["opened_date"], row["opened_precision"]) == (date(2022, 8, 1), Precision.MONTH)


def test_the_next_year_is_another_row_and_the_same_year_the_same(stores: Stores) -> None:
    engine = states.paired(stores)
    batch(bring(engine, WORKSHOPS, workshop(jobs="10")))
    again = look(engine, WORKSHOPS, workshop(code="ＣＪ－1", jobs="12"))
    assert (again.counts["changed"], again.counts["new"]) == (1, 0)
    batch(bring(engine, WORKSHOPS, workshop(year="2023", jobs="12")))
    assert len(states.table(engine, "workshop")) == 2


def test_fewer_jobs_than_those_lifted_out_of_poverty_are_refused(stores: Stores) -> None:
    engine = states.paired(stores)
    assert codes(look(engine, WORKSHOPS, workshop(jobs="3", lifted_jobs="4"))) == ["number"]
    assert codes(look(engine, WORKSHOPS, workshop(jobs="4", lifted_jobs="4"))) == []
    assert codes(look(engine, WORKSHOPS, workshop(jobs="", lifted_jobs="4"))) == []


def test_what_was_exported_changes_nothing_and_its_import_is_undone(stores: Stores) -> None:
    engine = states.paired(stores)
    cells = {"wage": "3200.4", "status": "停产", "opened": "2021年", "jobs": "5", "note": "甲"}
    made = batch(bring(engine, WORKSHOPS, workshop(**cells), workshop(code="CJ-2")))
    with reading(engine) as connection:
        files = [export(connection, WORKSHOPS, "zh"), export(connection, WORKSHOPS, "en")]
        one = selection(connection, WORKSHOPS, Filter(years=(2022, 2022)), "CJ-2")
    for data in files:
        seen = look(engine, WORKSHOPS, data=data)
        assert (seen.counts["unchanged"], seen.counts["changed"]) == (2, 0)
    assert one.decode("utf-8-sig").count("\n") == 2
    assert undo(engine, made, STAFF).reversed == 2
    assert states.table(engine, "workshop") == []
