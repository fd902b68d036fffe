"""The dictionary of indicators, and its versions.

revise(connection, by, change, today)      a further version, by an administrator
take_back(connection, by, key, after, …)   what stood before the last one, as a further version
keeping.history(connection)                all versions of all metrics
breaks(versions)                           those that break a metric's series
"""

from db.definitions.breaks import breaks
from db.definitions.keeping import SAID, Definition, Version
from db.definitions.refused import Refused
from db.definitions.revising import Change, revise, take_back

__all__ = ["SAID", "Change", "Definition", "Refused", "Version", "breaks", "revise", "take_back"]
