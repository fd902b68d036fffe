"""Colours that can be told apart and text that can be read."""

from itertools import combinations

import pytest

from charts import theme
from charts.theme import Mode
from tests.charts.checked import checked
from tests.charts.vision import VISIONS, contrast, difference, nearest_neighbours

MODES: list[Mode] = ["light", "dark"]


@pytest.mark.parametrize("vision", VISIONS)
def test_industries_that_touch_in_a_stack_stay_18_apart(vision: str) -> None:
    assert nearest_neighbours(list(theme.INDUSTRIES.values()), vision) >= 18


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("vision", VISIONS)
def test_stages_that_follow_each_other_stay_12_apart(vision: str, mode: Mode) -> None:
    assert nearest_neighbours(list(theme.STAGES[mode].values()), vision) >= 12


@pytest.mark.parametrize("vision", VISIONS)
def test_helper_and_receiver_are_far_apart(vision: str) -> None:
    assert difference(theme.HELPER, theme.RECEIVER, vision) >= 50


@pytest.mark.parametrize("side", [theme.HELPER, theme.RECEIVER])
def test_no_industry_looks_like_helper_or_receiver(side: str) -> None:
    assert min(difference(side, other, "normal") for other in theme.INDUSTRIES.values()) >= 15


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("vision", VISIONS)
def test_voices_stay_18_apart(vision: str, mode: Mode) -> None:
    pairs = combinations(theme.VOICES[mode], 2)
    assert min(difference(one, other, vision) for one, other in pairs) >= 18


@pytest.mark.parametrize("mode", MODES)
def test_marks_are_seen_on_the_ground_of_a_gap(mode: Mode) -> None:
    inks = theme.INKS[mode]
    assert contrast(inks.ink, inks.gap) >= 4.5
    assert contrast(inks.muted, inks.gap) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ink", ["ink", "muted", "helper", "receiver"])
def test_text_has_a_contrast_of_4_5(ink: str, mode: Mode) -> None:
    inks = theme.INKS[mode]
    assert contrast(getattr(inks, ink), inks.paper) >= 4.5


def test_difference_matches_a_known_value() -> None:
    """Black and white are 100 apart, by the definition of CIELAB."""
    assert difference("#000000", "#FFFFFF", "normal") == pytest.approx(100, abs=0.01)


def test_an_unknown_industry_is_drawn_as_other() -> None:
    assert theme.industry_colour("space") == theme.INDUSTRIES["other"]


def test_stages_get_darker_on_paper_and_brighter_on_night() -> None:
    ramp = ["signed", "registered", "started", "funded", "producing"]
    for mode in MODES:
        paper = theme.INKS[mode].paper
        steps = [contrast(theme.stage_colour(stage, mode), paper) for stage in ramp]
        assert steps == sorted(steps)


@pytest.mark.parametrize("mode", MODES)
def test_figures_are_transparent_with_horizontal_rules_only(mode: Mode) -> None:
    look = checked(theme.figure(mode, [], {})).layout.template.layout
    assert look.paper_bgcolor == look.plot_bgcolor == "rgba(0,0,0,0)"
    assert (look.xaxis.showgrid, look.yaxis.showgrid) == (False, True)
    assert look.font.family == "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"


@pytest.mark.parametrize("mode", MODES)
def test_the_template_holds_nothing_that_plotly_does_not_know(mode: Mode) -> None:
    assert (
        checked(theme.figure(mode, [{"type": "bar", "x": [1]}], {"height": 90})).layout.height == 90
    )
