"""What describes a chart says all that is asked of it, or the program stops when it starts."""

import csv

import pytest

from charts import theme
from db.settings import ROOT
from ui.drawing import section
from ui.drawing.figure import Chart
from ui.drawing.section import Section
from ui.snapshots.catalogue import CHARTS


def draw(of: Section[...]) -> Chart:
    raise NotImplementedError


def test_two_charts_of_one_key_are_named() -> None:
    with pytest.raises(ValueError, match=r"'stages': ui\.sections\.projects\.stages and .*draw$"):
        section.chart("stages", "Stages", again=lambda _asked: ())(draw)
    assert CHARTS["stages"].make is not draw


@pytest.mark.parametrize(
    ("key", "title"), [("", "X"), ("Stages", "X"), ("a" * 61, "X"), ("x.y", "X"), ("bare", "")]
)
def test_a_chart_without_a_fit_key_or_a_title_is_named(key: str, title: str) -> None:
    with pytest.raises(ValueError, match=r"test_section\.draw\)"):
        section.chart(key, title, again=lambda _asked: ())(draw)
    assert key not in CHARTS


def test_every_module_of_the_sections_is_in_the_catalogue() -> None:
    own = {"couples", "coverage", "in-place-by-year", "meetings-in-time", "scorecard", "targets"}
    assert own <= set(CHARTS)
    assert all(chart.make.__module__.startswith("ui.sections.") for chart in CHARTS.values())


def test_a_chart_counts_what_the_dictionary_knows() -> None:
    with (ROOT / "data/reference/metrics.csv").open(encoding="utf-8") as file:
        known = {row["key"] for row in csv.DictReader(file)}
    assert {chart.metric for chart in CHARTS.values() if chart.metric} <= known


def test_a_figure_is_sent_as_it_was_drawn() -> None:
    bars = {"type": "bar", "x": [2021], "y": [3]}
    drawn = Chart(
        CHARTS["stages"],
        definition="",
        source="",  # type: ignore[arg-type]
        figure=theme.figure("light", [bars], {"height": 90}),
        rows=1,
        table=lambda: None,  # type: ignore[arg-type,return-value]
        alt="",
        empty="",
    )
    assert (drawn.spec["data"], drawn.height, drawn.title) == ([bars], 90, "项目，按状态")
