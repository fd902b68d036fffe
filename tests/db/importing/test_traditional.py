"""Places written in traditional characters, as in Taiwan and in Hong Kong."""

import pytest

from db.importing.traditional import simplified

WRITTEN = {
    "寧夏回族自治區": "宁夏回族自治区",
    "麗水市雲和縣": "丽水市云和县",
    "中衞市": "中卫市",
    "敍永縣": "叙永县",
    "衛輝市": "卫辉市",
    "乾安縣": "乾安县",
    "瀋陽市": "沈阳市",
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_place_in_traditional_characters_is_the_same_place(written: str) -> None:
    assert simplified(written) == WRITTEN[written]
    assert simplified(WRITTEN[written]) == WRITTEN[written]
