"""The table of bench/README.md: what was measured last, on which machine."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import streamlit

from bench.targets import Row

README = Path(__file__).with_name("README.md")
PAGES, IMPORTS = "last run", "last run of imports"
CROWDS, REFUSALS = "last run of crowds", "last run of refusals"
SIGNED, RESULTS = "last run signed in", "last run of results"
"""The tables, by the marks that stand before and (with "end of") after them."""
HEADERS = ("what", "measured", "ratio", "target", "")


def machine(rows: int, small: int, load_before: float) -> str:
    """Where and on what it was measured, in a sentence."""
    return (
        f"{rows:,} projects (the small store: {small:,}), on {date.today():%d %B %Y}: "
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, "
        f"Streamlit {streamlit.__version__}, SQLite. The machine's load average was "
        f"{load_before:.1f} before and {os.getloadavg()[0]:.1f} after."
    )


def where(what: str) -> str:
    """What was measured, where and on what, in a sentence."""
    return (
        f"{what}, on {date.today():%d %B %Y}: {os.cpu_count()} cores ({platform.machine()}), "
        f"Python {platform.python_version()}, Streamlit {streamlit.__version__}. The machine's "
        f"load average was {os.getloadavg()[0]:.1f} after."
    )


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    cells = [(row.what, row.measured, row.ratio, row.target, row.verdict) for row in rows]
    lines = [HEADERS, ("---",) * len(HEADERS), *cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def rewrite(mark: str, sentence: str, rows: Sequence[Row]) -> None:
    """Put the table of this run into the README."""
    begin, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(begin)
    after = rest.partition(end)[2]
    shown = f"{begin}\n{sentence}\n\n{table(rows)}\n{end}"
    README.write_text(before + shown + after, encoding="utf-8")
