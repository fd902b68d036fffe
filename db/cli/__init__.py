"""The command line of the store: its commands by what they are about.

Exit codes: 0 done, 1 not accepted, 2 wrong usage, 3 the store cannot be used.
"""

from db.cli import areas, ledgers, people, records, store
from db.cli.command import EXIT_NOT_ACCEPTED, LANGUAGE, at_hand, fail, main, with_store

__all__ = [
    "EXIT_NOT_ACCEPTED",
    "LANGUAGE",
    "areas",
    "at_hand",
    "fail",
    "ledgers",
    "main",
    "people",
    "records",
    "store",
    "with_store",
]
