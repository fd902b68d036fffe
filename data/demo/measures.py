"""What a demo project measures: what its sentence counts, and what that is worth in a year."""

import re
from typing import Final

from data.demo.industries import Work
from data.demo.rounding import two_figures

_OF: Final = {
    "亩": ("种植面积", "亩"),
    "吨": ("产量", "吨"),
    "头": ("存栏", "头"),
    "平方米": ("建筑面积", "平方米"),
    "家": ("网店数", "家"),
    "万件": ("件数", "万件"),
}
"""What stands behind the `{n}` of a sentence → the measure and its unit."""

_WORTH: Final = {
    "茶叶": ("产值", 0.5),
    "中药材": ("产值", 0.45),
    "纺织服装": ("产值", 0.8),
    "农村电商": ("销售额", 0.9),
}
"""Industry → what its projects say of a year, as a part of their investment."""


def text(work: Work, n: int, industry: str, wan: int, done: float) -> str:
    """The cell of its ledger: planned, and as much of it as is done. `wan` is invested, in 万元."""
    counted = re.search(r"\{n\}(万件|平方米|\w)", work.content)
    told = []
    if counted and counted[1] in _OF:
        told.append(_told(*_OF[counted[1]], n, done))
    if industry in _WORTH:
        name, part = _WORTH[industry]
        told.append(_told(name, "万元", two_figures(wan * part), done))
    return "；".join(told)


def _told(name: str, unit: str, planned: int, done: float) -> str:
    actual = f"，实际 {two_figures(planned * done)} {unit}" if done else ""
    return f"{name}：计划 {planned} {unit}{actual}"
