"""The people of a couple and year: sent to the other side, taught by it, and at work there.

Nobody is called anything: what would be a title is told by the categories, in both languages.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from data.demo import words
from data.demo.dates import working_day
from data.demo.pairs import CoupleYear

YEARS: Final = 3
"""People are of the last so many years."""

_SENT: Final = {"党政挂职干部": (2, 5), "专业技术人才": (4, 12)}
"""Category → how many are sent one way in a year, at least and at most."""

_TAUGHT: Final = {
    "党政干部": (1, 3, 40),
    "专业技术人员": (1, 3, 30),
    "致富带头人": (1, 2, 50),
    "学生": (1, 1, 120),
}
"""Category → classes in a year, at least and at most, and the persons of a middling one."""

_WAYS: Final = {"东部": 0.35, "省内": 0.5, "其他": 0.15}


def talent(couple: CoupleYear, until: date) -> Iterator[dict[str, str]]:
    """Those sent, a row a person, of whom only the number tells one from another."""
    chance = couple.chance("talent")
    for direction in (words.WESTWARD, words.EASTWARD):
        for category, (least, most) in _SENT.items():
            for number in range(1, chance.randint(least, most) + 1):
                day = working_day(chance, date(couple.year, 1, 5), date(couple.year, 9, 20))
                sent = {"方向": direction, "类别": category, "姓名": f"演示人员{number}"}
                if day <= until:
                    yield _row(couple, sent | {"开始时间": day.isoformat()})


def training(couple: CoupleYear, until: date) -> Iterator[dict[str, str]]:
    """Classes of the west's people, and a few of the east's; no two of a kind begin on one day."""
    chance = couple.chance("training")
    for category, (least, most, persons) in _TAUGHT.items():
        days: set[date] = set()
        for _number in range(chance.randint(least, most)):
            day = working_day(chance, date(couple.year, 3, 1), date(couple.year, 11, 20))
            way = words.EASTWARD if chance.random() < 0.8 else words.WESTWARD
            taught = {"学员来向": way, "学员类别": category, "开始时间": day.isoformat()}
            many = str(chance.randint(persons // 2, persons * 3 // 2))
            if day <= until and day not in days:
                days.add(day)
                yield _row(couple, taught | {"人次": many})


def labour(couple: CoupleYear, until: date) -> Iterator[dict[str, str]]:
    """Those who found work, by quarter and where they went."""
    chance = couple.chance("labour")
    for quarter, name in enumerate(("一季度", "二季度", "三季度", "四季度"), start=1):
        whole = chance.randint(300, 1_500)
        begins = date(couple.year, 3 * quarter - 2, 1)
        for destination, share in _WAYS.items():
            persons = round(whole * share)
            told = {"期间": name, "转移就业（人）": str(persons), "去向": destination}
            lifted = str(round(persons * chance.uniform(0.3, 0.7)))
            if begins <= until:
                yield _row(couple, told | {"其中脱贫劳动力（人）": lifted})


def _row(couple: CoupleYear, cells: dict[str, str]) -> dict[str, str]:
    shared = {"年度": str(couple.year), "来源": words.SOURCE, "备注": words.NOTE}
    return couple.names | shared | cells
