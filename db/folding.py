"""Texts as they are compared: what was written stays, and a folded copy stands beside it.

    ＺＣ２０１９－９０１ → zc2019-901      白茶 基地（一期） → 白茶基地(一期)

Codes and titles are typed by many hands: full and half width, brackets of every kind, a middle dot
or a bullet, one dash or another, radicals copied out of a PDF. None of it tells two records apart.
Traditional characters do: the table of those that headers know grows, and what was folded by an
older table would no longer be found.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table

LENGTH = 300
"""So much of a folded text is kept: NFKC may make eighteen characters of one."""

FOLDS = "folds"
"""In a column's `info`: the column that it is the folded copy of."""

_RADICALS = (
    "⺁厂⺅亻⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺒巳⺓幺⺔彑⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫"
    "⺦丬⺧牛⺨犭⺩王⺬示⺭礻⺯糹⺰纟⺲罒⺶羊⺹耂⺺肀⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠"
    "⻉贝⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼"
    "⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
"""CJK radicals and the characters that they look like, after EquivalentUnifiedIdeograph.txt of
Unicode: NFKC knows those of Kangxi alone.
"""
_ALIKE = {
    "(": "（[{【〔〖〘〚「『《〈<⟨«",
    ")": "）]}】〕〗〙〛」』》〉>⟩»",
    "·": "•・‧∙⋅･᛫",
    "-": "‐‑‒–—―−﹘⸺⸻─━",
    "'": "‘’`´",
    '"': "“”„〃",
}
_TABLE = str.maketrans(
    {other: one for one, others in _ALIKE.items() for other in others}
    | dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))
)
_PLAIN = re.compile(r"[A-Za-z0-9\u4e00-\u9fff()·._/]*(?:-[A-Za-z0-9\u4e00-\u9fff()·._/]+)*-?")
_ALL_PLAIN = re.compile(r"[A-Za-z0-9\u4e00-\u9fff()·._/\n-]*")
_DASHES = re.compile("--+")
_UNSEEN = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
)


def folded(text: str) -> str:
    """The text of one width and case, with one kind of bracket, dot and dash, without white space
    and invisible characters. Folded once more it stays as it is.
    """
    if _PLAIN.fullmatch(text):
        return text.lower()[:LENGTH]
    plain = _UNSEEN.sub("", text.translate(_TABLE))
    if _PLAIN.fullmatch(plain):
        return plain.lower()[:LENGTH]
    plain = unicodedata.normalize("NFKC", plain).translate(_TABLE)
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", plain.casefold()))
    return unicodedata.normalize("NFKC", _DASHES.sub("-", plain))[:LENGTH]


def with_keys(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """A row's values with the folded copy of each text among them that has one."""
    keys = keys_of(table)
    return {**values, **{key: folds(values[of]) for key, of in keys if of in values}}


@cache
def keys_of(table: Table) -> tuple[tuple[str, str], ...]:
    """(column, the column that it is the folded copy of), of those that a table has."""
    return tuple((c.name, c.info[FOLDS]) for c in table.c if FOLDS in c.info)


def folds(text: str | None) -> str | None:
    """A text folded, if there is one."""
    return None if text is None else folded(text)


def all_folded(texts: Sequence[str | None]) -> list[str | None]:
    """Each of the texts folded: where all are plain, at once in a fifth of the time."""
    if None not in texts:
        joined = "\n".join(texts)  # type: ignore[arg-type]
        if _ALL_PLAIN.fullmatch(joined) and "--" not in joined:
            found = joined.lower().split("\n")
            if len(found) == len(texts) and max(map(len, found)) <= LENGTH:
                return [*found]
    return list(map(folds, texts))
