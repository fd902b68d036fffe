"""How a project goes on: the days on which it is signed, registered, started, funded, producing."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

LADDER: Final = ("已签约", "已立项", "已开工", "已到资", "已投产")
STARTED: Final = LADDER.index("已开工")
PRODUCING: Final = LADDER.index("已投产")
STALLED: Final = "已停滞"
CANCELLED: Final = "已取消"

_DAYS_TO_NEXT: Final = ((20, 160), (30, 240), (60, 300), (80, 400))


@dataclass(frozen=True)
class Life:
    """The day of each rung of the ladder; `halted` is the day it ended before its time, if any."""

    days: tuple[date, ...]
    halted: date | None
    halted_as: str

    def rung(self, as_of: date) -> int:
        """The last rung reached by that day; at least the first."""
        until = min(as_of, self.halted or as_of)
        return max(0, sum(day <= until for day in self.days) - 1)

    def stage(self, as_of: date) -> str:
        if self.halted and self.halted <= as_of:
            return self.halted_as
        return LADDER[self.rung(as_of)]

    def started(self, as_of: date) -> date | None:
        return self.days[STARTED] if self.rung(as_of) >= STARTED else None

    def completed(self, as_of: date) -> date | None:
        return self.days[PRODUCING] if self.rung(as_of) >= PRODUCING else None


def draw(chance: Random, signed: date) -> Life:
    """A life from its day of signing: two years to production, one in eight never gets there."""
    days = [signed]
    for low, high in _DAYS_TO_NEXT:
        days.append(days[-1] + timedelta(chance.randint(low, high)))
    halts = chance.random() < 0.125
    halted = signed + timedelta(chance.randint(60, (days[-1] - signed).days - 1))
    halted_as = STALLED if chance.random() < 0.6 else CANCELLED
    return Life(tuple(days), halted if halts else None, halted_as)
