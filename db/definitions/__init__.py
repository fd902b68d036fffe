"""The dictionary of indicators, and its versions.

revise(connection, by, change, today)      a new version, by an administrator
take_back(connection, by, key, …)          the version before the last one, as a new version
keeping.newest(connection)                 what the dictionary says now
"""

from db.definitions.breaks import breaks
from db.definitions.keeping import SAID, Definition, Version
from db.definitions.refused import Refused
from db.definitions.revising import Change, revise, take_back

__all__ = ["SAID", "Change", "Definition", "Refused", "Version", "breaks", "revise", "take_back"]
