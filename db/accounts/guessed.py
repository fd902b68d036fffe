"""What people here make passwords of, besides what zxcvbn knows: ranked lists, the likeliest first.

They stand in guessed.txt: a paragraph a list, its name first; `readings` is the pinyin of places
whose English names are none. Places are those of data/reference/areas.csv. The syllables (`pinyin`)
stand in about the order in which the commonest characters of modern Chinese are written, which is
as exact as it needs to be: a rank counts by its power of ten.
"""

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from db.settings import REFERENCE

TABLE = Path(__file__).with_suffix(".txt")
FIRST_YEAR, LAST_YEAR = 1940, 2045
YEAR_GUESSES = 50

SHORT = 2
ZH_END = re.compile(r"(省|市|自治区|特别行政区|地区|自治州|自治县|盟|县|区|旗)$")
WORD = re.compile(r"[^\W\d_]+|\d+")


@cache
def lists() -> dict[str, dict[str, int]]:
    """Name of a list → word in lower case → its rank."""
    ranked = ("product", "common", "pinyin_phrases", "numbers", "walks", "pinyin")
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return {name: _ranked(_words()[name]) for name in ranked} | {
        "places": _ranked(_places()),
        "years": {str(year): YEAR_GUESSES for year in years},
    }


@cache
def surnames() -> frozenset[str]:
    """The commonest, in pinyin: of nine in ten people."""
    return frozenset(_words()["surnames"])


@cache
def syllables() -> frozenset[str]:
    """Of pinyin, without tones."""
    return frozenset(_words()["pinyin"])


def words_in(text: str) -> list[str]:
    """Runs of letters and of digits."""
    return WORD.findall(text)


@cache
def _words() -> dict[str, list[str]]:
    """Name of a list → its words."""
    paragraphs = TABLE.read_text(encoding="utf-8").split("\n\n")
    return {name: words for name, *words in map(str.split, paragraphs)}


def _places() -> list[str]:
    """Names of provinces, then prefectures, then counties: 浙江省, 浙江, zhejiang."""
    with (REFERENCE / "areas.csv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    levels = ("province", "prefecture", "county")
    found = [*_words()["readings"]]
    for row in sorted(rows, key=lambda row: levels.index(row["level"])):
        latin = row["name_en"].replace("'", "").replace("’", "").split(" ")[0]
        found += [row["name_zh"], ZH_END.sub("", row["name_zh"]), latin]
    return [name for name in found if len(name) >= SHORT]


def _ranked(words: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word in words:
        found.setdefault(word.casefold(), len(found) + 1)
    return found
