"""The couples to make records for, and the one source of chance of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from data.demo import words

Key = tuple[str, str, int]  # helper_adcode, receiver_adcode, year


@dataclass(frozen=True)
class Pair:
    """A provincial pairing in force from `year_from` to `year_to`, both included (None: still).

    `receiver_places` are full names below the receiver, such as 凉山彝族自治州昭觉县.
    """

    helper_zh: str
    receiver_zh: str
    helper_short: str
    receiver_short: str
    abbreviation: str
    year_from: int
    year_to: int | None
    helper_adcode: str
    receiver_adcode: str
    receiver_places: tuple[str, ...]

    def in_force(self, year: int) -> bool:
        return self.year_from <= year and (self.year_to is None or year <= self.year_to)


@dataclass(frozen=True)
class CoupleYear:
    """A helper and a receiver in one year: what each set of records is made for."""

    pair: Pair
    year: int
    seed: int

    @property
    def key(self) -> Key:
        return self.key_of(self.year)

    def key_of(self, year: int) -> Key:
        return (self.pair.helper_adcode, self.pair.receiver_adcode, year)

    @property
    def code(self) -> str:
        """Such as 330000-510000-2018."""
        return f"{self.pair.helper_adcode}-{self.pair.receiver_adcode}-{self.year}"

    @property
    def words(self) -> Mapping[str, str]:
        """The vocabulary of the period."""
        return words.of_period(self.year)

    @property
    def names(self) -> dict[str, str]:
        """The two cells that name the couple in every ledger."""
        return {"东部省份": self.pair.helper_zh, "西部省份": self.pair.receiver_zh}

    @property
    def places(self) -> tuple[str, ...]:
        return self.pair.receiver_places or (self.pair.receiver_zh,)

    @property
    def share(self) -> float:
        """How much this couple does, year after year, beside the average couple."""
        return self._lasting("share").uniform(0.8, 1.2)

    @property
    def size(self) -> float:
        """How much it does this year; 1 is the average over couples and 2016–2025."""
        return self.share * 0.83 * 1.04 ** (self.year - 2016)

    @property
    def helper_hosts(self) -> bool:
        """The joint meeting is in the helper's capital one year, in the receiver's the next."""
        return (self.year + self._lasting("host").randrange(2)) % 2 == 0

    def chance(self, kind: str) -> Random:
        """A fresh generator for this couple, year and kind of record, independent of all others."""
        return Random(f"{self.seed}/{self.code}/{kind}")

    def _lasting(self, kind: str) -> Random:
        return Random(f"{self.seed}/{self.pair.helper_adcode}-{self.pair.receiver_adcode}/{kind}")


def couple_years(pairs: Sequence[Pair], years: range, seed: int) -> list[CoupleYear]:
    """Each couple in force, once a year; where pairings overlap, the later one counts."""
    found: dict[Key, CoupleYear] = {}
    for pair in sorted(pairs, key=lambda pair: pair.year_from):
        for year in filter(pair.in_force, years):
            couple = CoupleYear(pair, year, seed)
            found[couple.key] = couple
    return [found[key] for key in sorted(found)]
