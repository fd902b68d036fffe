"""What every page needs to know of the store."""

from db.engine import reading, writing
from db.queries import store
from tests.conftest import Stores
from tests.db import states


def test_metrics_by_key(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        found = store.metrics(connection)
    assert found["key"].tolist() == ["cadre_ew", "ent", "fund"]
    assert found["unit"].tolist() == ["persons", "enterprises", "yuan"]
    assert found["summable"].tolist() == [True, True, True]


def test_provinces_and_what_they_do(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        found = store.provinces(connection)
    columns = ["adcode", "name_en", "helps", "receives"]
    assert list(found[columns].itertuples(index=False, name=None)) == [
        ("330000", "Zhejiang", True, False),
        ("350000", "Fujian", True, False),
        ("360000", "Jiangxi", False, False),
        ("510000", "Sichuan", False, True),
        ("640000", "Ningxia", False, True),
    ]


def test_freshness_follows_the_last_write(stores: Stores) -> None:
    engine = states.small(stores)
    with reading(engine) as connection:
        (before,) = store.freshness(connection).to_dict("records")
    with writing(engine):
        pass
    with reading(engine) as connection:
        (after,) = store.freshness(connection).to_dict("records")
    assert after["revision"] == before["revision"] + 1
    assert after["changed_at"] >= before["changed_at"]
