"""Places that an office keeps itself: units and development zones, their ends and successors, and
how any of it is taken back.

Loading the reference facts later puts the official row in the place of the office's own.
"""

from db.areas.changes import Entry, take_back
from db.areas.entering import Closing, Planned, Succession, Unit, Wanted, Zone, enter, foresee
from db.areas.refused import NotAUnit

__all__ = [
    "Closing",
    "Entry",
    "NotAUnit",
    "Planned",
    "Succession",
    "Unit",
    "Wanted",
    "Zone",
    "enter",
    "foresee",
    "take_back",
]
