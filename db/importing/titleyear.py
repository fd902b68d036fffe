"""The year that a ledger's title names, for days that are written without theirs.

2023年浙川协作会议一览表, and below it 5月14日. Only where one year alone is named, and never for a
day that something is to be done by, which may be of another year.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from db.importing.converted import Converter, Noted
from db.importing.issue import Invalid
from db.importing.problems.dates import DATE_NO_YEAR, TITLE_YEAR

LONGEST = 100
"""Characters of the longest title."""
_YEAR = re.compile(r"(?<![\d—–~至到-])((?:19|20)\d\d) ?(?:年度|年(?! ?\d)|(?=[)\]】]))")


def year_of(titles: Iterable[str]) -> int | None:
    """The one year that these lines name; a day in full (填报日期：2024年1月5日) is not of it."""
    years = {
        int(year)
        for text in titles
        if len(text) <= LONGEST
        for year in _YEAR.findall(unicodedata.normalize("NFKC", text))
    }
    return years.pop() if len(years) == 1 else None


def in_year(year: int, convert: Converter) -> Converter:
    """A converter of days that takes one without its year as of that year, and says so."""

    def read(raw: str) -> Any:
        try:
            return convert(raw)
        except Invalid as invalid:
            if invalid.problem is not DATE_NO_YEAR or "月" not in raw:
                raise
            found = convert(f"{year}年{raw.strip()}")
        value, notes = (found.value, found.notes) if isinstance(found, Noted) else (found, ())
        return Noted(value, (Invalid(TITLE_YEAR, year=year), *notes))

    return read
