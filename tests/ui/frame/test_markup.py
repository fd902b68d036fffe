"""No text becomes an element: what goes in comes out as text, whatever it is."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
import streamlit as st
from hypothesis import example, given
from hypothesis import strategies as strategy

from tests.ui.dom import Element, parse
from ui.frame import links, markup

NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></tr></table><h1>x",
    "&lt;b&gt; &amp; &#60;",
    "{0} {text} {}",
    "**bold** [a](javascript:alert(1)) `code`",
    "javascript:alert(1)",
    "䶮 㐂 𠮷",
]
# A browser (and this parser) reads CR as LF and NUL as a replacement mark; no ledger has them.
characters = strategy.characters(exclude_characters="\r\x00", exclude_categories=["Cs"])
arbitrary = strategy.text(characters) | strategy.sampled_from(NASTY)
lists = strategy.lists(arbitrary, min_size=2, max_size=2)

DRAWERS: dict[str, tuple[Callable[[str], object], set[str]]] = {
    "heading": (lambda text: markup.heading(text, text), {"h1", "p"}),
    "section": (lambda text: markup.section(text, text), {"h2", "p"}),
    "notice": (markup.notice, {"p"}),
    "draw": (lambda text: markup.draw("<p title='{t}'>{t}</p>", t=text), {"p"}),
}
MAKERS: dict[str, tuple[Callable[[str], object], set[str]]] = {
    "join": (lambda text: markup.join([text, text]), set()),
    "table": (
        lambda text: markup.table([text, text], [[text, text]], text),
        {"table", "thead", "tbody", "tr", "th", "td"},
    ),
    "facts": (lambda text: markup.facts([(text, text)]), {"dl", "div", "dt", "dd"}),
    "marked": (lambda text: markup.marked(text, True), {"span"}),
    "lines": (markup.lines, {"br"}),
    "source": (markup.source, {"a"}),
    "meeting": (lambda text: links.meeting(7, text), {"a"}),
}
ATTRIBUTES = {"class", "scope", "data-label", "role", "title", "href", "rel", "target"}


def drawn(draw: Callable[[str], object], text: str) -> Element:
    """What a function that draws for itself hands to the page."""
    pieces: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "html", pieces.append)
        draw(text)
    return parse("".join(pieces))


def made(make: Callable[[str], object], text: str) -> Element:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "query_params", {})
        return parse(str(make(text)))


def shape(root: Element) -> tuple[set[str], set[str]]:
    """The tags and the attributes in a piece."""
    below = [element for element in root.walk() if element is not root]
    return {e.tag for e in below}, {name for e in below for name in e.attributes}


@pytest.mark.parametrize("name", DRAWERS)
@given(text=arbitrary)
@example(text=NASTY[0])
def test_what_is_drawn_has_our_elements_only(name: str, text: str) -> None:
    draw, tags = DRAWERS[name]
    found, attributes = shape(drawn(draw, text))
    assert (found - tags, attributes - ATTRIBUTES) == (set(), set())


@pytest.mark.parametrize("name", DRAWERS)
@given(text=arbitrary)
def test_what_is_drawn_says_the_text_as_it_is(name: str, text: str) -> None:
    assert drawn(DRAWERS[name][0], text).text.startswith(text)


@pytest.mark.parametrize("name", MAKERS)
@given(text=arbitrary)
@example(text=NASTY[0])
def test_what_is_made_has_our_elements_only(name: str, text: str) -> None:
    make, tags = MAKERS[name]
    found, attributes = shape(made(make, text))
    assert (found - tags, attributes - ATTRIBUTES) == (set(), set())


@pytest.mark.parametrize("name", sorted(MAKERS.keys() - {"facts", "source"}))
@given(text=arbitrary)
def test_what_is_made_says_the_text_as_it_is(name: str, text: str) -> None:
    assert made(MAKERS[name][0], text).text.startswith(text)


@given(names=lists, values=lists)
def test_facts_say_names_and_values_that_there_are(names: list[str], values: list[str]) -> None:
    root = parse(str(markup.facts(zip(names, values, strict=True))))
    shown = [(row.one("dt").text, row.one("dd").text) for row in root.all("div")]
    assert shown == [(n, v) for n, v in zip(names, values, strict=True) if v]


@given(headers=lists, cells=lists)
def test_a_table_s_cells_carry_their_header_for_narrow_screens(
    headers: list[str], cells: list[str]
) -> None:
    root = parse(str(markup.table(headers, [cells], "x")))
    shown = [(cell.attributes["data-label"], cell.text) for cell in root.all("td")]
    assert shown == list(zip(headers, cells, strict=True))


@given(text=arbitrary.filter(bool))
def test_a_source_says_its_text_as_it_is(text: str) -> None:
    assert parse(str(markup.source(text))).text == text


@given(before=arbitrary, scheme=strategy.sampled_from(["http://", "https://"]), rest=arbitrary)
def test_a_source_links_to_http_only(before: str, scheme: str, rest: str) -> None:
    root = parse(str(markup.source(before + scheme + rest)))
    addresses = [link.attributes["href"] for link in root.all("a")]
    assert {address.partition(":")[0] for address in addresses} <= {"http", "https"}
    assert [link.text for link in root.all("a")] == addresses


@pytest.mark.parametrize(
    ("source", "addresses"),
    [
        ("http://en.sx.gov.cn/art/2019/5/20/art_1.html", None),
        ("https://a.cn/x (Xinhua)", ["https://a.cn/x"]),
        ("见https://a.cn/x，另见http://b.cn/y。", ["https://a.cn/x", "http://b.cn/y。"]),
        ("https://a.cn/x；https://b.cn/y", ["https://a.cn/x", "https://b.cn/y"]),
        ("javascript:alert(1)", []),
        ("data:text/html,<script>alert(1)</script>", []),
        ("ftp://a.cn/x //a.cn/x www.a.cn", []),
        ("HTTPS://A.CN", []),
        ('http://a.cn/"onclick="alert(1)', ["http://a.cn/"]),
    ],
)
def test_the_addresses_of_a_source_become_links(source: str, addresses: list[str] | None) -> None:
    links = parse(str(markup.source(source))).all("a")
    assert [link.attributes["href"] for link in links] == (
        [source] if addresses is None else addresses
    )


def test_a_link_to_a_source_tells_it_nothing_of_us() -> None:
    link = parse(str(markup.source("https://a.cn"))).one("a")
    assert link.attributes["rel"].split() == ["noopener", "noreferrer", "nofollow"]


def test_a_source_that_is_not_stated_is_said_to_be_so() -> None:
    assert str(markup.source("")) == "未注明"


def test_a_link_to_a_meeting_stays_within(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "query_params", {"province": '"><b>&x=1', "lang": "en"})
    link = parse(str(links.meeting(7, "会议"))).one("a")
    address = urlsplit(link.attributes["href"])
    assert (address.scheme, address.netloc, address.path) == ("", "", "meetings")
    assert address.query == "province=%22%3E%3Cb%3E%26x%3D1&lang=en&meeting=7"
