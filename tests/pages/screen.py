"""A page as its reader sees it, through Streamlit's own AppTest."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import pandas as pd
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test, local_script_runner
from streamlit.testing.v1.element_tree import Block, Html, PageLink

from db.settings import ROOT
from tests.ui.dom import Element, parse

PAGES = (
    "overview",
    "pairings",
    "scorecard",
    "reconciliation",
    "followup",
    "meetings",
    "projects",
    "industry",
    "visits",
    "exchange",
    "compare",
    "ledgers",
    "published",
)
SECONDS = 30


@dataclass(frozen=True)
class Figure:
    """One of the large figures."""

    number: str
    unit: str
    demo: str


@cache
def _scripts() -> ScriptCache:
    """Compiled scripts. AppTest compiles a page anew for every run, a server does it once."""
    return ScriptCache()


for each in (app_test, local_script_runner):
    vars(each)["ScriptCache"] = _scripts


@cache
def _components() -> BidiComponentManager:
    """Streamlit's components, none here. AppTest looks for them in every installed package, once
    a session, which takes five times as long as a page.
    """
    return BidiComponentManager()


class Screen:
    """What stands on a page, to look at."""

    def __init__(self, address: dict[str, str], locale: str) -> None:
        self.at = AppTest.from_file(ROOT / "ui/app.py", default_timeout=SECONDS)
        self.at._bidi_component_manager = _components()
        self.at.context["locale"] = locale
        self.at.query_params.update(address)

    @property
    def address(self) -> dict[str, str]:
        return dict(self.at.query_params)

    @property
    def main(self) -> Element:
        """The elements of our own in the middle of the page."""
        return _dom(self.at.main)

    @property
    def sidebar(self) -> Element:
        return _dom(self.at.sidebar)

    @property
    def title(self) -> str:
        return self.main.one("h1").text

    @property
    def lead(self) -> str:
        """The line below a record's title."""
        return self.main.one(name="x-lead").text

    @property
    def words(self) -> str:
        """The selection, as it is said above the page."""
        return " · ".join(chip.text for chip in self.main.all(name="x-chip"))

    @property
    def notices(self) -> list[str]:
        return [notice.text for notice in self.main.all(name="x-notice")]

    @property
    def demo_notices(self) -> list[str]:
        found = self.main.all(name="x-notice")
        return [n.text for n in found if "x-demo" in n.attributes["class"].split()]

    @property
    def warnings(self) -> list[str]:
        return [notice.text for notice in self.main.all(name="x-warning")]

    @property
    def sections(self) -> dict[str, str]:
        """Section title → the note below it."""
        titles = [title.text for title in self.main.all(name="x-section")]
        html = [parse(piece) for piece in _pieces(self.at.main)]
        notes = [h.one(name="x-note").text for h in html if h.all(name="x-section")]
        return dict(zip(titles, notes, strict=True))

    @property
    def remarks(self) -> list[str]:
        """Quiet lines that belong to no section's title: how many a list has, and from where."""
        html = [parse(piece) for piece in _pieces(self.at.main)]
        alone = [h for h in html if h.all(name="x-note") and not h.all(name="x-section")]
        return [h.one(name="x-note").text for h in alone]

    @property
    def sources(self) -> list[str]:
        return [source.text for source in self.main.all(name="x-source")]

    @property
    def figures(self) -> dict[str, Figure]:
        """Name → what is written below it."""
        return {
            card.one("h3").text: Figure(
                str(_linked(card.one(name="x-value")).children[0]),
                card.one("small").text,
                card.one(name="x-demo").text,
            )
            for card in self.main.all("article")
        }

    @property
    def facts(self) -> list[dict[str, str]]:
        """Name → value of every list of facts of a record."""
        return [
            {row.one("dt").text: row.one("dd").text for row in facts.all("div")}
            for facts in self.main.all("dl")
        ]

    def rows(self, name: str) -> list[list[str]]:
        """The cells of a table of ours, without its header."""
        table = self.main.one("table", f"x-{name}")
        return [[cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")]

    def foot(self, name: str) -> list[str]:
        """The cells of the last row of a list: what all its pages come to."""
        return [cell.text for cell in self.main.one("table", f"x-{name}").one("tfoot").all("td")]

    def links(self) -> dict[str, str]:
        """Text → address of every link in the middle of the page."""
        return {link.text: link.attributes["href"] for link in self.main.all("a")}

    def page_links(self) -> list[tuple[str, str]]:
        """Label and query string of the links of the sidebar, in order."""
        found = [element for element in self.at.sidebar if isinstance(element, PageLink)]
        return [(link.proto.label, link.proto.query_string) for link in found]

    def alt(self, chart: str) -> str:
        """The alt text of a chart."""
        return str(self._drawing(chart)["alt"])

    def spec(self, chart: str) -> dict[str, Any]:
        """What Plotly was told to draw."""
        spec: dict[str, Any] = self._drawing(chart)["figure"]
        return spec

    @property
    def grid(self) -> dict[str, Any]:
        """What ui/front/grid.js was told to show."""
        (element,) = self.at.get("bidi_component")
        found: dict[str, Any] = json.loads(element.proto.bytes)
        return found

    def _drawing(self, chart: str) -> dict[str, Any]:
        """What ui/front/chart.js was told to draw."""
        drawing: dict[str, Any] = json.loads(self.at.get_by_key(chart).proto.bytes)["chart"]
        return drawing


class Session(Screen):
    """A reader, who may also act: one page after another."""

    def go(self, page: str) -> None:
        """Follow the sidebar's link to a page."""
        self.at.switch_page(f"../pages/{page}.py")
        self.run()

    def run(self) -> None:
        """Run the page once more; a traceback on it fails the test."""
        self.at.run()
        assert len(self.at.exception) == 0, "the page raised; the log below has the traceback"

    def as_table(self, chart: str) -> pd.DataFrame:
        """Switch a chart to its table, and read that."""
        self.at.session_state[f"shown_as_{chart}"] = "table"
        self.run()
        (table,) = self.at.dataframe
        return table.value

    def as_chart(self, chart: str) -> None:
        self.at.session_state[f"shown_as_{chart}"] = "chart"
        self.run()


def _linked(value: Element) -> Element:
    """What a figure is written in: its link, where it leads anywhere."""
    return next(iter(value.all("a")), value)


def _dom(block: Block) -> Element:
    return parse("".join(_pieces(block)))


def _pieces(block: Block) -> Iterator[str]:
    """The HTML of our own, and that which ui/front/chart.js makes of a chart's words."""
    for element in block:
        if isinstance(element, Html):
            yield element.value
        elif element.type == "bidi_component":
            told = json.loads(element.proto.bytes)
            if "chart" in told:
                yield _told(told["state"], told["chart"]["words"])


def _told(state: dict[str, bool], words: dict[str, str]) -> str:
    head = '<h2 class="x-section">{title}</h2><p class="x-note">{note}</p>'
    parts = [head] if state["head"] else []
    parts += ['<p class="x-source">{source}</p>'] if state["source"] else []
    return "".join(parts).format(**{name: escape(word) for name, word in words.items()})
