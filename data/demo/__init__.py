"""Marked demo ledgers, the same for the same seed: random text, never a fact.

`ledgers` writes the CSV files that staff would upload; nothing here reads the clock or the store,
nor a file but the tables beside it and the provinces of data/reference.
"""

from data.demo.generate import ledgers
from data.demo.ledger import HEADERS, Ledger
from data.demo.pairs import Pair

__all__ = ["HEADERS", "Ledger", "Pair", "ledgers"]
