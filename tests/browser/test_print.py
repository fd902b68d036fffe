"""What the browser's own print makes of each page: clean A4, charts whole, said what and when."""

import io
import unicodedata
from typing import NamedTuple

import pypdf
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenTab, Server

A4 = {(842, 595), (595, 842)}
HELPER = "?helper=330000"

ENGLISH = {
    f"/{HELPER}": "Overview · Zhejiang → all",
    f"/pairings{HELPER}": "Pairings · Zhejiang → all",
    "/pairings?pairing=1": "Pairings · Beijing → Inner Mongolia",
    f"/meetings{HELPER}&list=items": "Meetings · Zhejiang → all",
    f"/projects{HELPER}": "Projects · Zhejiang → all",
    f"/visits{HELPER}": "Visits · Zhejiang → all",
    f"/scorecard{HELPER}": "Scorecard · Zhejiang → all",
    f"/published{HELPER}": "Published figures · Zhejiang → all",
}
CHINESE = {f"/projects{HELPER}": "项目 · 浙江 → 全部"}
"""Path → what stands in the margin of every sheet. In Chinese one will do: pages print alike."""

CONTROLS = {
    "en-US": (
        "East–west cooperation, tracked", "More filters", "Clear filters",
        "Sentence for a briefing", "Charts of this page", "Newest first",
    ),
    "zh-CN": ("东西部协作跟踪", "更多筛选", "清除筛选", "图片与数据", "简报用语", "本页图表"),
}  # fmt: skip
DATED = {"en-US": ("Data as of", "Printed on"), "zh-CN": ("数据截至", "打印日期")}

CHARTS = """() => [...document.querySelectorAll('.x-plot')]
    .map(chart => [...chart.querySelectorAll('svg.main-svg text')].map(one => one.textContent))"""

RADICALS = str.maketrans(
    "⺟⺠⻄⻅⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻥⻦⻨⻩⻬⻰⻳", "母民西见贝车长门青页风飞食马骨鱼鸟麦黄齐龙龟"
)
"""What a PDF has for some letters besides the look-alikes that NFKC knows."""


class Printed(NamedTuple):
    """A page on paper, and the texts of each of its charts; without the blanks."""

    sizes: set[tuple[int, int]]
    sheets: list[str]
    charts: list[list[str]]


def printed(page: Page) -> Printed:
    charts = [[_plain(text) for text in chart] for chart in page.evaluate(CHARTS)]
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    sheets = pypdf.PdfReader(io.BytesIO(pdf)).pages
    sizes = {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets}
    return Printed(sizes, [_plain(sheet.extract_text()) for sheet in sheets], charts)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(RADICALS).split())


@pytest.mark.parametrize(("locale", "heads"), [("en-US", ENGLISH), ("zh-CN", CHINESE)])
def test_every_page_prints_on_clean_a4_with_its_charts_whole(
    server: Server, open_tab: OpenTab, locale: str, heads: dict[str, str]
) -> None:
    tab = open_tab(server, locale=locale)
    wrong: list[tuple[object, ...]] = []
    charts = 0
    for path in tab.walk(heads):
        found = printed(tab.page)
        charts += len(found.charts)
        if not found.sizes <= A4:
            wrong.append((path, "size", found.sizes))
        for number, sheet in enumerate(found.sheets, start=1):
            for said in (heads[path], *DATED[locale], f"{number} / {len(found.sheets)}"):
                if _plain(said) not in sheet:
                    wrong.append((path, number, said))
            wrong += [(path, number, one) for one in CONTROLS[locale] if _plain(one) in sheet]
        wrong += [
            (path, "cut", chart)
            for chart in found.charts
            if not any(all(text in sheet for text in chart) for sheet in found.sheets)
        ]
    assert wrong == []
    assert charts >= (15 if locale == "en-US" else 5)


def test_a_wide_table_prints_to_its_last_column(server: Server, open_tab: OpenTab) -> None:
    page = open_tab(server, locale="en-US").go("/pairings?pairing=1").page
    widths = "table => [table.getBoundingClientRect().right, table.parentElement.clientWidth]"
    assert page.locator(".x-targets th").count() > 10
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1017, "height": 700})  # A4 between its margins
    right, room = page.locator(".x-targets").evaluate(widths)
    assert right <= room + 1
