"""A clause's numbers in words."""

import pytest

from db.terms import Better
from ui.frame.text import speaking
from ui.sections import clauses


@pytest.mark.parametrize(
    ("share", "better", "said"),
    [
        (0.256, Better.HIGHER, "26%"),
        (0.996, Better.HIGHER, "99%"),  # not yet met
        (1.0, Better.HIGHER, "100%"),
        (1.004, Better.HIGHER, "100%"),
        (0.996, Better.LOWER, "已用99%"),
        (1.004, Better.LOWER, "已用101%"),  # no longer kept
        (None, Better.DONE, ""),
    ],
)
def test_a_share_is_not_rounded_to_the_whole(share: float | None, better: str, said: str) -> None:
    with speaking("zh"):
        assert clauses.share({"share": share, "better": better}) == said


@pytest.mark.parametrize(
    ("missing", "zh", "en"),
    [
        ((3, 3), "缺3月数据，其后的当期数未能累计", "months missing: March"),
        ((3, 5), "缺3—5月数据，其后的当期数未能累计", "months missing: March–May"),
    ],
)
def test_a_gap_names_its_months(missing: tuple[int, int], zh: str, en: str) -> None:
    row = {"difference": None, "missing": missing, "unit": "yuan"}
    with speaking("zh"):
        assert clauses.warnings(row) == [zh]
    with speaking("en"):
        assert clauses.warnings(row) == [en]


def test_a_forecast_is_told_until_the_year_is_over() -> None:
    row = {"forecast": 51.2, "forecast_low": 47.0, "forecast_high": 52.0, "unit": "persons"}
    with speaking("en"):
        assert clauses.forecast(row | {"gone": 0.5}) == "51 persons (47 persons to 52 persons)"
        assert clauses.forecast(row | {"gone": 1}) == ""
