"""The twelve industries: how often they occur, how large their projects are, and their words, by
the tables industries.csv, works.csv (what projects build) and leanings.csv (of receivers).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from data.demo.tables import HERE, rows


@dataclass(frozen=True)
class Work:
    """What a project builds: its title, a sentence on it, and the `{n}` of a typical one."""

    title: str
    content: str
    n: int


@dataclass(frozen=True)
class Industry:
    """`investment` is the median in 万元; `jobs` and `people` are persons at that investment.

    `fiscal` is the usual share of fiscal aid in the money in place. `item` is what a meeting
    agrees on. Words in braces are those of the period.
    """

    name: str
    weight: float
    investment: int
    fiscal: float
    jobs: int
    people: int
    firms: tuple[str, ...]
    site: str
    item: str
    works: tuple[Work, ...]

    @property
    def spoken(self) -> str:
        """The name in a sentence, with the period's word for a workshop."""
        return {"帮扶车间": "{workshop}", "其他": "劳务协作"}.get(self.name, self.name)


def _industry(row: Mapping[str, str]) -> Industry:
    works = (work for work in rows(HERE / "works.csv") if work["industry"] == row["name"])
    return Industry(
        name=row["name"],
        weight=float(row["weight"]),
        investment=int(row["investment"]),
        fiscal=float(row["fiscal"]),
        jobs=int(row["jobs"]),
        people=int(row["people"]),
        firms=tuple(row["firms"].split("；")),
        site=row["site"],
        item=row["item"],
        works=tuple(Work(work["title"], work["content"], int(work["n"])) for work in works),
    )


INDUSTRIES: Final = tuple(map(_industry, rows(HERE / "industries.csv")))

_LEANINGS: Final = {
    (row["receiver_adcode"], row["industry"]): float(row["times"])
    for row in rows(HERE / "leanings.csv")
}
"""Receiver and industry → how many times its usual weight."""


def draw(chance: Random, receiver_adcode: str, count: int) -> list[Industry]:
    """`count` industries, each as often as the receiver leans to it; they may repeat."""
    weights = [one.weight * _LEANINGS.get((receiver_adcode, one.name), 1) for one in INDUSTRIES]
    return chance.choices(INDUSTRIES, weights, k=count)


def draw_different(chance: Random, receiver_adcode: str, count: int) -> list[Industry]:
    """`count` different industries (at most twelve), those the receiver leans to first."""
    found: dict[str, Industry] = {}
    while len(found) < count:
        (industry,) = draw(chance, receiver_adcode, 1)
        found.setdefault(industry.name, industry)
    return list(found.values())
