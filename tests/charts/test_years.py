"""Which years an axis prints."""

import pytest

from charts.years import ticks


@pytest.mark.parametrize(
    ("first", "last", "printed"),
    [
        (2023, 2023, [2023]),
        (2019, 2021, [2019, 2020, 2021]),
        (2012, 2023, [2013, 2015, 2017, 2019, 2021, 2023]),
        (1996, 2026, [2000, 2005, 2010, 2015, 2020, 2025]),
        (1949, 2026, [1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020]),
    ],
)
def test_short_axes_print_every_year_and_long_ones_fewer(
    first: int, last: int, printed: list[int]
) -> None:
    assert ticks(first, last) == printed


def test_beside_names_fewer_years_have_room() -> None:
    assert ticks(2016, 2025, 6) == [2017, 2019, 2021, 2023, 2025]
