"""Whether two records are much alike: projects by title, amounts and place, meetings and visits of
one day by where they were, or what they are called.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from db.folding import folded
from db.importing.directory import Couple
from db.importing.rows import RowPlan, Values
from db.models.projects import AMOUNTS

LIKE, LIKE_WITHIN = 0.8, 0.6
"""Shares of pairs of characters that two titles have in common (Dice): of one couple, and of one
couple within another, whose ledgers name the same project each in its own way.
"""

DIGITS = 2
"""So many digits of an amount are taken to be known, be they zeros."""

GENERIC = re.compile("(?:19|20)[0-9]{2}年度?|建设|项目|工程|[^0-9a-z\u4e00-\u9fff]")
NUMERALS = re.compile("[0-9]+|[一二三四五六七八九十]+(?=[期批号标届次组队村区]|$)|[甲乙丙丁]")


@dataclass(eq=False)
class One:
    """What is compared of a record: of the store, or of a row where there is its plan."""

    values: Values
    plan: RowPlan | None = None
    sites: frozenset[str] = frozenset()

    @cached_property
    def couple(self) -> Couple:
        return self.values["helper_adcode"], self.values["receiver_adcode"]

    @cached_property
    def core(self) -> str:
        return core_of(self.values.get("title") or "")

    @cached_property
    def numerals(self) -> tuple[str, ...]:
        """Of a project; a meeting in the same place may be numbered by one side alone."""
        return () if "date_start" in self.values else _numerals(self.values["title"])


def is_like(one: One, other: One) -> bool:
    """Whether two records of one couple, or of couples of which one lies within the other, are
    much alike.
    """
    within = one.couple != other.couple
    if within and not _one_within_other(one.couple, other.couple):
        return False
    if "date_start" in one.values:
        return _is_like_day(one, other)
    return (
        not _places_differ(one.values, other.values)
        and _no_amount_differs(one.values, other.values)
        and alike(one.values["title"], other.values["title"], LIKE_WITHIN if within else LIKE)
    )


def _one_within_other(one: Couple, other: Couple) -> bool:
    """Whether both sides of a couple lie within those of the other."""
    pairs = [(_stem(a), _stem(b)) for a, b in zip(one, other, strict=True)]
    return all(b.startswith(a) for a, b in pairs) or all(a.startswith(b) for a, b in pairs)


def _stem(adcode: str) -> str:
    """What the codes of all places within a place begin with."""
    if adcode.endswith("0000"):
        return adcode[:2]
    return adcode[:4] if adcode.endswith("00") else adcode


def _is_like_day(one: One, other: One) -> bool:
    if one.values.get("code") and other.values.get("code") and one.couple == other.couple:
        return False  # each has a code of its own
    if "direction" in one.values:
        heads = [folded(each.values.get("head") or "") for each in (one, other)]
        return bool(one.sites & other.sites) or ("" in heads) or _within(*heads)
    same_place = _same_place(one.values, other.values)
    if same_place is not None:
        return same_place
    return alike(one.values["title"], other.values["title"], LIKE_WITHIN)


def _same_place(one: Values, other: Values) -> bool | None:
    """Whether two meetings were in one place; None where it is not known of both."""
    if not (one.get("place") and other.get("place")):
        return None
    if one.get("place_adcode") and one.get("place_adcode") == other.get("place_adcode"):
        return True
    return _within(folded(one["place"]), folded(other["place"]))


def _no_amount_differs(one: Values, other: Values) -> bool:
    for name in AMOUNTS:
        here = one.get(name)
        if here and other.get(name) and not same_to_rounding(here, other[name]):
            return False
    return True


def same_to_rounding(one: int, other: int) -> bool:
    """Whether two amounts are one, as exactly as the one that says less of it is known: 1234.56万,
    1,235万 and 0.12亿.
    """
    return one == other or 2 * abs(one - other) <= max(_exactness(one), _exactness(other))


def _exactness(amount: int) -> int:
    """What the last digit counts that is not a zero; of an amount with one such digit, a tenth."""
    digits = str(amount)
    zeros = min(len(digits) - len(digits.rstrip("0")), len(digits) - DIGITS)
    return int(10 ** max(zeros, 0))


def roughly(amount: int) -> tuple[int, int]:
    """The amount to two digits, down and up: amounts that are the same to rounding share one."""
    step = 10 ** max(len(str(amount)) - DIGITS, 0)
    return amount // step * step, -(-amount // step) * step


def _places_differ(one: Values, other: Values) -> bool:
    """Whether they are known to be in places of which neither lies in the other."""
    here, there = one.get("place_adcode"), other.get("place_adcode")
    if not here or not there:
        return False
    return not (here.startswith(_stem(there)) or there.startswith(_stem(here)))


def alike(one: str, other: str, least: float) -> bool:
    """Whether two titles are nearly the same: of one numeral, and either one of them within the
    other, character after character, or with enough pairs of characters in common.
    """
    if _numerals(one) != _numerals(other):
        return False
    a, b = core_of(one), core_of(other)
    if a == b:
        return True
    if _within(a, b):
        return True
    pairs, others = _pairs(a), _pairs(b)
    return 2 * len(pairs & others) >= least * (len(pairs) + len(others))


def _within(one: str, other: str) -> bool:
    """Whether the shorter text, of at least half the length and three characters, is what is left
    of the longer one where some of its characters are left out.
    """
    short, long = sorted((one, other), key=len)
    if (len(short) < 3 and short != long) or 2 * len(short) < len(long):
        return False
    rest = iter(long)
    return all(character in rest for character in short)


@lru_cache(maxsize=10_000)
def core_of(title: str) -> str:
    """A title without what all titles have."""
    text = folded(title)
    return GENERIC.sub("", text) or text


@lru_cache(maxsize=10_000)
def _numerals(title: str) -> tuple[str, ...]:
    """What tells the second phase from the first."""
    return tuple(NUMERALS.findall(core_of(title)))


@lru_cache(maxsize=10_000)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(text)))
