"""Ledgers of published figures: read as they were printed, corrected, withdrawn and shown."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db import clock
from db.editing import Correction, correct, look
from db.editing.removing import remove
from db.engine import reading
from db.filters import EVERYTHING, Filter
from db.importing.export import export
from db.importing.pipeline import check_file, import_file
from db.importing.undo import undo
from db.models import PublishedFigure, table_of
from db.queries import pairings, published
from db.results import targets
from db.results.reading import Key
from db.terms import Basis, Kind, Qualifier, Scope
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import STAFF, batch, bring, codes, figure, upload
from tests.db.ledgers import look as seen_at

FIGURES = Kind.FIGURES

FILES = [
    "东部省份,西部省份,起始年度,截止年度,指标,公布数值,单位,约数,口径,数据截至,来源\n"
    "浙江省,四川省,2021,2023,财政援助资金,168.3,亿元,超,累计,2023-12-31,浙江日报 https://e.org/a\n",
    "帮扶省,受援省,统计起始年,数据截止年度,公布指标,见报数,计量单位,统计口径,数据截至日期,数据来源\n"
    "浙江,四川,2021年,2023年,财政援助,超过168.3,亿元,累计,2023年底,浙江日报 https://e.org/a\n",
    "helper,receiver,year_from,year,metric,value,unit,qualifier,basis,as_of,source\n"
    "330000,510000,2021,2023,fund,168.3,亿元,over,cumulative,2023-12-31,"
    "浙江日报 https://e.org/a\n",
    "东部省份,西部省份,起始年,年度,指标,公布数,单位,口径,截至,来源\n"
    "浙江省,四川省,2021,2023,财政援助资金,1683000余,万元,累计数,2023-12,浙江日报 https://e.org/a\n",
]


def stored(engine: Engine) -> dict[str, Any]:
    table = table_of(PublishedFigure)
    with reading(engine) as connection:
        return dict(connection.execute(select(table)).mappings().one())


def shown(engine: Engine, chosen: Filter = EVERYTHING) -> list[str]:
    with reading(engine) as connection:
        return published.figures(connection, chosen)["published_value"].tolist()


@pytest.mark.parametrize("text", FILES)
def test_a_ledger_as_an_office_keeps_it(stores: Stores, text: str) -> None:
    engine = states.paired(stores)
    batch(import_file(engine, upload(FIGURES, data=text.encode())))
    row = stored(engine)
    assert (row["helper_adcode"], row["receiver_adcode"]) == ("330000", "510000")
    assert (row["period_start"], row["period_end"]) == (2021, 2023)
    assert (row["metric_key"], row["value"]) == ("fund", 16_830_000_000)
    assert (row["qualifier"], row["basis"]) == (Qualifier.OVER, Basis.CUMULATIVE)
    assert (row["as_of"], row["scope"]) == (date(2023, 12, 31), Scope.PAIRING)
    assert row["source"] == "浙江日报 https://e.org/a"
    assert row["pairing_id"] is not None


@pytest.mark.parametrize(
    ("cells", "scope", "value"),
    [
        ({"helper": "", "receiver": ""}, Scope.NATIONAL, "31.2"),
        ({"receiver": ""}, Scope.PROVINCE, "31.2"),
        ({"value": "约31.2"}, Scope.PAIRING, "31.2"),
    ],
)
def test_what_a_figure_covers_and_how_it_was_printed(
    stores: Stores, cells: dict[str, str | None], scope: Scope, value: str
) -> None:
    engine = states.paired(stores)
    batch(bring(engine, FIGURES, figure(**cells)))
    row = stored(engine)
    assert (row["scope"], row["published_value"], row["value"]) == (scope, value, 3_120_000_000)
    assert row["qualifier"] is (Qualifier.APPROX if "value" in cells else Qualifier.EXACT)
    assert (row["period_start"], row["as_of"]) == (2022, date(2022, 12, 31))


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"scope": "全国"}, "scope"),
        ({"helper": "", "receiver": "", "scope": "两省"}, "scope"),
        ({"year": str(clock.today().year)}, "as-of"),
        ({"as_of": "2099-01-01"}, "as-of"),
        ({"as_of": "2021-06-30"}, "as-of"),
        ({"year_from": "2023"}, "date-range"),
        ({"receiver": "浙江省"}, "pairing"),
        ({"unit": "人"}, "unit"),
        ({"value": "1" * 21}, "too-long"),
        ({"basis": ""}, "missing-cell"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_in_words(
    stores: Stores, cells: dict[str, str], code: str
) -> None:
    preview = seen_at(states.paired(stores), FIGURES, figure(**cells))
    assert code in codes(preview)
    assert preview.counts["error"] == 1


def test_a_running_total_need_not_say_since_when(stores: Stores) -> None:
    engine = states.paired(stores)
    batch(bring(engine, FIGURES, figure(basis="累计")))
    assert stored(engine)["period_start"] is None


def test_a_source_without_an_address_is_noted_and_listed(stores: Stores) -> None:
    engine = states.paired(stores)
    preview = bring(engine, FIGURES, figure(source="四川日报"), figure(year="2021"))
    assert codes(preview) == ["source"]
    with reading(engine) as connection:
        assert published.without_address(connection)["source"].tolist() == ["四川日报"]


def test_it_stands_beside_those_of_the_reference_and_is_taken_back(stores: Stores) -> None:
    engine = states.reference(stores)
    before = shown(engine)
    made = batch(bring(engine, FIGURES, figure()))
    assert sorted(shown(engine)) == sorted([*before, "31.2"])
    with reading(engine) as connection:
        listed = pairings.listed(connection, Filter(helper="330000", receiver="510000"))
        couple = int(listed[listed["level"] == "province"]["id"].iloc[0])
        record = pairings.record(connection, couple)
        assert record is not None
        assert "31.2" in record.figures["published_value"].tolist()
        counted = targets.published(connection, 2022)
        assert counted[Key(("330000", "510000"), "fund", 2022)].value == 3_120_000_000
    assert undo(engine, made, by=STAFF).reversed == 1
    assert shown(engine) == before


def test_withdrawn_it_is_kept_with_its_reason_and_shown_no_more(stores: Stores) -> None:
    engine = states.paired(stores)
    batch(bring(engine, FIGURES, figure()))
    assert shown(engine) == ["31.2"]
    batch(bring(engine, FIGURES, figure(withdrawn="报社已更正")))
    assert shown(engine) == []
    with reading(engine) as connection:
        assert targets.published(connection, 2022) == {}
        assert published.without_address(connection).empty
    row = stored(engine)
    assert (row["withdrawn"], row["value"]) == ("报社已更正", 3_120_000_000)
    with reading(engine) as connection:
        form = look(connection, FIGURES, row["id"])
    assert form is not None
    again = Correction(FIGURES, row["id"], form.version, {"withdrawn": ""})
    correct(engine, again, STAFF)
    assert shown(engine) == ["31.2"]


def test_what_the_reference_has_is_corrected_and_exported_like_any(stores: Stores) -> None:
    engine = states.reference(stores)
    with reading(engine) as connection:
        (bare, *_) = published.without_address(connection).to_dict("records")
        several = states.table(engine, "published_figure_area")[0]["figure_id"]
        whole = export(connection, FIGURES)
    again = check_file(engine, upload(FIGURES, data=whole))
    assert (again.counts["error"], again.counts["new"], again.counts["changed"]) == (0, 0, 0)
    address = {"source": f"{bare['source']} https://example.org/found"}
    correct(engine, Correction(FIGURES, bare["id"], 1, address), STAFF)
    with reading(engine) as connection:
        assert bare["id"] not in published.without_address(connection)["id"].tolist()
    removed = remove(engine, FIGURES, several, STAFF)
    assert undo(engine, removed, by=STAFF).reversed == 1
    places = states.table(engine, "published_figure_area")
    assert any(row["figure_id"] == several for row in places)
