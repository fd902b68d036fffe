"""File names that say what is inside, safe on every system."""

import datetime as dt
import re
import unicodedata

LONGEST = 180
"""Bytes of a name in UTF-8: 255 is the limit of most systems, and browsers add “ (1)”."""
SHORTEST_PART = 24
"""Bytes that every part keeps while a longer one can still give."""
PARTING = re.compile(r"[\s，,、；;：:。！!？?/\\|—–→←↔_~～-]+")
"""What is a hyphen within a part: a blank, a stop, a slash, an arrow."""
UNSAFE = re.compile(r"[<>\"'*`“”‘’《》〈〉「」()（）\[\]{}#%&$^+=@…·]+")
"""What a system, a shell or a link would read as something else, and quotes of any kind."""
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])")
"""Names that Windows keeps for itself, whatever follows their first dot."""


def file_name(*parts: str, day: dt.date, suffix: str) -> str:
    """到位资金-按产业_浙江-四川_2018-2020_2026-11-23.png

    `parts`: the title, then what the filters leave; empty ones are left out. The longest parts
    are shortened until the name has at most `LONGEST` bytes; date and suffix stay whole.
    """
    ending = f"{day.isoformat()}.{suffix.lstrip('.')}"
    cleaned = [part for part in map(clean, parts) if part]
    room = LONGEST - len(ending.encode()) - 1
    name = "_".join([*_fitted(cleaned, room), ending])
    return f"_{name}" if DEVICES.fullmatch(name.partition(".")[0]) else name


def clean(part: str) -> str:
    """A part of a name without anything that a file system minds."""
    text = unicodedata.normalize("NFC", part)
    text = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    text = PARTING.sub("-", UNSAFE.sub("-", text))
    return re.sub(r"-{2,}", "-", text).strip("-. ")


def _fitted(parts: list[str], room: int) -> list[str]:
    """The parts with their underscores in so many bytes, the longest shortened first."""
    fitted = list(parts)
    while sum(len(part.encode()) + 1 for part in fitted) > room + 1:
        longest = max(range(len(fitted)), key=lambda place: len(fitted[place].encode()))
        if len(fitted[longest].encode()) <= SHORTEST_PART:
            fitted.pop()
        else:
            fitted[longest] = fitted[longest][:-1].rstrip("-. ")
    return fitted
