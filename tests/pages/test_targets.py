"""Agreement targets of a couple: beside them the results of just that year, metric and couple."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from db import kept
from db.assessment import standing
from db.engine import make_engine, reading, writing
from db.models import Meeting, Pairing, PublishedFigure
from db.queries import brief
from db.terms import Basis, Confidence, Qualifier, Scope
from tests.conftest import StoreFactory
from tests.pages.conftest import OpenPage, SeePage
from tests.stores import build_reference

Change = Mapping[str, Any]


def pairing(url: str) -> str:
    """The id of the pairing of Zhejiang and Sichuan since 2021."""
    with reading(make_engine(url)) as connection:
        return str(
            connection.scalar(
                select(Pairing.id).where(
                    Pairing.helper_adcode == "330000",
                    Pairing.receiver_adcode == "510000",
                    Pairing.scheme == "2021_adjustment",
                )
            )
        )


def publish(url: str, **change: Any) -> None:
    """Publish that 120 enterprises were introduced in 2022, with a change."""
    figure = {
        "code": "F-TEST",
        "scope": Scope.PAIRING,
        "helper_adcode": "330000",
        "receiver_adcode": "510000",
        "helper_named": "浙江省",
        "receiver_named": "四川省",
        "period_start": 2022,
        "period_end": 2022,
        "as_of": date(2022, 12, 31),
        "metric_key": "ent",
        "value": 120,
        "published_value": "120",
        "published_unit": "家",
        "qualifier": Qualifier.EXACT,
        "basis": Basis.ACTUAL,
        "confidence": Confidence.HIGH,
        "source": "a newspaper",
        "note": "",
    } | change
    with writing(make_engine(url)) as connection:
        connection.execute(insert(PublishedFigure).values(figure))
        kept.of_metric(connection, str(figure["metric_key"]))


@pytest.mark.parametrize(
    ("lang", "said", "cell"),
    [
        ("zh", "120家 / 目标100家 · 120%", "100家\n结果120家，截至2022年12月31日"),
        (
            "en",
            "120 enterprises of 100 enterprises · 120%",
            "100 enterprises\nresult 120 enterprises, as of 31 Dec 2022",
        ),
    ],
)
def test_a_result_of_the_year_stands_beside_its_target(
    store_factory: StoreFactory, backend: str, open_page: OpenPage, lang: str, said: str, cell: str
) -> None:
    url = store_factory.copy("reference", build_reference, backend)
    publish(url)
    shown = open_page(url, "pairings", lang=lang, pairing=pairing(url))
    assert said in [note["text"] for note in shown.spec("targets")["layout"]["annotations"]]
    assert cell in [row[1] for row in shown.rows("targets")]


@pytest.mark.parametrize(("wanted", "shown"), [("1", True), ("0", False)])
def test_invented_targets_stand_beside_facts_only_while_demo_is_switched_on(
    demo: str,
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    wanted: str,
    shown: bool,
) -> None:
    monkeypatch.setenv("XIESHOU_DEMO", wanted)
    page = open_page(demo, "pairings", pairing=pairing(demo))
    cells = [cell for row in page.rows("targets") for cell in row]
    assert any("演示" in cell for cell in cells) == shown
    assert any("100家" in cell for cell in cells)
    assert ("演示" in page.main.text) == shown
    (scope,) = page.main.all(name="x-scope")
    with reading(make_engine(demo)) as connection:
        of_demo = [] if shown else [Meeting.demo.is_(False)]
        theirs = select(Pairing.id).where(
            Pairing.helper_adcode == "330000", Pairing.receiver_adcode == "510000"
        )
        held = select(func.count()).where(Meeting.pairing_id.in_(theirs), *of_demo)
        assert f"{connection.scalar(held)}次会议" in scope.text


@pytest.mark.parametrize(("wanted", "shown"), [("1", True), ("0", False)])
def test_nor_does_an_assessment_or_a_brief_unless_demo_is_switched_on(
    demo: str, monkeypatch: pytest.MonkeyPatch, wanted: str, shown: bool
) -> None:
    monkeypatch.setenv("XIESHOU_DEMO", wanted)
    couple = int(pairing(demo))
    with reading(make_engine(demo)) as connection:
        of = standing.couple(connection, couple)
        assert of is not None
        heads = standing.of_year(connection, of, 2024).heads
        told = brief.gather(connection, couple, date(2024, 12, 31))
    assert any(one.target is not None for head in heads for one in head.standings) == shown
    assert told is not None
    assert told.card["demo"].any() == shown
    assert len(told.card)


@pytest.mark.parametrize(
    "change",
    [
        {"basis": Basis.CUMULATIVE},
        {"basis": Basis.PLAN},
        {"period_start": 2021},
        {"period_start": 2023, "period_end": 2023, "as_of": date(2023, 12, 31)},
        {"scope": Scope.PROVINCE},
    ],
)
def test_a_figure_of_another_definition_is_no_result(
    store_factory: StoreFactory, backend: str, open_page: OpenPage, change: Change
) -> None:
    url = store_factory.copy("reference", build_reference, backend)
    publish(url, **change)
    shown = open_page(url, "pairings", pairing=pairing(url))
    assert "100家" in [row[1] for row in shown.rows("targets")]
    assert "协议目标完成情况" not in shown.sections


def test_a_demo_target_is_not_set_against_a_fact(demo: str, see_page: SeePage) -> None:
    shown = see_page(demo, "pairings", pairing=pairing(demo))
    assert [cell for row in shown.rows("targets") for cell in row if "结果" in cell] == []
