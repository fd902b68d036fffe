"""Pictures look as they did, and no letter of them is lost."""

import io
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest
from PIL import Image

from charts import theme
from charts.text import plain
from export import Renderer, Sheet
from export.pictures import picture, vectors
from export.sheet import Spec
from tests.export import sheets, stored

TOFU = "\U0010fffd"
"""A character that no font has: it is drawn as the box of what is missing."""
SIDE = 40
"""Pixels of the square that a letter is drawn in."""

Glyph = "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]"


@pytest.mark.parametrize("name", stored.MAKES)
def test_a_picture_looks_as_it_did(name: str, renderer: Renderer) -> None:
    before = Image.open(stored.FOLDER / f"{name}.png").convert("RGB")
    mean, worst = stored.difference(stored.draw(name, renderer), before)
    assert (mean < stored.NEAR, worst < stored.FAR) == (True, True), (mean, worst)


def test_a_picture_without_its_title_does_not_look_the_same(renderer: Renderer) -> None:
    before = Image.open(stored.FOLDER / "money-zh.png").convert("RGB")
    without = before.copy()
    without.paste((255, 255, 255), (0, 0, stored.WIDTH, 50))
    assert stored.difference(without, before)[1] > stored.FAR


def letters() -> str:
    """Every letter that these sheets print, rare ones included, and the box."""
    texts = [
        text
        for sheet in (sheets.money_zh(), sheets.places_zh(), sheets.money_en())
        for text in (sheet.title, sheet.filters_line, sheet.definition_line, sheet.source_line)
    ]
    shown = {one for one in "".join([*texts, sheets.ODD]) if not one.isspace()}
    return "".join(sorted(shown)) + TOFU


def grid(text: str) -> Spec:
    """A figure with each letter in a square of its own."""
    across = 16
    down = -(-len(text) // across)
    middle = {"xanchor": "center", "yanchor": "middle", "xref": "paper", "yref": "paper"}
    font = {"size": 24, "family": theme.FONT, "color": "#000000"}
    notes = [
        {
            "text": plain(letter),
            "x": (place % across + 0.5) / across,
            "y": 1 - (place // across + 0.5) / down,
            "showarrow": False,
            "font": font,
            **middle,
        }
        for place, letter in enumerate(text)
    ]
    size = {"width": across * SIDE, "height": down * SIDE, "margin": dict.fromkeys("ltrb", 0)}
    return {"data": [], "layout": {**size, "annotations": notes, **theme.NO_AXES}}


def glyphs(page: Image.Image, text: str) -> dict[str, bytes]:
    """What each letter looks like: where its square has ink."""
    ink = np.asarray(page.convert("L").resize((16 * SIDE, page.height * 16 * SIDE // page.width)))
    return {
        letter: _trimmed(ink[row : row + SIDE, column : column + SIDE] < 128)
        for place, letter in enumerate(text)
        for row, column in [(place // 16 * SIDE, place % 16 * SIDE)]
    }


def _trimmed(ink: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> bytes:
    """The ink without the white around it, wherever in its square it stands."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return b""
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return bytes(cut.shape) + np.packbits(cut).tobytes()


def lost(found: Mapping[str, bytes]) -> list[str]:
    """Letters without ink, or drawn as the box of what is missing."""
    box = found[TOFU]
    return [letter for letter, ink in found.items() if letter != TOFU and ink in (b"", box)]


def test_no_letter_of_a_png_is_lost(renderer: Renderer) -> None:
    text = letters()
    png = renderer.picture(grid(text), "png")
    found = glyphs(Image.open(io.BytesIO(png)), text)
    assert lost(found) == []
    assert len({found[letter] for letter in "到位资金按年度与产业䶮㐂𠮷"}) == 13


def test_no_letter_of_a_pdf_is_lost(renderer: Renderer, tmp_path: Path) -> None:
    text = letters()
    style = "@page{size:640px 640px;margin:0}body{margin:0}"
    svg = vectors(grid(text), renderer)
    page = f"<!DOCTYPE html><meta charset='utf-8'><style>{style}</style>{svg}"
    (tmp_path / "grid.pdf").write_bytes(renderer.paper(page))
    command = ["/usr/bin/env", "pdftoppm", "-r", "192", "-png", "-singlefile"]
    subprocess.run([*command, tmp_path / "grid.pdf", tmp_path / "grid"], check=True)
    assert lost(glyphs(Image.open(tmp_path / "grid.png"), text)) == []


def test_lost_letters_are_seen(renderer: Renderer) -> None:
    text = "到\ue000\U000f0000" + TOFU
    found = glyphs(Image.open(io.BytesIO(renderer.picture(grid(text), "png"))), text)
    assert lost(found) == ["\ue000", "\U000f0000"]


def searched(pdf: bytes) -> str:
    """What a reader of a PDF finds and copies."""
    command = ["/usr/bin/env", "pdftotext", "-layout", "-enc", "UTF-8", "-", "-"]
    found = subprocess.run(command, input=pdf, check=True, capture_output=True)
    return found.stdout.decode()


@pytest.mark.parametrize("sheet", [sheets.money_zh(), sheets.money_en()], ids=["zh", "en"])
def test_a_pdf_says_all_in_text_that_can_be_searched(sheet: Sheet, renderer: Renderer) -> None:
    text = "".join(searched(picture(sheet, "pdf", renderer)).split())
    for line in (sheet.title, sheet.filters_line, sheet.definition_line, sheet.source_line):
        assert "".join(line.split()) in text
    for total in ("13.2", "17.6", "22.0", "26.4", "30.8", "35.2"):
        assert total in text


def test_an_svg_keeps_odd_names_as_text(renderer: Renderer) -> None:
    sheet = replace(sheets.places_zh(), title=sheets.ODD)
    svg = picture(sheet, "svg", renderer).decode()
    assert "<b>" not in svg
    drawn = fromstring(svg).findall(".//{*}text")  # noqa: S314 - our own
    texts = ["".join(one.itertext()).replace("\xa0", " ") for one in drawn]
    assert texts.count(sheets.ODD) == 2


def test_a_png_has_two_pixels_for_one(renderer: Renderer) -> None:
    png = picture(sheets.money_zh(), "png", renderer, width=600)
    assert Image.open(io.BytesIO(png)).width == 1200
