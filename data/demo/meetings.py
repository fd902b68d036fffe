"""One joint meeting a couple and year, sometimes a symposium as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from data.demo import industries, words
from data.demo.dates import working_day
from data.demo.industries import Industry
from data.demo.pairs import CoupleYear


@dataclass(frozen=True)
class Meeting:
    """A meeting with the industries of its agreed items, the first being item 1.

    `agreed` is in 万元; `attendees` are two of the helper's side, then two of the receiver's.
    """

    couple: CoupleYear
    code: str
    name: str
    day: date
    helper_hosts: bool
    items: tuple[Industry, ...]
    projects_by_item: tuple[int, ...]
    attendees: tuple[str, ...]
    signed: int
    agreed: int
    due: date

    def number_of(self, industry: Industry) -> int | None:
        """The number of the item on this industry, if there is one."""
        return self.items.index(industry) + 1 if industry in self.items else None


def meetings(couple: CoupleYear) -> list[Meeting]:
    """The year's meetings: the joint one in spring or summer, a symposium in autumn or none."""
    chance = couple.chance("meetings")
    year = couple.year
    held = [_meeting(couple, chance, "联席会议", date(year, 3, 20), date(year, 8, 20))]
    if chance.random() < 0.35:
        held.append(_meeting(couple, chance, "座谈会", date(year, 9, 20), date(year, 12, 10)))
    return held


def _meeting(couple: CoupleYear, chance: Random, name: str, first: date, last: date) -> Meeting:
    joint = name == "联席会议"
    count = chance.randint(4, 7)
    signed = round(couple.size * (chance.randint(12, 28) if joint else chance.randint(2, 6)))
    return Meeting(
        couple=couple,
        code=f"DEMO-M-{couple.code}" + ("" if joint else "-2"),
        name=f"{couple.pair.abbreviation}{couple.words['cooperation']}{name}",
        day=working_day(chance, first, last),
        helper_hosts=couple.helper_hosts == joint,
        items=tuple(industries.draw_different(chance, couple.pair.receiver_adcode, count)),
        projects_by_item=tuple(chance.randint(2, 9) for _ in range(count)),
        attendees=tuple(words.persons(chance, 4)),
        signed=signed,
        agreed=round(signed * chance.uniform(80, 160)) * 100,
        due=date(couple.year, 12, 31) if joint else date(couple.year + 1, 6, 30),
    )


def row(meeting: Meeting) -> dict[str, str]:
    """The meeting as the cells of its ledger."""
    couple = meeting.couple
    attendees = _attendees(meeting)
    return couple.names | {
        "会议编号": meeting.code,
        "会议日期": meeting.day.isoformat(),
        "会议名称": f"{couple.year}年{meeting.name}{words.MARK}",
        "地点": _place(meeting),
        "会议级别": words.PROVINCE_LEVEL,
        "主持人": attendees[0 if meeting.helper_hosts else 2],
        "参会领导": "；".join(attendees),
        "签约项目数": str(meeting.signed),
        "协议金额（万元）": str(meeting.agreed),
        "会议内容": _summary(meeting),
        "议定事项": "\n".join(_items(meeting)),
        "责任单位": f"{couple.pair.abbreviation}{couple.words['cooperation']}工作专班{words.MARK}",
        "完成时限": meeting.due.isoformat(),
        "来源": words.SOURCE,
        "备注": words.NOTE,
    }


def _place(meeting: Meeting) -> str:
    pair = meeting.couple.pair
    if meeting.helper_hosts:
        return words.capital(pair.helper_adcode, pair.helper_zh)
    return words.capital(pair.receiver_adcode, pair.receiver_zh)


def _attendees(meeting: Meeting) -> list[str]:
    pair = meeting.couple.pair
    posts = [
        f"{side}代表团{post}"
        for side in (pair.helper_zh, pair.receiver_zh)
        for post in ("团长", "副团长")
    ]
    return [f"{post} {person}" for post, person in zip(posts, meeting.attendees, strict=True)]


def _items(meeting: Meeting) -> Sequence[str]:
    said = meeting.couple.words
    numbered = enumerate(zip(meeting.items, meeting.projects_by_item, strict=True), 1)
    return [
        f"{number}. {industry.item.format_map(said)}，落地项目{count}个{words.MARK}"
        for number, (industry, count) in numbered
    ]


def _summary(meeting: Meeting) -> str:
    said = meeting.couple.words
    return (
        f"双方通报{said['cooperation']}进展，就{said['goal']}和{said['people']}增收"
        f"议定{len(meeting.items)}项工作，签约项目{meeting.signed}个{words.MARK}"
    )
