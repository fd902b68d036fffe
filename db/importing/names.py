"""The names that headers go by, and the unit that a header of money or persons names.

Headers are compared after NFKC, without case, white space and invisible characters, traditional
characters as simplified ones.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from db.importing.cells import Column
from db.importing.convert import is_invisible
from db.importing.numbers import COLUMN_UNITS
from db.importing.radicals import unradical
from db.importing.traditional import simplified
from db.importing.words import NOTHING, Words

IGNORED = frozenset(
    ["序号", "顺序号", "行号", "no", "no.", "#", "serial", "错误原因", "reason", "问题"]
)
"""Columns that number the rows, and the reason that 待修正行 adds: left out without a question."""

_UNITS = "|".join(sorted(COLUMN_UNITS, key=len, reverse=True))
_MONEY = re.compile(rf"(?P<base>.+?)[(\[【/:,_-]?(?:单位:?)?(?P<unit>{_UNITS})[)\]】]?")
_REMARK = re.compile(
    r"(?P<base>.+?)[(\[【](?:单位:?)?(?:人|个|项|名|人次|次|家|必填|选填|可选|年月日|"
    r"yyyy-mm-dd|yyyy-mm|yyyy)[)\]】]"
)


@dataclass(frozen=True, slots=True)
class Name:
    """What a header says: the column, and the unit if it is money and the header has one.

    `vague`: it holds money, but which amount is only likely (金额).
    """

    column: Column
    unit: str | None = None
    vague: bool = False


class Names:
    """The headers of one ledger's columns, and what that ledger is called."""

    def __init__(self, columns: Iterable[Column], title: Words = NOTHING) -> None:
        self.columns = tuple(columns)
        self.title = title
        self._names: dict[str, Name] = {}
        for column in self.columns:
            unit = column.unit
            for text in (column.zh, column.field):
                self._names[plain_header(text)] = Name(column, unit)
            for text in column.synonyms:
                self._names.setdefault(plain_header(text), Name(column))
            for text in column.vague:
                self._names.setdefault(plain_header(text), Name(column, vague=True))
            for text in (column.zh, *column.synonyms):
                self._names.setdefault(plain_header(base(text)), Name(column))

    def find(self, header: str) -> Name | None:
        """What a header says, if it is known."""
        name = plain_header(header)
        found = self._names.get(name)
        if found is not None or not name:
            return found
        if money := _MONEY.fullmatch(name):
            known = self._names.get(money["base"])
            if known and known.column.unit:
                return Name(known.column, money["unit"], known.vague)
        if remark := _REMARK.fullmatch(name):
            known = self._names.get(remark["base"])
            return known if known and not known.column.unit else None
        return None


def base(header: str) -> str:
    """A header without the unit in brackets at its end."""
    return re.sub(r"[（(][^（）()]*[)）]$", "", header)


@lru_cache(maxsize=4096)
def plain_header(header: str) -> str:
    """A header as it is compared."""
    folded = simplified(unicodedata.normalize("NFKC", unradical(header))).casefold()
    return "".join(c for c in folded if not is_invisible(c)).strip("*:")


def unit_of(text: str) -> str | None:
    """The one unit of money that a line like 单位：万元、人 names."""
    found = re.search(r"(?:金额)?单位[:：](?P<rest>.{1,20})", unicodedata.normalize("NFKC", text))
    if not found:
        return None
    units = set(re.findall(_UNITS, found["rest"].replace(" ", "")))
    return units.pop() if len(units) == 1 else None
