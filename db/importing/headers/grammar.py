"""Forms of headers: a small notation for what is composed of parts, and all that it stands for.

    date:
        [会议] (召开|举办) <day>

stands for every way to say it: a part in square brackets may be there, of one in round brackets one
alternative is, and `<day>` is one of a class of words. Under `date:` are the forms that surely mean
that field, under `date?:` those that may. A line indented more goes on with the one above it, and
what begins with # is a comment.

What a form stands for is finite, so looking a header up is looking into a dictionary, and that no
header means two columns can be tested.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path

HERE = Path(__file__).parent
VAGUE = "?"

Table = dict[str, list[str]]
"""Heading → its lines."""

_PART = re.compile(r"\[([^\]]*)\]|\(([^)]*)\)|(<[\w ]+>)|([^\[\](<]+)")
_BETWEEN = re.compile(r"[\s_\-·•.,、，;；:：/\\|'\"“”‘’()（）\[\]【】〔〕<>《》&+]+")


@dataclass(frozen=True)
class Forms:
    """The headers of a ledger's columns: field → forms.

    `sure` ones mean that column and no other. `vague` ones may mean it: the same form may stand
    under several fields, and is asked about unless the rest of the header settles it.
    """

    sure: Mapping[str, Iterable[str]] = field(default_factory=dict)
    vague: Mapping[str, Iterable[str]] = field(default_factory=dict)


def read_forms(*names: str) -> Forms:
    """The forms of the tables of these names, taken together."""
    table: Table = {}
    for name in names:
        for heading, lines in read_table(name).items():
            table.setdefault(heading, []).extend(lines)
    vague = {heading for heading in table if heading.endswith(VAGUE)}
    return Forms(
        {heading: lines for heading, lines in table.items() if heading not in vague},
        {heading.removesuffix(VAGUE): table[heading] for heading in vague},
    )


@lru_cache
def read_table(name: str) -> Table:
    """A table of this folder: its headings with their lines."""
    table: Table = {}
    lines: list[str] = []
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            lines = table.setdefault(line.removesuffix(":"), [])
        elif line.startswith(" " * 8):
            lines[-1] += line.strip()
        else:
            lines.append(line.strip())
    return table


def fold(text: str) -> str:
    """A header without the signs that stand between its words."""
    return _BETWEEN.sub("", text)


def spelled(forms: Iterable[str]) -> Iterator[str]:
    """Every header that these forms stand for, folded and in lower case."""
    for form in forms:
        yield from _spelled(form)


def _spelled(form: str) -> Iterator[str]:
    choices = []
    for maybe, either, one_class, plain in _PART.findall(form):
        words = [fold(word).casefold() for word in _words(maybe or either or one_class or plain)]
        choices.append(["", *words] if maybe else words)
    return map("".join, product(*choices))


def _words(part: str) -> Iterator[str]:
    for word in part.split("|"):
        name = word.strip()
        if name.startswith("<"):
            yield from read_table("classes")[name[1:-1]][0].split("|")
        else:
            yield word
