"""The notes of a paper: of each number as of when it holds, and where it is from."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from db.demo_english import translated
from db.queries.brief import Behind
from ui.frame import as_of
from ui.frame.text import _, language, n_


class Notes:
    """Numbered as they are first asked for; what says the same is one note."""

    def __init__(self, loaded: date) -> None:
        self._loaded = loaded
        self._numbers: dict[str, int] = {}

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self._numbers)

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(mark(number) for number in self._numbers.values())

    def of(self, day: Any, source: str) -> str:
        """The mark of a note: a day (missing: that of loading) and a source."""
        kept = as_of.of_days([None if day is None or pd.isna(day) else day])
        return self._noted(kept, source_of(source))

    def behind(self, told: Behind, name: str, first: Any = None, last: Any = None) -> str:
        """The mark for a sum over a ledger: its records, as of when they are (or some of them,
        from `first` to `last`), and its sources.
        """
        if first is None or pd.isna(first):
            kept = as_of.Span(told.first, told.last, not told.undated)
        else:
            kept = as_of.Span(_day(first), _day(last), not told.undated)
        counted = n_("{n} record", "{n} records", told.records)
        source = _("{name} of this store, {counted}", name=name, counted=counted)
        if told.sources:
            named = _("; ").join(map(source_of, told.sources))
            more = told.of - len(told.sources)
            rest = _("; and {n} more", n=more) if more > 0 else ""
            source = _("{source} ({named})", source=source, named=named + rest)
        return self._noted(kept, source)

    def _noted(self, kept: as_of.Span, source: str) -> str:
        text = _(
            "As of {day}. Source: {source}.",
            day=as_of.in_a_sentence(kept, self._loaded),
            source=source.strip().rstrip(".。") or _("not stated"),
        )
        return mark(self._numbers.setdefault(text, len(self._numbers) + 1))


def source_of(source: str) -> str:
    """A source in the reader's language: a demo record's has an English form, no other has."""
    return (language() == "en" and translated(source, {})) or source


def mark(number: int) -> str:
    """The mark of a note: 〔3〕, [3]."""
    return f"〔{number}〕" if language() == "zh" else f"[{number}]"


def of_record(notes: Notes, record: Mapping[Any, Any]) -> str:
    """The mark for a record that has its own day and source."""
    return notes.of(record["as_of"], str(record["source"] or ""))


def _day(moment: Any) -> date:
    return pd.Timestamp(moment).date()
