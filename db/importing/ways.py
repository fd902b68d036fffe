"""Answers about how cells are to be taken, beside those about which column is which field.

`--map COLUMN=shown`, or with the field: `COLUMN=in_place:万元:shown`.
"""

from collections.abc import Mapping

SIGN = ":"
SHOWN, STORED = "shown", "stored"
FIRST, EACH = "first", "each"
KEEP, LEAVE = "keep", "leave"
WAYS = frozenset([SHOWN, STORED, FIRST, EACH, KEEP, LEAVE])
HIDDEN = "隐藏行"
"""Stands for a column where hidden rows are asked about."""
HIDDEN_NAMES = (HIDDEN, "hiddenrows")
"""What it may be answered by, as headers are compared."""


def without_ways(answer: str) -> str | None:
    """What an answer says of field and unit; None where it says nothing of them."""
    parts = answer.split(SIGN)
    rest = [part for part in parts if part.strip() not in WAYS]
    return SIGN.join(rest) if rest else None


def way_of(answer: str | None, choices: tuple[str, ...]) -> str | None:
    """The one of these ways that an answer names."""
    parts = (part.strip() for part in (answer or "").split(SIGN))
    return next((part for part in parts if part in choices), None)


def fields_only(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers about fields and units."""
    found = {header: without_ways(answer) for header, answer in answers.items()}
    return {header: answer for header, answer in found.items() if answer is not None}
