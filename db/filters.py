"""What a reader has chosen to see."""

from dataclasses import dataclass, fields
from typing import Any

from db.terms import Industry, Level, Stage


@dataclass(frozen=True)
class Filter:
    """A selection; every part that is None leaves its dimension open.

    `province`, `helper` and `receiver` are adcodes of provinces: records of the places below them
    count, too. `province` matches on either side. `years` are first and last, both included.
    `pairings` are ids: the page of a couple asks for those of the two.
    """

    scheme: str | None = None
    province: str | None = None
    helper: str | None = None
    receiver: str | None = None
    years: tuple[int, int] | None = None
    industry: Industry | None = None
    stage: Stage | None = None
    level: Level | None = None
    pairings: tuple[int, ...] | None = None

    @property
    def in_force(self) -> dict[str, Any]:
        """The parts that narrow the selection, by name."""
        chosen = {part.name: getattr(self, part.name) for part in fields(self)}
        return {name: value for name, value in chosen.items() if value is not None}


EVERYTHING = Filter()
