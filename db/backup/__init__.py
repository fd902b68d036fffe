"""Backups: the whole store in one file that either database can be restored from.

A backup is a ZIP of one JSON array a row, table by table, and a manifest with the number of rows
and the SHA-256 of each. It is read in one transaction while others write, needs no tool of
PostgreSQL's, and moves a store from SQLite to PostgreSQL as well.
"""

from db.backup.manifest import CannotRestore, Manifest
from db.backup.restore import restore
from db.backup.take import CannotBackUp, take

__all__ = ["CannotBackUp", "CannotRestore", "Manifest", "restore", "take"]
