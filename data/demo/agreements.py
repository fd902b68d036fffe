"""The targets of a couple's yearly agreement."""

from dataclasses import dataclass
from typing import Final

from data.demo import words
from data.demo.pairs import CoupleYear


@dataclass(frozen=True)
class Clause:
    """A metric, its unit in the ledger, its usual target in 2016 and its yearly growth."""

    metric: str
    unit: str
    in_2016: float
    growth: float


CLAUSES: Final = (
    Clause("fund", "亿元", 5, 1.07),
    Clause("cadre_ew", "人", 40, 1.06),
    Clause("cadre_we", "人", 28, 1.06),
    Clause("tech_ew", "人", 150, 1.07),
    Clause("tech_we", "人", 80, 1.06),
    Clause("ent", "家", 30, 1.08),
    Clause("inv", "亿元", 30, 1.07),
    Clause("ipr", "个", 32, 1.04),
    Clause("sales", "亿元", 4, 1.11),
)


def rows(couple: CoupleYear) -> list[dict[str, str]]:
    """One row a clause."""
    return [_row(couple, clause) for clause in CLAUSES]


def _row(couple: CoupleYear, clause: Clause) -> dict[str, str]:
    return couple.names | {
        "年度": str(couple.year),
        "指标": clause.metric,
        "目标值": _target(couple, clause),
        "单位": clause.unit,
        "来源": words.SOURCE,
        "备注": words.NOTE,
    }


def _target(couple: CoupleYear, clause: Clause) -> str:
    """Whole persons, enterprises and projects; 亿元 with one decimal."""
    usual = clause.in_2016 * clause.growth ** (couple.year - 2016)
    value = usual * couple.share * couple.chance(clause.metric).uniform(0.94, 1.06)
    return f"{value:.1f}" if clause.unit == "亿元" else str(round(value))
