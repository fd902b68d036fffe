"""The pictures of a deck, one after the other, with word of how far it is."""

from collections.abc import Callable, Iterator

from export.errors import RenderTooLarge
from export.sheet import Deck, Sheet

MOST = 60
"""Charts of a file."""

Progress = Callable[[int, int, str], None]
"""Called before each chart, and at the end, with what is done, of how many steps, and a title."""


def each(deck: Deck, progress: Progress | None) -> Iterator[tuple[int, Sheet]]:
    """The sheets with their numbers from 1. Raises RenderTooLarge for too many of them."""
    check(deck)
    for number, sheet in enumerate(deck.sheets, start=1):
        if progress:
            progress(number - 1, len(deck.sheets) + 1, sheet.title)
        yield number, sheet
    if progress:
        progress(len(deck.sheets), len(deck.sheets) + 1, deck.title)


def finished(deck: Deck, progress: Progress | None) -> None:
    """Say that all is done."""
    if progress:
        progress(len(deck.sheets) + 1, len(deck.sheets) + 1, deck.title)


def check(deck: Deck) -> None:
    """Raise RenderTooLarge for more charts than a file should have."""
    if len(deck.sheets) > MOST:
        raise RenderTooLarge("charts", len(deck.sheets), MOST)
