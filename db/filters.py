"""What a reader has chosen to see: defined once, obeyed in memory (db.summary) and in the store
(db.queries.where).
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from db.terms import Industry, Level, Stage

ABOUT = "about"


def _about(*dimensions: str) -> dict[str, tuple[str, ...]]:
    """The dimensions of a record, one of which must have what a part of a filter says."""
    return {ABOUT: dimensions}


class Criterion(NamedTuple):
    """What lets a record through: one of its `dimensions` is one of the `values`, or lies in the
    `span`, both ends included.
    """

    dimensions: tuple[str, ...]
    values: tuple[Any, ...] = ()
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Filter:
    """A selection; every part that is None leaves its dimension open.

    `province`, `helper` and `receiver` are adcodes of provinces: records of the places below them
    count, too. `province` matches on either side. `years` are first and last, both included.
    `pairings` are ids: the page of a couple asks for those of the two. `demo` is no choice of a
    reader: it is False where facts alone count (db.queries.facts).
    """

    scheme: str | None = field(default=None, metadata=_about("scheme"))
    province: str | None = field(default=None, metadata=_about("helper", "receiver"))
    helper: str | None = field(default=None, metadata=_about("helper"))
    receiver: str | None = field(default=None, metadata=_about("receiver"))
    years: tuple[int, int] | None = field(default=None, metadata=_about("year"))
    industry: Industry | None = field(default=None, metadata=_about("industry"))
    stage: Stage | None = field(default=None, metadata=_about("stage"))
    level: Level | None = field(default=None, metadata=_about("level"))
    pairings: tuple[int, ...] | None = field(default=None, metadata=_about("pairing_id"))
    demo: bool | None = field(default=None, metadata=_about("demo"))

    @property
    def in_force(self) -> dict[str, Any]:
        """The parts that a reader has chosen, by name."""
        return {name: value for name, value in self._said.items() if name != "demo"}

    @property
    def _said(self) -> dict[str, Any]:
        chosen = {part.name: getattr(self, part.name) for part in fields(self)}
        return {name: value for name, value in chosen.items() if value is not None}

    def criteria(self, known: Container[str]) -> Iterator[Criterion]:
        """What a record must fulfil that has the `known` dimensions. Of the others nothing is
        asked: industry and stage narrow projects, and leave meetings and visits as they are.
        """
        about = {part.name: part.metadata[ABOUT] for part in fields(self)}
        for name, value in self._said.items():
            if not all(dimension in known for dimension in about[name]):
                continue
            if name == "years":
                yield Criterion(about[name], span=value)
            else:
                yield Criterion(about[name], value if isinstance(value, tuple) else (value,))


EVERYTHING = Filter()
