"""What a converter gives: a value, and what had better be said about how it was read."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from db.importing.issue import Invalid

Converter = Callable[[str], Any]
"""A cell without surrounding white space, never empty, to its value; raises Invalid."""


_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class AtOnce:
    """A converter of cells that hardly ever repeat: `many` takes them at once in a third of the
    time, blank ones among them (None), and gives up (None) where one is not as plain as most are.
    """

    one: Converter
    many: Callable[[Sequence[str]], list[Any] | None]

    def __call__(self, raw: str) -> Any:
        return self.one(raw)


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that was not plain to read, with the notes that say so."""

    value: Any
    notes: tuple[Invalid, ...]


def bare(converter: Converter, raw: str) -> Any:
    """The value without its notes."""
    found = converter(raw)
    return found.value if isinstance(found, Noted) else found


def wide(raw: str) -> str:
    """A number or date of one width, without what takes no room; white space stays.

    NFKC also turns ㎡ into m2 and ① into 1, so it is not for free text.
    """
    return raw if raw.isascii() else _UNSEEN.sub("", unicodedata.normalize("NFKC", raw)).strip()


def plain(raw: str) -> str:
    """A number or date as it is read: of one width, without white space."""
    return "".join(wide(raw).split())
