"""Which versions break a series, and which one a figure or a target was made with."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import Engine, select

from db.accounts import Account
from db.definitions import Change, breaks, revise, take_back
from db.definitions.keeping import Definition, Version
from db.engine import locked, reading
from db.filters import EVERYTHING
from db.models import AgreementTarget, Pairing
from db.queries import definitions, pairings, published, store
from db.terms import AccountRole
from tests.accounts import make
from tests.conftest import Stores
from tests.db.states import reference

SAID = Definition("资金", "Money", "yuan", "甲", "A", "台账", "ledger", True, "funds", "文件")
THEN, LATER = date(2023, 1, 1), date(2024, 7, 1)
TODAY = date(2026, 11, 30)


def version(number: int, valid_from: date | None, **said: object) -> Version:
    words = replace(SAID, **said)  # type: ignore[arg-type]
    return Version(number, words, valid_from, datetime(2026, 1, 1), 1, "lin", "办法")


@pytest.mark.parametrize(
    ("versions", "broken"),
    [
        ([version(1, None)], []),
        ([version(1, None), version(2, THEN, definition_zh="乙")], [2]),
        ([version(1, None), version(2, None, definition_zh="乙")], []),
        ([version(1, None), version(2, THEN, name_zh="钱", head=None, source="新")], []),
        ([version(1, None), version(2, THEN, summable=False)], [2]),
        ([version(1, None), version(2, THEN, unit="persons")], [2]),
        ([version(1, None), version(2, THEN, definition_zh="乙"), version(3, THEN)], []),
        (
            [
                version(1, None),
                version(2, THEN, definition_zh="乙"),
                version(3, THEN, definition_zh="丙"),
                version(4, LATER),
            ],
            [3, 4],
        ),
        ([], []),
    ],
)
def test_a_series_breaks_where_it_is_counted_otherwise(
    versions: list[Version], broken: list[int]
) -> None:
    assert [one.number for one in breaks(versions)] == broken


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return reference(stores)


@pytest.fixture
def admin(engine: Engine) -> Account:
    return make(engine, AccountRole.ADMIN)


def define(engine: Engine, admin: Account, key: str, valid_from: date | None, words: str) -> None:
    with locked(engine) as connection:
        last = definitions.versions(connection)[key][-1]
        said = replace(last.said, definition_zh=words)
        revise(connection, admin, Change(key, last.number, said, "新办法", valid_from), TODAY)


def test_a_figure_names_the_version_of_the_end_of_its_period(
    engine: Engine, admin: Account
) -> None:
    define(engine, admin, "fund", None, "甲")
    define(engine, admin, "fund", THEN, "乙")
    define(engine, admin, "fund", LATER, "丙")
    with reading(engine) as connection:
        found = published.figures(connection, EVERYTHING)
        metrics = store.metrics(connection).set_index("key")
    of_fund = found[found["metric_key"] == "fund"]
    assert set(of_fund["version"]) == {2, 3, 4}
    for row in of_fund.to_dict("records"):
        ends = min(date(row["period_end"], 12, 31), row["as_of"].date())
        assert row["version"] == (4 if ends >= LATER else 3 if ends >= THEN else 2), row
    assert set(found[found["metric_key"] == "aid"]["version"]) == {1}
    assert (metrics["number"]["fund"], metrics["number"]["aid"]) == (4, 1)
    assert metrics["valid_from"]["fund"].date() == LATER
    assert metrics["definition_zh"]["fund"] == "丙"


def test_a_target_names_the_version_of_the_end_of_its_year(engine: Engine, admin: Account) -> None:
    with reading(engine) as connection:
        one = connection.execute(
            select(AgreementTarget.year, AgreementTarget.pairing_id).join(
                Pairing, Pairing.id == AgreementTarget.pairing_id
            )
        ).first()
    assert one is not None
    define(engine, admin, "fund", date(one.year, 12, 31), "乙")
    define(engine, admin, "cadre_ew", date(one.year + 1, 1, 1), "乙")
    with reading(engine) as connection:
        record = pairings.record(connection, one.pairing_id)
    assert record is not None
    of_year = record.targets[record.targets["year"] == one.year].set_index("metric_key")
    assert of_year["version"]["fund"] == 2
    assert of_year["version"]["cadre_ew"] == 1


def test_what_is_taken_back_breaks_nothing(engine: Engine, admin: Account) -> None:
    define(engine, admin, "fund", THEN, "乙")
    with locked(engine) as connection:
        take_back(connection, admin, "fund", 2, "录错")
        assert breaks(definitions.versions(connection)["fund"]) == []
