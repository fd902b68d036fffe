"""The last id that a table ever gave: a restored store must not give it to another row."""

from sqlalchemy import Connection, text

from db.backup.shape import Shape

SEQUENCE = text("SELECT pg_get_serial_sequence(quote_ident(:table), :column)")
LAST = text("SELECT pg_sequence_last_value(CAST(:sequence AS regclass))")
SET = text("SELECT setval(CAST(:sequence AS regclass), :last)")

SQLITE_LAST = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
SQLITE_FORGET = text("DELETE FROM sqlite_sequence WHERE name = :table")
SQLITE_SET = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)")


def last_id(connection: Connection, shape: Shape) -> int | None:
    """None where the table gives no ids, or has given none yet."""
    if not _gives_ids(shape):
        return None
    if connection.dialect.name == "sqlite":
        found = connection.scalar(SQLITE_LAST, {"table": shape.name})
    else:
        found = connection.scalar(LAST, {"sequence": _sequence(connection, shape)})
    return None if found is None else int(found)


def set_last_id(connection: Connection, shape: Shape, last: int | None) -> None:
    """Let the next id be the one after `last`."""
    if last is None:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(SQLITE_FORGET, {"table": shape.name})
        connection.execute(SQLITE_SET, {"table": shape.name, "last": last})
    else:
        connection.execute(SET, {"sequence": _sequence(connection, shape), "last": last})


def _gives_ids(shape: Shape) -> bool:
    return len(shape.key) == 1 and shape.columns[shape.key[0]] == "integer"


def _sequence(connection: Connection, shape: Shape) -> str | None:
    found = connection.scalar(SEQUENCE, {"table": shape.name, "column": shape.key[0]})
    return None if found is None else str(found)
