"""A project's money. Amounts are whole hundredths of 万元, that is, of 100 yuan each."""

from dataclasses import dataclass
from math import log
from random import Random

from data.demo.industries import Industry
from data.demo.rounding import two_figures


@dataclass(frozen=True)
class Money:
    """What is invested and agreed, and the share (0–1) of the agreed in place at each rung
    of `life.LADDER`.

    `fiscal` and `social` are shares of the money in place; together they are under 1.
    """

    total: int
    agreed: int
    shares: tuple[float, ...]
    fiscal: float
    social: float


def draw(chance: Random, industry: Industry, growth: float) -> Money:
    """Log-normal around the industry's median; agreed at most the total, in place at most that."""
    total = two_figures(chance.lognormvariate(log(industry.investment * growth), 0.8))
    agreed = round(total * min(1.0, chance.uniform(0.62, 1.2)))
    producing = chance.uniform(0.9, 1.0)
    funded = producing * chance.uniform(0.8, 0.97)
    started = funded * chance.uniform(0.2, 0.75)
    shares = (0.0, 0.0, started, funded, producing)
    fiscal = industry.fiscal * chance.uniform(0.6, 1.1)
    social = max(0.0, chance.uniform(-0.06, 0.1))
    return Money(total * 100, agreed * 100, shares, fiscal, social)


def in_place(money: Money, rung: int, *, cancelled: bool) -> int:
    """The money in place on a rung; of a cancelled project a tenth stays."""
    return int(money.agreed * money.shares[rung] * (0.1 if cancelled else 1))


def text(amount: int) -> str:
    """In 万元 with at most two decimals: 123450 → 1234.5."""
    return f"{amount / 100:.2f}".rstrip("0").rstrip(".")
