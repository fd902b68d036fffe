"""What stands in a picture besides the plot, and that the plot stays as it was."""

import copy
from collections.abc import Callable
from dataclasses import fields, replace
from html import unescape

import plotly.graph_objects as go
import pytest

from db.snapshots.content import PARTS
from export import Sheet, framing
from export.sheet import Caption, Spec
from tests.export import sheets

EVERY = [
    sheets.money_zh, sheets.money_en, sheets.places_zh, sheets.stages_zh, sheets.visits_zh,
    sheets.flows_zh, sheets.coverage_zh, sheets.targets_zh, sheets.published_zh, sheets.lines_zh,
]  # fmt: skip


def said(spec: Spec) -> str:
    """All annotations of a figure, as a reader sees them."""
    texts = [note.get("text", "") for note in spec["layout"]["annotations"]]
    return unescape("\n".join(texts).replace("<br>", ""))


@pytest.mark.parametrize("frame", [framing.framed, framing.captioned])
@pytest.mark.parametrize("sheet", [sheets.money_zh(), sheets.money_en()], ids=["zh", "en"])
def test_a_picture_says_all_that_belongs_to_it(
    frame: Callable[[Sheet], Spec], sheet: Sheet
) -> None:
    text = said(frame(sheet)).replace(" ", "")
    for line in (
        sheet.title,
        sheet.filters_line,
        sheet.definition_line,
        sheet.source_line,
        sheet.day,
        "S-000042",
        sheet.unit,
    ):
        assert line.replace(" ", "") in text
    assert ("含演示数据" if sheet.language == "zh" else "demorecordsincluded") in text


def test_chinese_lines_read_as_an_official_writes_them() -> None:
    sheet = sheets.money_zh()
    assert sheet.filters_line == "筛选条件：帮扶方：浙江；受援方：四川；年份：2018—2023"
    assert sheet.definition_line == (
        "指标口径：台账所载截至统计日已到位的投资额，以人民币计；协议投资额不计入。计量单位：亿元。"
    )
    assert sheet.source_line == (
        "数据来源：本系统台账（含演示数据）。数据截至2026年11月23日。快照编号：S-000042。"
    )


def test_without_filters_number_and_demo_it_says_so_or_nothing() -> None:
    sheet = replace(sheets.money_en(), conditions=(), number="", demo=False)
    assert sheet.filters_line == "Filters: none; all records"
    assert sheet.source_line == ("Source: the ledgers in this store. Data as of 23 November 2026.")


def test_markup_and_rare_characters_of_a_title_stay_text() -> None:
    sheet = replace(sheets.money_zh(), title=sheets.ODD + "<br><a href='x'>%{y}")
    assert sheet.title in said(framing.framed(sheet))
    assert "<a" not in str(framing.framed(sheet)["layout"]["annotations"])


@pytest.mark.parametrize("make", EVERY, ids=lambda make: make.__name__)
@pytest.mark.parametrize("frame", [framing.framed, framing.captioned, framing.bare])
def test_a_framed_figure_is_one_that_plotly_knows(
    make: Callable[[], Sheet], frame: Callable[[Sheet], Spec]
) -> None:
    go.Figure(frame(make()))


@pytest.mark.parametrize("make", EVERY, ids=lambda make: make.__name__)
def test_the_plot_keeps_its_height_and_the_figure_its_own(make: Callable[[], Sheet]) -> None:
    sheet = make()
    before = copy.deepcopy(sheet.spec)
    layout, given = framing.framed(sheet)["layout"], before["layout"]
    margin = {**framing.MARGINS, **given["template"]["layout"]["margin"], **given.get("margin", {})}
    plot = given["height"] - margin["t"] - margin["b"]
    assert layout["height"] - layout["margin"]["t"] - layout["margin"]["b"] == plot
    assert sheet.spec == before


def test_a_long_title_makes_the_picture_higher_not_wider() -> None:
    sheet = sheets.money_zh()
    once = framing.size(framing.framed(sheet))
    often = framing.size(framing.framed(replace(sheet, title=sheet.title * 12)))
    assert often[0] == once[0]
    assert often[1] > once[1] + 2 * framing.TITLE_SIZE


def test_a_snapshot_s_stored_json_frames_like_its_figure() -> None:
    sheet = sheets.money_zh()
    stored = replace(sheet, figure=sheet.spec)
    assert framing.framed(stored) == framing.framed(sheet)


def test_a_snapshot_keeps_all_that_is_printed_with_a_chart() -> None:
    assert {part.name for part in fields(Caption)} <= set(PARTS)
