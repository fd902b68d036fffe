"""What the ledgers themselves have of a clause."""

import pytest

from db.engine import make_engine, reading
from db.queries import store
from db.results import ledgers
from tests.conftest import Stores
from tests.stores import build_reference, build_small

ZHEJIANG_SICHUAN = ("330000", "510000")
HANGZHOU_GUANGYUAN = ("330100", "510800")


def of_year(url: str, year: int) -> dict[tuple[tuple[str, str], str], int]:
    with reading(make_engine(url)) as connection:
        return ledgers.of_year(connection, year)


@pytest.mark.parametrize(
    ("couple", "metric", "year", "value"),
    [
        (ZHEJIANG_SICHUAN, "ledger_projects", 2022, 2),
        (ZHEJIANG_SICHUAN, "ledger_in_place", 2022, 8_000_000),
        (ZHEJIANG_SICHUAN, "ledger_agreed_amount", 2022, 12_000_000),
        (ZHEJIANG_SICHUAN, "ledger_jobs", 2022, 60),
        (ZHEJIANG_SICHUAN, "ledger_beneficiaries", 2021, 300),
        (ZHEJIANG_SICHUAN, "ledger_meetings", 2021, 1),
        (ZHEJIANG_SICHUAN, "ledger_signed_projects", 2021, 12),
        (ZHEJIANG_SICHUAN, "ledger_commitments", 2021, 3),
        (ZHEJIANG_SICHUAN, "ledger_visits", 2021, 1),
        (HANGZHOU_GUANGYUAN, "ledger_projects", 2022, 2),
        (HANGZHOU_GUANGYUAN, "ledger_visits", 2022, 1),
    ],
)
def test_sums_over_the_rows_of_a_couple_and_year(
    stores: Stores, couple: tuple[str, str], metric: str, year: int, value: int
) -> None:
    assert of_year(stores.copy("small", build_small), year)[couple, metric] == value


def test_only_metrics_that_the_dictionary_defines_as_sums_are_declared(stores: Stores) -> None:
    with reading(make_engine(stores.copy("reference", build_reference))) as connection:
        origin = store.metrics(connection).set_index("key")["origin"]
    assert {origin[metric] for metric in ledgers.SUMS} == {"ledger"}
