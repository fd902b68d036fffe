"""The summaries, narrowed and added up in memory, against the small store and the store itself."""

import pandas as pd
import pytest
from sqlalchemy import update

from db import summaries
from db.engine import reading, writing
from db.filters import EVERYTHING, Filter
from db.models import Project
from db.queries import overview
from db.terms import Industry, Level, Scheme, Stage
from tests.conftest import Stores
from tests.db import states

M = 1_000_000

CHOSEN = {
    "everything": EVERYTHING,
    "a year": Filter(years=(2022, 2022)),
    "a province": Filter(province="330000"),
    "both sides": Filter(helper="330000", receiver="510000"),
    "a scheme": Filter(scheme=Scheme.CITIES_2021),
    "a level": Filter(level=Level.PREFECTURE),
    "an industry": Filter(industry=Industry.TEA),
    "a stage": Filter(stage=Stage.PRODUCING),
    "pairings": Filter(pairings=(1, 2)),
    "nothing": Filter(helper="360000"),
}


@pytest.mark.parametrize("chosen", CHOSEN.values(), ids=CHOSEN)
@pytest.mark.parametrize("build", [states.small, states.demo], ids=["small", "demo"])
def test_totals_are_those_of_the_store(stores: Stores, build: object, chosen: Filter) -> None:
    with reading(build(stores)) as connection:  # type: ignore[operator]
        expected = overview.totals(connection, chosen).set_index("key")
        found = summaries.totals(
            {
                name: summaries.narrow(getattr(summaries, name)(connection), chosen)
                for name in ("projects", "meetings", "visits")
            }
        ).set_index("key")
    found = found.loc[expected.index]
    assert found["value"].to_dict() == expected["value"].to_dict()
    demo = expected["demo"].drop("ledger_commitments_linked")  # no page shows that one
    assert found["demo"][demo.index].to_dict() == demo.to_dict()


def test_by_year_has_every_year_and_figure(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        names = ("projects", "meetings", "visits")
        found = summaries.by_year({n: getattr(summaries, n)(connection) for n in names})
    assert found.index.tolist() == [1996, 2016, 2020, 2021, 2022]
    assert found["ledger_projects"].tolist() == [0, 1, 0, 1, 4]
    assert found["ledger_in_place"].tolist() == [0, 4 * M, 0, 8 * M, 8 * M]
    assert found["ledger_meetings"].tolist() == [1, 0, 1, 1, 1]
    assert found["ledger_visits"].tolist() == [0, 0, 0, 1, 2]


def test_places_of_work(stores: Stores) -> None:
    engine = states.small(stores)
    with writing(engine) as connection:
        for adcode, ids in (("510000", (1, 2, 5)), ("510800", (3,))):
            connection.execute(
                update(Project).where(Project.id.in_(ids)).values(place_adcode=adcode)
            )
    sums = {"projects": "projects", "in_place": "in_place"}
    with reading(engine) as connection:
        every, tea = (
            summaries.places(connection),
            summaries.places(connection, Industry.TEA, Stage.FUNDED),
        )
    found = summaries.sums(every, ["adcode"], sums)
    assert found.to_dict("list") == {
        "adcode": ["", "510000", "510800"],
        "projects": [2, 3, 1],  # J4 and J6 have no code
        "in_place": [4 * M, 16 * M, 0],
    }
    year = summaries.sums(summaries.narrow(every, Filter(years=(2022, 2022))), ["adcode"], sums)
    assert year["projects"].tolist() == [1, 2, 1]
    assert summaries.sums(tea, ["adcode"], sums).to_numpy().tolist() == [["510000", 1, 6 * M]]


def test_sums_are_those_of_pandas(stores: Stores) -> None:
    with reading(states.demo(stores)) as connection:
        summary = summaries.projects(connection)
    keys = ["helper", "year", "demo"]
    found = summaries.sums(summary, keys, {"money": "in_place", "many": "projects"})
    expected = summary.groupby(keys, observed=True, as_index=False)[["in_place", "projects"]].sum()
    for name, old in (("helper", "helper"), ("year", "year"), ("money", "in_place")):
        assert found[name].tolist() == expected[old].tolist()
    assert found["many"].tolist() == expected["projects"].tolist()


def test_sums_leave_out_rows_without_a_key_and_of_nothing_are_nothing() -> None:
    rows = pd.DataFrame(
        {"side": pd.Categorical(["a", None, "a"]), "year": [1, 2, 5_000], "n": [1, 2, 4]}
    )
    assert summaries.sums(rows, ["side"], {"n": "n"}).to_numpy().tolist() == [["a", 5]]
    assert summaries.sums(rows, ["year"], {"n": "n"})["year"].tolist() == [1, 2, 5_000]
    empty = summaries.sums(rows[:0], ["side", "year"], {"n": "n"})
    assert (len(empty), list(empty)) == (0, ["side", "year", "n"])


def test_the_first_records_of_a_group(stores: Stores) -> None:
    with reading(states.small(stores)) as connection:
        summary = summaries.projects(connection).sort_values("last_id")
    days = ["" if pd.isna(day) else f"{day:%Y-%m-%d}" for day in summary["last_start"]]
    first = summary[["last_id", "largest", "start_id", "last_start"]]
    assert [tuple(row) for row in first.assign(last_start=days).to_numpy().tolist()] == [
        (1, 8 * M, 1, "2021-06-01"),
        (2, 2 * M, 2, "2022-03-01"),
        (3, 0, 0, ""),  # no money, no start
        (4, 4 * M, 4, "2016-04-01"),
        (5, 6 * M, 5, "2022-05-05"),
        (6, 0, 6, "2022-09-09"),
    ]
