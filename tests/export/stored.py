"""The pictures that pictures are compared with.

    python -m tests.export.stored [NAME …]     # draw them anew, after a change that is meant

They are made where tests run: Debian's Chromium and Noto Sans CJK.
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from export import Renderer, Sheet
from export.framing import framed
from tests.export import sheets

FOLDER = Path(__file__).with_name("pictures")
WIDTH = 560
MAKES: dict[str, Callable[[], Sheet]] = {
    "money-zh": sheets.money_zh,
    "money-en": sheets.money_en,
    "places-zh": sheets.places_zh,
    "places-en": sheets.places_en,
    "stages-zh": sheets.stages_zh,
    "flows-zh": sheets.flows_zh,
    "coverage-zh": lambda: sheets.coverage_zh(couples=3),
    "tiles-zh": sheets.tiles_zh,
    "meetings-zh": sheets.meetings_zh,
    "cohorts-zh": sheets.cohorts_zh,
    "visits-zh": sheets.visits_zh,
    "targets-zh": sheets.targets_zh,
    "published-zh": sheets.published_zh,
}
"""A picture of each kind of chart; of two in English as well."""

Squares = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

CELL = 16
"""Pixels of a square whose mean is compared."""
NEAR, FAR = 6, 24
"""How far, of 255, squares may differ on the whole and each."""


def draw(name: str, renderer: Renderer) -> Image.Image:
    """A sheet's picture, one pixel to a pixel."""
    png = renderer.picture(framed(MAKES[name](), WIDTH), "png")
    return Image.open(io.BytesIO(png)).convert("RGB")


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """How far squares of two pictures differ: the mean and the worst.

    Squares forgive the edge of a letter that another build of a font library moves by a hair, and
    see a word that is missing.
    """
    assert one.size == other.size, f"{one.size} instead of {other.size}"
    apart = np.abs(_squares(one) - _squares(other))
    return float(apart.mean()), float(apart.max())


def _squares(picture: Image.Image) -> Squares:
    pixels = np.asarray(picture, dtype=float)
    rows, columns = pixels.shape[0] // CELL, pixels.shape[1] // CELL
    cut = pixels[: rows * CELL, : columns * CELL]
    squares: Squares = cut.reshape(rows, CELL, columns, CELL, 3).mean(axis=(1, 3))
    return squares


def main() -> None:
    renderer = Renderer()
    renderer.start()
    for name in sys.argv[1:] or MAKES:
        draw(name, renderer).quantize(64).save(FOLDER / f"{name}.png", optimize=True)
    renderer.stop()


if __name__ == "__main__":
    main()
