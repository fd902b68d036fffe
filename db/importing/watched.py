"""A connection of which is noted what was read through it: of the same, the same will be made."""

from typing import Any

import orjson
from sqlalchemy import Connection, Dialect, Executable, Result, ScalarResult


class Watched:
    """`found` has a number for the rows of each statement, in this order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.found: list[int] = []

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    def execute(self, statement: Executable, *args: Any) -> Result[Any]:
        """The rows of a statement, all of which are read at once."""
        rows = self._connection.execute(statement, *args).freeze()
        self.found.append(hash(orjson.dumps([*map(tuple, rows.data)], str)))
        return rows()

    def scalars(self, statement: Executable, *args: Any) -> ScalarResult[Any]:
        """The first values of these rows."""
        return self.execute(statement, *args).scalars()
