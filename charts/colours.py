"""Colours between colours."""

from functools import lru_cache


@lru_cache(maxsize=512)
def mix(colour: str, other: str, share: float) -> str:
    """`#RRGGBB` with a `share` (0 to 1) of the first colour and the rest of the other."""
    parts = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02X}" for one, two in parts)


def see_through(colour: str, opacity: float) -> str:
    """A colour that lets others show through, 0 to 1."""
    red, green, blue = _channels(colour)
    return f"rgba({red},{green},{blue},{opacity})"


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue
