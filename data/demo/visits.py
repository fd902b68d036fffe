"""The delegations of a couple and year: those to its meetings, and others both ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from data.demo import industries, words
from data.demo.dates import working_day
from data.demo.meetings import Meeting
from data.demo.pairs import CoupleYear


@dataclass(frozen=True)
class Trip:
    """A delegation's first day, direction and level, and the meeting it goes to, if any."""

    day: date
    westward: bool
    level: str
    meeting: Meeting | None = None


def rows(couple: CoupleYear, meetings: Sequence[Meeting], until: date) -> list[dict[str, str]]:
    """Four to eight visits as cells of their ledger, by date, of which those are there that were
    over by a day; no two begin on one day.
    """
    chance = couple.chance("visits")
    wanted = chance.randint(4, 8)
    trips = {meeting.day: _to(meeting) for meeting in meetings}
    while len(trips) < wanted:
        trip = _other(couple, chance, westward=len(trips) % 2 == 0)
        trips.setdefault(trip.day, trip)
    made = [_row(couple, chance, trips[day]) for day in sorted(trips)]
    return [row for row in made if date.fromisoformat(row["结束日期"]) <= until]


def _to(meeting: Meeting) -> Trip:
    return Trip(meeting.day, not meeting.helper_hosts, words.PROVINCE_LEVEL, meeting)


def _other(couple: CoupleYear, chance: Random, *, westward: bool) -> Trip:
    day = working_day(chance, date(couple.year, 3, 1), date(couple.year, 12, 20))
    (level,) = chance.choices(list(words.LEVELS), list(words.LEVELS.values()))
    return Trip(day, westward, level)


def _row(couple: CoupleYear, chance: Random, trip: Trip) -> dict[str, str]:
    pair = couple.pair
    side = pair.helper_short if trip.westward else pair.receiver_short
    most = {"省级": 60, "市级": 35, "县级": 20}[trip.level]
    return couple.names | {
        "日期": trip.day.isoformat(),
        "结束日期": (trip.day + timedelta(chance.randint(0, 4))).isoformat(),
        "方向": words.WESTWARD if trip.westward else words.EASTWARD,
        "带队领导": words.persons(chance, 1)[0],
        "职务": f"{side}代表团团长（{trip.level}）",
        "级别": trip.level,
        "人数": str(chance.randint(5, most)),
        "考察点位": "；".join(_sites(couple, chance, trip)),
        "对接内容": _purpose(couple, chance, trip),
        "对应会议": trip.meeting.code if trip.meeting else "",
        "来源": words.SOURCE,
        "备注": words.NOTE,
    }


def _sites(couple: CoupleYear, chance: Random, trip: Trip) -> list[str]:
    """Two to five different stops; each says that it is made up."""
    count = chance.randint(2, 5)
    pair = couple.pair
    if not trip.westward:
        capital = words.capital(pair.helper_adcode, pair.helper_zh)
        return [f"{capital}{site}" for site in chance.sample(words.HELPER_SITES, count)]
    seen = industries.draw_different(chance, pair.receiver_adcode, count)
    return [
        f"{words.county(chance.choice(couple.places))}{industry.site.format_map(couple.words)}"
        for industry in seen
    ]


def _purpose(couple: CoupleYear, chance: Random, trip: Trip) -> str:
    (industry,) = industries.draw(chance, couple.pair.receiver_adcode, 1)
    direction = words.WESTWARD if trip.westward else words.EASTWARD
    said = {**couple.words, "industry": industry.spoken.format_map(couple.words)}
    if trip.meeting:
        return f"出席{trip.meeting.name}，{words.AT_MEETING.format_map(said)}{words.MARK}"
    return f"{chance.choice(words.PURPOSES[direction]).format_map(said)}{words.MARK}"
