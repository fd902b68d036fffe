"""Evidence: files and addresses behind records and progress, with who added them and when.

Files are known by their content: the same one that comes twice is kept once. They are handed out
as downloads (web.evidence) and never opened here beyond what tells their type.
"""

from db.evidence.attaching import Upload, add_address, add_file, remove
from db.evidence.reading import Held, held, listed, lost
from db.evidence.refused import CannotKeep
from db.evidence.storage import Gone

__all__ = [
    "CannotKeep",
    "Gone",
    "Held",
    "Upload",
    "add_address",
    "add_file",
    "held",
    "listed",
    "lost",
    "remove",
]
