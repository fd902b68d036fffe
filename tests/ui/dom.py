"""What a browser makes of a piece of HTML: elements, their attributes and their text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass
class Element:
    """An element; `children` are elements and texts in their order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of it and all below, line breaks as such."""
        if self.tag == "br":
            return "\n"
        return "".join(part if isinstance(part, str) else part.text for part in self.children)

    def walk(self) -> Iterator["Element"]:
        """It and every element below."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str = "", name: str = "") -> list["Element"]:
        """The elements below of a tag or with a class, or both."""
        return [
            found
            for found in self.walk()
            if found is not self
            and (not tag or found.tag == tag)
            and (not name or name in found.attributes.get("class", "").split())
        ]

    def one(self, tag: str = "", name: str = "") -> "Element":
        """The only element below of a tag or with a class."""
        (found,) = self.all(tag, name)
        return found


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """The elements of a well-formed piece; one closed out of order fails the test."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root], f"<{builder.open[-1].tag}> is not closed"
    return builder.root
