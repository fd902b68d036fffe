"""Visits both ways: what is drawn."""

import pandas as pd
import plotly.graph_objects as go

from charts import butterfly, theme
from charts.butterfly import visits
from tests.charts.checked import checked
from tests.charts.words_zh import VISITS

Row = tuple[int, str, int, float | None]
THERE: Row = (2019, "east_to_west", 26, 621)
BACK: Row = (2019, "west_to_east", 27, None)
LATER: Row = (2020, "west_to_east", 3, 40)


def frame(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["year", "direction", "visits", "people"])


def draw(*rows: Row) -> go.Figure:
    return checked(visits(frame(*rows), VISITS, "light"))


def notes(fig: go.Figure) -> list[str]:
    return [note.text for note in fig.layout.annotations]


def test_east_to_west_is_terracotta_and_runs_left_west_to_east_blue_and_right() -> None:
    fig = draw(THERE, BACK)
    left, right = fig.data
    assert (left.marker.color, right.marker.color) == (theme.HELPER, theme.RECEIVER)
    assert fig.layout.xaxis.range[0] > fig.layout.xaxis.range[1] == 0
    assert fig.layout.xaxis2.range[0] == 0
    assert (list(left.x), list(right.x)) == ([26], [27])


def test_both_wings_have_one_scale() -> None:
    layout = draw(THERE, (2019, "west_to_east", 2, None)).layout
    assert layout.xaxis.range[0] == layout.xaxis2.range[1]


def test_counts_stand_at_the_bars_and_none_where_there_is_no_visit() -> None:
    left, right = draw(THERE, BACK, LATER).data
    assert (list(left.text), list(right.text)) == (["26", ""], ["27", "3"])


def test_people_are_told_where_they_are_known() -> None:
    left, right = draw(THERE, BACK).data
    assert list(left.customdata[0]) == [2019, "east_to_west", "2019年东部赴西部26次<br>621人次"]
    assert right.customdata[0][2] == "2019年西部赴东部27次"


def test_years_stand_in_the_middle_the_earliest_on_top() -> None:
    fig = draw(LATER, THERE)
    assert [text for text in notes(fig) if text.isdigit()] == ["2019", "2020"]
    assert fig.layout.yaxis.range[0] > fig.layout.yaxis.range[1]


def test_years_without_visits_share_a_row() -> None:
    fig = draw((2012, "east_to_west", 1, None), THERE, (2017, "east_to_west", 1, None))
    assert notes(fig)[:5] == ["2012", "2013–2016", "2017", "2018", "2019"]


def test_a_dotted_rule_parts_2020_from_2021() -> None:
    fig = draw(LATER, (2021, "east_to_west", 9, None))
    before, after = fig.data[0].y
    assert [rule.line.dash for rule in fig.layout.shapes] == ["dot"]
    assert before < fig.layout.shapes[0].y0 < after
    assert VISITS.breaks[0].caption in notes(fig)


def test_empty_years_across_2021_are_parted_there() -> None:
    fig = draw(THERE, (2023, "east_to_west", 9, None))
    assert notes(fig)[:4] == ["2019", "2020", "2021–2022", "2023"]
    assert len(fig.layout.shapes) == 1


def test_years_on_one_side_of_2021_have_no_rule() -> None:
    assert len(draw(THERE, LATER).layout.shapes) == 0
    assert len(draw((2021, "east_to_west", 9, None)).layout.shapes) == 0


def test_no_visit_draws_nothing() -> None:
    assert len(draw().data) == len(draw((2019, "east_to_west", 0, None)).data) == 0


def test_the_alt_text_sums_up() -> None:
    text = "2019—2020年，去26次，来30次，2019年最多53"
    assert butterfly.alt(frame(THERE, BACK, LATER), VISITS) == text
    assert butterfly.alt(frame(), VISITS) == "没有互访"
