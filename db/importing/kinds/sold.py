"""What the headers of a wide ledger of sales name: a product, or the channel it was sold through.

茶叶（万元）, 食用菌（万元）        the product
线上销售（万元）, 单位采购（万元）    the channel
其中：茶叶                       a product, of a total that stands beside it
"""

import re
from collections.abc import Collection
from contextlib import suppress
from functools import lru_cache

from db.importing.converted import bare
from db.importing.headers.grammar import read_table, spelled
from db.importing.issue import Invalid
from db.importing.labels import industry
from db.terms import Industry

SOLD = "channel", "product"
"""The fields that such columns may be of."""
PARTS = (*SOLD, "destination")
"""Fields of which each column has a part of a total: of sales, and of those who found work."""
_GROWN = frozenset(
    [Industry.TEA, Industry.HERBS, Industry.TEXTILES, Industry.CROPS, Industry.LIVESTOCK]
)
_SALES = re.compile("(?:(?:采购|销售|消费|成交|交易)?(?:总?额|金额|收入)|销售|采购|类|产品)$")


def of_sales(text: str, fields: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The one of these fields that a plain header without its unit says, with the words for it."""
    name = part_of_sum(text)
    for word in (name, _SALES.sub("", name)):
        for field in SOLD:
            if field in fields and (word in _words(field) or (field == "product" and _grown(word))):
                return ((field, word),)
    return ()


def part_of_sum(text: str) -> str:
    """What a plain header names, be it said or not that a sum beside it has that in it."""
    return re.sub("^其中[:、]?", "", text)


@lru_cache
def _words(field: str) -> frozenset[str]:
    return frozenset(spelled(read_table("sold")[field]))


def _grown(word: str) -> bool:
    """Whether it is a word for an industry of which products are sold."""
    with suppress(Invalid):
        return len(word) > 1 and bare(industry, word) in _GROWN
    return False
