"""The scale of money on an axis is that of its tallest bar."""

import pandas as pd
import pytest

from tests.ui.conftest import Speak
from ui.frame.text import Language
from ui.sections import money


def placed(*amounts: int) -> pd.DataFrame:
    years = pd.Series([2019] * len(amounts), dtype="Int64")
    return pd.DataFrame(
        {"year": years, "industry": "tea", "in_place": pd.Series(amounts, dtype="Int64")}
    )


@pytest.mark.parametrize(
    ("language", "amounts", "unit"),
    [
        ("zh", [99_999_999], "万元"),
        ("zh", [100_000_000], "亿元"),
        ("zh", [60_000_000, 60_000_000], "亿元"),
        ("zh", [], "万元"),
        ("en", [999_999_999], "m yuan"),
        ("en", [1_000_000_000], "bn yuan"),
    ],
)
def test_the_unit_of_money(speak: Speak, language: Language, amounts: list[int], unit: str) -> None:
    speak(language)
    assert money.words_of(placed(*amounts)).scale.unit == unit
