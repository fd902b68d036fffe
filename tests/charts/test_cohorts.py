"""Projects by year and stage: what is drawn."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import cohorts, theme
from charts.cohorts import projects_by_year
from charts.theme import Mode
from tests.charts.checked import checked
from tests.charts.words_zh import COHORTS

Row = tuple[int, str, int]
SOME: list[Row] = [
    (2020, "signed", 2),
    (2020, "producing", 6),
    (2021, "producing", 1),
    (2021, "cancelled", 1_200),
]


def frame(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["year", "stage", "projects"])


def draw(*rows: Row, mode: Mode = "light") -> go.Figure:
    return checked(projects_by_year(frame(*rows), COHORTS, mode))


def parts(fig: go.Figure) -> list[go.Bar]:
    return [trace for trace in fig.data if trace.showlegend is not False]


def test_the_farthest_stand_at_the_bottom_and_those_that_left_on_top() -> None:
    assert [part.name for part in parts(draw(*SOME))] == ["投产", "签约", "取消"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_stages_have_the_colours_of_the_ladder(mode: Mode) -> None:
    colours = [part.marker.color for part in parts(draw(*SOME, mode=mode))]
    assert colours == [theme.STAGES[mode][key] for key in ("producing", "signed", "cancelled")]


def test_a_part_tells_its_year_stage_and_share() -> None:
    producing = parts(draw(*SOME))[0]
    assert [list(part) for part in producing.customdata] == [
        [2020, "producing", 0.75],
        [2021, "producing", 0.0008],
    ]


def test_the_number_of_a_year_is_whole() -> None:
    (texts,) = [trace.text for trace in draw(*SOME).data if trace.showlegend is False]
    assert [text.strip("\u2005") for text in texts] == ["8", "1,201"]


def test_the_re_pairing_is_marked_where_the_years_run_across_it() -> None:
    assert [rule.x0 for rule in draw(*SOME).layout.shapes] == [2020.5]
    assert len(draw(SOME[0]).layout.shapes) == 0


def test_unknown_stages_are_left_out() -> None:
    assert len(draw((2020, "dreamt", 4)).data) == 0


def test_the_alt_text_sums_up() -> None:
    text = "2020—2021年1,209个，2021年最多1,201，取消占99%"
    assert cohorts.alt(frame(*SOME), COHORTS) == text
    assert cohorts.alt(frame(), COHORTS) == "没有项目"
