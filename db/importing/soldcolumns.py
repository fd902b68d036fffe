"""Columns of a ledger of sales that are each of one product, or each of one channel; or of those
who found work, each of one destination.

Told by the products and channels that are known, and by the numbers below them: what else stands
beside those and holds nothing but numbers is one of them (其他, 牦牛肉干). Where a total stands
beside them, they must make it up in every row; else what is left of it would be lost, and the
columns are asked about.
"""

import re
from collections import Counter
from decimal import Decimal

from db.importing.converted import plain
from db.importing.implied import cell_of
from db.importing.kinds.sold import PARTS, SOLD, part_of_sum
from db.importing.kinds.spread import Said, Spread
from db.importing.names import Names, is_row_number
from db.importing.numbers import MONEY_UNITS
from db.importing.shape import Shaped

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_NOTHING = frozenset(["", "/", "-", "--", "—", "——", "无"])
_NO_PRODUCT = re.compile(".*(?:[数量率比价次户人幅期年月日]|增长.*|同比.*|名称|编号|排名)|.{9,}")
_ROUNDED = Decimal("0.1")
"""A total may differ by so much from the sum of its rounded parts."""


def sold_in(shaped: Shaped, names: Names, spread: Spread) -> dict[str, Said]:
    """What the headers say that are each of a product or a channel, and which are their totals; {}
    where there are no such columns, or they do not make up a total that is given.
    """
    said = {h: spread.said(h) for h in shaped.header if h.strip() and _open(h, names)}
    known = {h: one for h, one in said.items() if one and {f for f, _ in one.fields} & {*PARTS}}
    taken = {name.column.field for h in shaped.header if (name := names.own(h)) and not name.vague}
    fields = Counter(field for one in known.values() for field, _ in one.fields)
    if len(fields) != 1 or fields.keys() & taken:
        return {}
    (field,) = fields
    sums = [h for h in shaped.header if _is_sum(h, names, spread)]
    unknown = [h for h, one in said.items() if not one and h not in sums and field in SOLD]
    others = {h: _other(h, spread, field) for h in unknown}
    parts = known | {h: one for h, one in others.items() if one}
    columns = {h: _numbers(shaped, h) for h in (*parts, *sums)}
    parts = {h: one for h, one in parts.items() if h in known or any(columns[h] or ())}
    if len(parts) < 2 or any(columns[h] is None for h in (*known, *sums)):
        return {}
    for total in sums:
        rows = zip(columns[total] or (), *(columns[h] or () for h in parts), strict=True)
        if any(abs(whole - sum(some)) > _ROUNDED for whole, *some in rows):
            return {}
    return parts | {h: Said(other=True) for h in sums}


def _open(header: str, names: Names) -> bool:
    """Whether a header is no column of the ledger's own for sure."""
    name = names.own(header)
    return (name is None or name.vague) and not is_row_number(header)


def _is_sum(header: str, names: Names, spread: Spread) -> bool:
    name = names.own(header)
    return spread.is_sum(header) or bool(name and name.column is spread.value)


def _other(header: str, spread: Spread, field: str) -> Said | None:
    """A column that is of that field though its words are not known."""
    text, unit = spread.without_unit(header)
    name = part_of_sum(text)
    if not name or re.search(r"[()\[\]]", name) or _NO_PRODUCT.fullmatch(name):
        return None
    return Said("", unit, ((field, name),)) if not unit or unit in MONEY_UNITS else None


def _numbers(shaped: Shaped, header: str) -> list[Decimal] | None:
    """The numbers of a column, a blank one 0; None where something else stands in it."""
    index = shaped.header.index(header)
    texts = [plain(cell_of(record, index)).removesuffix("人") for record in shaped.records]
    given = [text.replace(",", "") for text in texts if text not in _NOTHING]
    if not all(map(_NUMBER.fullmatch, given)):
        return None
    return [Decimal(0 if text in _NOTHING else text.replace(",", "")) for text in texts]
