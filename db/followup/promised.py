"""What an agreed item says of its results, to be set against what is linked to it.

An item may have a target with a unit, and its text may name numbers: 落地项目6个, 签约的37个项目,
到位资金2亿元, 协议金额138亿元, 带动就业500人, 惠及3000人. What is a range, a rate (每年6个) or an
ordinal (第6个项目) says no number of results, and a unit that nothing linked is counted in (parks,
counties) is told and compared with nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from db.importing.converted import bare, wide
from db.importing.issue import Invalid
from db.importing.numbers import money, whole


class Measure(StrEnum):
    """What the projects of an item come to: the columns of items.listed."""

    PROJECTS = "projects"
    AGREED = "agreed_amount"
    IN_PLACE = "in_place"
    JOBS = "jobs"
    BENEFICIARIES = "beneficiaries"


UNITS: Mapping[Measure, str] = {
    Measure.PROJECTS: "projects",
    Measure.AGREED: "yuan",
    Measure.IN_PLACE: "yuan",
    Measure.JOBS: "persons",
    Measure.BENEFICIARIES: "persons",
}


@dataclass(frozen=True)
class Promise:
    """A value in a unit of the dictionary (yuan, persons …) that an item says or aims at. No
    `measure`: nothing linked is counted in it. `least`: so much or more (不少于, 以上).
    """

    measure: Measure | None
    value: int
    unit: str
    target: bool = False
    least: bool = False

    def missing(self, linked: Mapping[str, Any]) -> int:
        """By how much what is linked (the columns of items.listed) falls short of it; below 0 where
        it is more than was said, 0 where it is enough or nothing can be compared.
        """
        if self.measure is None:
            return 0
        found = linked[self.measure.value]
        short = self.value - (int(found) if found == found and found is not None else 0)
        return short if short > 0 or not (self.least or self.target) else 0


_NUMBER = r"(?P<n>(?:[0-9][0-9,]*(?:\.[0-9]+)?|[一二两三四五六七八九十百千]+)[万亿]*)"
_LEAST = r"(?P<least>不少于|不低于|至少|超过|超|逾)?"
_SAID = r"(?:合计|共计|总计|累计|增至|增加到|达到|达|约|近|共|为|:)*"
_UP = r"(?P<more>余|多)?"
_OTHER = r"[^0-9,。;、()县市村镇乡区州省旗盟家户人个项]{0,8}?"
_PERSONS = rf"{_NUMBER}{_UP}(?:人|名)(?!次)"
_MONEY = rf"{_SAID}{_LEAST}{_NUMBER}{_UP}元"

_SAYINGS: tuple[tuple[Measure, str], ...] = (
    (Measure.PROJECTS, rf"(?:项目|工程){_SAID}{_LEAST}{_NUMBER}{_UP}(?:个|项)"),
    (Measure.PROJECTS, rf"{_LEAST}(?<!第){_NUMBER}{_UP}(?:个|项){_OTHER}项目"),
    (Measure.PROJECTS, r"(?<![0-9.,])(?P<n>[0-9][0-9,]*) (?:[A-Za-z]+ ){0,2}projects?\b"),
    (Measure.AGREED, rf"(?:协议|签约|合同|意向)(?:总?金额|资金|总?投资额?){_MONEY}"),
    (Measure.IN_PLACE, rf"(?:到位|到账|拨付|援助|帮扶|协作)(?:各类)?(?:资金|投资){_MONEY}"),
    (Measure.IN_PLACE, rf"(?:投入|落实|安排)(?:财政)?(?:援助|帮扶|协作)?资金{_MONEY}"),
    (Measure.JOBS, rf"(?:就业|务工|用工)(?:岗位)?{_SAID}{_LEAST}{_PERSONS}"),
    (Measure.JOBS, rf"(?:就业|工作|用工)岗位{_SAID}{_LEAST}{_NUMBER}{_UP}个"),
    (Measure.JOBS, rf"{_LEAST}{_PERSONS}[^0-9,。;、]{{0,6}}(?:就业|务工)"),
    (Measure.BENEFICIARIES, rf"(?:惠及|受益|增收)[^0-9,。;、]{{0,6}}?{_SAID}{_LEAST}{_PERSONS}"),
    (Measure.BENEFICIARIES, rf"{_LEAST}{_PERSONS}[^0-9,。;、]{{0,4}}(?:受益|增收)"),
)
_PATTERNS = tuple((measure, re.compile(pattern)) for measure, pattern in _SAYINGS)

_RATE = re.compile(r"(?:每|各|逐)[^,。;、]{0,8}$|[0-9一二三四五六七八九十][-~至到—–]$|第$")
"""What stands before a number that says how many each, from how many, or which one."""
_RANGE = re.compile(r"[-~至到—–][0-9一二三四五六七八九十]")
_ABOVE = re.compile(r"以上|余|多")

LONGEST = 2_000
"""Characters of a text that are looked at: an item of more is a report."""


def promises(item: Mapping[str, Any]) -> tuple[Promise, ...]:
    """What an item (columns of items.listed) says: its target first, then what else its text names,
    each measure once.
    """
    said = _of_text(str(item["text"] or ""))
    value, unit = item["target_value"], item["target_unit"]
    if value is None or value != value or not unit:
        return tuple(said.values())
    aim = Promise(_measure(int(value), unit, said), int(value), unit, target=True)
    return (aim, *(one for one in said.values() if one.measure is not aim.measure))


def _measure(value: int, unit: str, said: Mapping[Measure, Promise]) -> Measure | None:
    """What a target is counted in: what the text says of the same number, or what its unit alone
    tells.
    """
    same = (m for m, one in said.items() if UNITS[m] == unit and one.value == value)
    plain = {"projects": Measure.PROJECTS, "yuan": Measure.IN_PLACE}
    return next(same, plain.get(unit))


def _of_text(text: str) -> dict[Measure, Promise]:
    """What a text names, the first number of each measure."""
    plain = "".join(wide(text[:LONGEST]).split("\n"))
    chinese = plain.replace(" ", "") if not plain.isascii() else plain
    found: dict[Measure, Promise] = {}
    for measure, pattern in _PATTERNS:
        for match in pattern.finditer(chinese):
            promise = _read(measure, match)
            if promise and measure not in found:
                found[measure] = promise
    return found


def _read(measure: Measure, match: re.Match[str]) -> Promise | None:
    """The number that a pattern has found; nothing where it is none of results."""
    groups, text = match.groupdict(), match.string
    before, after = text[: match.start("n")], text[match.end("n") : match.end("n") + 8]
    if _RATE.search(before) or _RANGE.match(after):
        return None
    amount = UNITS[measure] == "yuan"
    try:
        value: int = bare(money("元") if amount else whole, match["n"] + ("元" if amount else ""))
    except Invalid:
        return None
    more = groups.get("least") or groups.get("more") or _ABOVE.match(text[match.end() :])
    return replace(Promise(measure, value, UNITS[measure]), least=bool(more))
