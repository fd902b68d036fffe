"""The dictionary of indicators, and its versions.

introduce(connection, by, new)             a metric that was not there, by an administrator
revise(connection, by, change, today)      a further version, by an administrator
take_back(connection, by, key, after, …)   what stood before the last one, as a further version
keeping.history(connection)                all versions of all metrics
breaks(versions)                           those that break a metric's series
"""

from db.definitions.breaks import breaks
from db.definitions.keeping import SAID, Definition, Version
from db.definitions.refused import Refused
from db.definitions.revising import ORIGINS, Change, New, introduce, revise, take_back

__all__ = [
    "ORIGINS",
    "SAID",
    "Change",
    "Definition",
    "New",
    "Refused",
    "Version",
    "breaks",
    "introduce",
    "revise",
    "take_back",
]
