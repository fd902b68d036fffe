"""What can be said of a couple's year under a head, drafted from the store in official style.

Only what is in the store is said, each number in full, with whose it is where that is not plain.
"""

from collections.abc import Iterable, Sequence

from db.assessment.annexes import Annex, kinds_of
from db.assessment.figures import amount, day, share
from db.assessment.standing import Dated, Standing, Under
from db.importing.words import NOTHING, Words, same
from db.results import RATE
from db.results.counted import Whose

NO_DATA = Words(
    "双方尚未填报本年度的完成数据。", "Neither side has reported a result of this year yet."
)
BY_DAY = Words("截至{day}，", "By {day}, ")
COUNTED = Words("{name}{value}", "{name}: {value}")
OF_TARGET = Words(
    "，完成年度协议目标{target}的{share}%", ", {share}% of the year's agreed target of {target}"
)
AGAINST = Words("（年度协议目标为{target}）", " (agreed target: {target})")
MORE = Words("，比上年增加{much}", ", {much} more than the year before")
LESS = Words("，比上年减少{much}", ", {much} less than the year before")
BY_SHARE = Words("（{sign}{share}%）", " ({sign}{share}%)")
SAME = Words("，与上年持平", ", the same as the year before")
FROM = {
    Whose.SETTLED: Words("（双方核定）", " (settled by both sides)"),
    Whose.PUBLISHED: Words("（据公开发布）", " (as published)"),
}
DIFFERING = Words(
    "（双方填报不一致：帮扶方{helper}，受援方{receiver}，{said}）",
    " (the two sides differ: helper {helper}, receiver {receiver}; {said})",
)
OPEN = Words("尚待核定", "yet to be settled")
EXPLAINED = Words("已说明原因", "explained")
BY_LEDGER = Words("据台账，", "The ledgers come to: ")
AWAITED = Words(
    "年度协议已定目标、尚无完成数据的有：",
    "Agreed for the year, without a result yet: ",
)
NAMED_TARGET = Words("{name}（目标{target}）", "{name} (target {target})")
RECORDS = Words("有关记录见", "The records are in ")
RECORD = Words("{title}（{many}条）", "{title} ({many})")
DEMO = Words("以上含演示数据。", "Demo data are part of this.")
END, BETWEEN, LISTED = Words("。", "."), Words("；", "; "), Words("、", "; ")


def draft(under: Under, found: Sequence[Annex]) -> Words:
    """A paragraph on what counts, one on what the ledgers come to, one on where the records are."""
    counted = [one for one in under.standings if one.counts is not None]
    by_ledger = [one for one in under.standings if one.counts is None and one.ledger]
    awaited = [one for one in under.standings if not one.known and one.target is not None]
    said = [*_counted(counted)]
    if by_ledger:
        said.append(BY_LEDGER + _joined(map(_ledger, by_ledger), LISTED) + END)
    if awaited:
        said.append(AWAITED + _joined(map(_awaited, awaited), LISTED) + END)
    if not counted and not by_ledger:
        said.insert(0, NO_DATA)
    if records := _records(under, found):
        said.append(records)
    if any(one.demo for one in under.standings):
        said.append(DEMO)
    return _joined(said, same("\n"))


def _counted(standings: Sequence[Standing]) -> Iterable[Words]:
    """One sentence a day that they are counted to, the latest first."""
    days = sorted({one.counts.day for one in standings if one.counts}, reverse=True)
    for last in days:
        of_day = [one for one in standings if one.counts and one.counts.day == last]
        yield BY_DAY.format(day=day(last)) + _joined(map(_sentence, of_day), BETWEEN) + END


def _sentence(one: Standing) -> Words:
    assert one.counts is not None  # noqa: S101 - only those that count are told so
    told = COUNTED.format(name=_name(one), value=amount(one.counts.value, one.unit))
    told += FROM.get(one.whose, NOTHING) if one.whose else NOTHING
    told += _of_target(one, one.counts.value)
    if one.last is not None and _comparable(one.counts, one.last):
        told += _change(one.counts.value, one.last.value, one.unit)
    return told + _differing(one)


def _of_target(one: Standing, value: int) -> Words:
    if one.target is None:
        return NOTHING
    told = {"target": amount(one.target, one.unit)}
    if one.of_target:
        return OF_TARGET.format(share=share(value, one.target), **told)
    return AGAINST.format(**told)


def _comparable(now: Dated, before: Dated) -> bool:
    """Whether both are counted to the same day of their years."""
    return (now.day.month, now.day.day) == (before.day.month, before.day.day)


def _change(value: int, before: int, unit: str) -> Words:
    if value == before:
        return SAME
    more = value > before
    told = (MORE if more else LESS).format(much=amount(abs(value - before), unit))
    if unit == RATE or before <= 0:
        return told
    sign = "+" if more else "−"
    return told + BY_SHARE.format(sign=sign, share=share(abs(value - before), before))


def _differing(one: Standing) -> Words:
    if not one.differs or one.whose is Whose.SETTLED or not one.helper or not one.receiver:
        return NOTHING
    sides = {
        "helper": amount(one.helper.value, one.unit),
        "receiver": amount(one.receiver.value, one.unit),
    }
    return DIFFERING.format(said=OPEN if one.unexplained else EXPLAINED, **sides)


def _ledger(one: Standing) -> Words:
    return COUNTED.format(name=_name(one), value=amount(one.ledger or 0, one.unit))


def _awaited(one: Standing) -> Words:
    return NAMED_TARGET.format(name=_name(one), target=amount(one.target or 0, one.unit))


def _records(under: Under, found: Sequence[Annex]) -> Words | None:
    kinds = kinds_of(under)
    behind = [annex for annex in found if annex.kind in kinds]
    if not behind:
        return None
    named = (RECORD.format(title=one.title, many=f"{one.records:,}") for one in behind)
    return RECORDS + _joined(named, LISTED) + END


def _name(one: Standing) -> Words:
    return Words(one.name_zh, one.name_en)


def _joined(parts: Iterable[Words], between: Words) -> Words:
    told = list(parts)
    return Words(
        between.zh.join(part.zh for part in told), between.en.join(part.en for part in told)
    )
