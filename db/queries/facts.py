"""Facts alone: where demo is switched off, demo records of its time count nowhere."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select, true

from db.models import ImportBatch
from db.settings import demo_wanted


def alone(connection: Connection) -> bool:
    """Whether facts alone count: demo was loaded in its time, and is switched off since. A store
    that never had any is not asked record by record.
    """
    return not demo_wanted() and bool(connection.scalar(select(exists().where(ImportBatch.demo))))


def counting(connection: Connection) -> Callable[[Any], ColumnElement[bool]]:
    """The condition that a record of a model, or of a table's columns, counts."""
    only = alone(connection)
    return lambda of: of.demo.is_(False) if only else true()
