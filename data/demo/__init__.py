"""Marked demo ledgers, the same for the same seed: random text, never a fact.

`ledgers` writes the CSV files that staff would upload; nothing here reads a file, the clock
or the store.
"""

from data.demo.generate import ledgers
from data.demo.ledger import HEADERS, Ledger
from data.demo.pairs import Pair

__all__ = ["HEADERS", "Ledger", "Pair", "ledgers"]
