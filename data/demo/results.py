"""What both sides of a couple report of a year's clauses: mostly the same, and mostly in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from data.demo import agreements, words
from data.demo.pairs import CoupleYear

YEARS: Final = 3
"""Results are of the last so many years: enough for a pace to be set against."""

_QUARTERS: Final = {
    "一季度": (date(1, 3, 31), 0.14),
    "二季度": (date(1, 6, 30), 0.28),
    "三季度": (date(1, 9, 30), 0.26),
    "四季度": (date(1, 12, 31), 0.32),
}
"""Period → its last day, and how much of what a year brings comes in it."""

_EASTERN, _WESTERN = "东部", "西部"


@dataclass(frozen=True)
class _Course:
    """The running values of a clause at the ends of those quarters that are over."""

    clause: dict[str, str]
    values: dict[str, float]

    def row(
        self, side: str, quarter: str, value: float, as_of: date | None = None
    ) -> dict[str, str]:
        money = self.clause["单位"] == "亿元"
        kept = {
            name: self.clause[name] for name in ("年度", "东部省份", "西部省份", "指标", "单位")
        }
        return kept | {
            "期间": quarter,
            "完成值": f"{value:.2f}" if money else str(round(value)),
            "累计方式": "累计",
            "填报方": side,
            "数据截至": as_of.isoformat() if as_of else "",
            "来源": words.SOURCE,
            "备注": words.NOTE,
        }


def rows(couple: CoupleYear, until: date) -> Iterator[dict[str, str]]:
    """The western side reports each quarter, the eastern one from the second on; of what is over
    by a day. One in ten has yet to report its last quarter, and one report in twelve of the eastern
    side is not what the other one has.
    """
    for clause in agreements.rows(couple):
        chance = couple.chance(f"results/{clause['指标']}")
        course = _course(couple, clause, chance, until)
        for quarter in _reported(course, chance):
            yield course.row(_WESTERN, quarter, course.values[quarter])
        for quarter in _reported(course, chance):
            if quarter != "一季度":
                yield _eastern(couple, course, quarter, chance)


def _course(couple: CoupleYear, clause: dict[str, str], chance: Random, until: date) -> _Course:
    end = float(clause["目标值"]) * chance.uniform(0.82, 1.14)
    values, share = {}, 0.0
    for quarter, (last, part) in _QUARTERS.items():
        share += part * chance.uniform(0.75, 1.2)
        if last.replace(year=couple.year) <= until:
            values[quarter] = end * share
    return _Course(clause, values)


def _reported(course: _Course, chance: Random) -> list[str]:
    over = list(course.values)
    return over[:-1] if chance.random() < 0.1 else over


def _eastern(couple: CoupleYear, course: _Course, quarter: str, chance: Random) -> dict[str, str]:
    """The same value, or that of some days before, or that of the quarter alone."""
    value, odd = course.values[quarter], chance.random()
    if odd < 0.05:
        last = _QUARTERS[quarter][0].replace(year=couple.year)
        return course.row(_EASTERN, quarter, value * 0.96, last.replace(day=20))
    if odd < 0.08:
        before = list(_QUARTERS)[list(_QUARTERS).index(quarter) - 1]
        value -= course.values[before]
    return course.row(_EASTERN, quarter, value)
