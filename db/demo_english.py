"""Demo records in English: the columns of the store that have room for it beside the Chinese."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, Table, and_, or_, select

from data.demo.english import translated
from db.engine import reading, writing
from db.importing.commit import update_rows
from db.importing.rows import Values
from db.models import Area, Attendee, Commitment, Meeting, Project, Visit, VisitSite, table_of

__all__ = ["in_english", "places", "translated"]

TEXTS: Mapping[Table, tuple[str, ...]] = {
    table_of(Project): ("title",),
    table_of(Meeting): ("title", "place", "summary"),
    table_of(Attendee): ("name", "post"),
    table_of(Commitment): ("text", "responsible"),
    table_of(Visit): ("head", "post", "purpose"),
    table_of(VisitSite): ("name",),
}
"""The texts that have a column `…_en` beside them."""

OF = {"meeting_id": table_of(Meeting), "visit_id": table_of(Visit)}
"""Whose a part is, by the column that says so."""


def in_english(engine: Engine) -> int:
    """Say in English what demo records say, where that is still open; how many rows that took."""
    with reading(engine) as connection:
        known = places(connection)
        found = {table: [*_open(connection, table, known)] for table in TEXTS}
    if any(found.values()):
        with writing(engine) as connection:
            for table, rows in found.items():
                update_rows(connection, table, rows)
    return sum(map(len, found.values()))


def places(connection: Connection) -> dict[str, str]:
    """Chinese name → English name of every place; of provinces also by their short names and
    their one-character names.
    """
    names = (Area.name_zh, Area.short_zh, Area.abbreviation, Area.other_abbreviation)
    rows = connection.execute(select(Area.name_en, *names).where(Area.name_en.is_not(None)))
    found: dict[str, str] = {}
    for english, name, short, *signs in rows:
        found.setdefault(str(name), str(english))
        if short:
            found[short] = str(english)
        found |= {sign: str(english) for sign in signs if sign and len(sign) == 1}
    return found


def _open(connection: Connection, table: Table, known: Mapping[str, str]) -> Iterator[Values]:
    """Rows with the columns that are to be filled."""
    texts = TEXTS[table]
    lacking = [(table.c[name], table.c[f"{name}_en"]) for name in texts]
    statement = select(table.c.id, *(column for pair in lacking for column in pair))
    statement = statement.where(or_(*(and_(zh.is_not(None), en.is_(None)) for zh, en in lacking)))
    if "demo" in table.c:
        statement = statement.where(table.c.demo)
    else:
        (name,) = (name for name in OF if name in table.c)
        owner = OF[name]
        statement = statement.join(owner, owner.c.id == table.c[name]).where(owner.c.demo)
    told: dict[str, str | None] = {}
    for row in connection.execute(statement).mappings():
        values: dict[str, Any] = {}
        for name in texts:
            text = row[name]
            if text and row[f"{name}_en"] is None:
                if text not in told:
                    told[text] = translated(text, known)
                if told[text] is not None:
                    values[f"{name}_en"] = told[text]
        if values:
            yield {"id": row["id"], **values}
