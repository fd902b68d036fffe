"""Keys as they are compared, beside what was written; codes that restart each year.

Projects whose codes are compared as one from now on are kept side by side, told apart by `twin`:
the first (of the lowest id) is the one that a ledger's row finds unless the other is written just
as in the row. Meetings and visits stay as they were: their keys are compared by the program.

The texts are folded by db.folding as it is: who changes that must fold the store anew in a
migration of their own.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from db.folding import folds

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

AT_ONCE = 5_000
FOLDED = {
    "project": {"code_key": "code", "title_key": "title"},
    "meeting": {"code_key": "code", "title_key": "title"},
    "visit": {"head_key": "head"},
}
GIVEN = sa.text("code_key IS NOT NULL")
OLD = "uq_project_helper_adcode_receiver_adcode_code"
OLD_KEY = ["helper_adcode", "receiver_adcode", "code"]
NEW_KEY = ["helper_adcode", "receiver_adcode", "code_key", "code_year", "twin"]


def upgrade() -> None:
    for table, columns in FOLDED.items():
        for name in columns:
            optional = (table, name) == ("meeting", "code_key")
            default = None if optional else ""
            column = sa.Column(name, sa.String(300), server_default=default, nullable=optional)
            op.add_column(table, column)
    for name in ("code_year", "twin"):
        number = sa.Column(name, sa.SmallInteger(), server_default="0", nullable=False)
        op.add_column("project", number)
    for table, columns in FOLDED.items():
        _fold(table, columns)
    _tell_twins_apart()
    _without_constraint()
    op.create_index("uq_project_key", "project", NEW_KEY, unique=True)
    op.drop_index("ix_meeting_code", table_name="meeting")
    op.create_index(
        "ix_meeting_code_key",
        "meeting",
        ["code_key"],
        sqlite_where=GIVEN,
        postgresql_where=GIVEN,
    )


def downgrade() -> None:
    """Codes that restarted are given their year: the older key knows the code alone."""
    op.drop_index("ix_meeting_code_key", table_name="meeting")
    op.create_index("ix_meeting_code", "meeting", ["code"])
    op.drop_index("uq_project_key", table_name="project")
    _give_codes_their_year()
    for name in ("code_year", "twin"):
        op.drop_column("project", name)
    for table, columns in FOLDED.items():
        for name in columns:
            op.drop_column(table, name)
    _with_constraint()


def _fold(table: str, columns: dict[str, str]) -> None:
    record = sa.table(table, sa.column("id"), *map(sa.column, [*columns, *columns.values()]))
    change = (
        record.update()
        .where(record.c.id == sa.bindparam("row"))
        .values({name: sa.bindparam(f"new_{name}") for name in columns})
    )
    texts = [record.c[name] for name in columns.values()]
    for rows in _pages(record, texts):
        op.get_bind().execute(
            change,
            [
                {"row": row.id}
                | {f"new_{name}": folds(getattr(row, of)) for name, of in columns.items()}
                for row in rows
            ],
        )


def _pages(record: sa.TableClause, columns: list[Any]) -> Iterator[list[sa.Row[Any]]]:
    """All rows of a table, so many at a time."""
    last = 0
    while True:
        page = sa.select(record.c.id, *columns).where(record.c.id > last).order_by(record.c.id)
        rows = list(op.get_bind().execute(page.limit(AT_ONCE)))
        if not rows:
            return
        yield rows
        last = rows[-1].id


def _tell_twins_apart() -> None:
    number = """
        SELECT id, twin FROM (
            SELECT id, row_number() OVER (
                PARTITION BY helper_adcode, receiver_adcode, code_key ORDER BY id
            ) - 1 AS twin FROM project
        ) AS numbered WHERE twin > 0"""
    found = [tuple(row) for row in op.get_bind().execute(sa.text(number))]
    if found:
        change = sa.text("UPDATE project SET twin = :twin WHERE id = :id")
        op.get_bind().execute(change, [{"id": row, "twin": twin} for row, twin in found])


def _give_codes_their_year() -> None:
    rename = """
        UPDATE project SET code = substr(code, 1, 54) || '(' || year || ')'
        WHERE code_year <> 0 AND EXISTS (
            SELECT 1 FROM project AS other
            WHERE other.helper_adcode = project.helper_adcode
            AND other.receiver_adcode = project.receiver_adcode
            AND other.code = project.code AND other.id <> project.id
        )"""
    op.get_bind().execute(sa.text(rename))


def _without_constraint() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(OLD, "project", type_="unique")
    else:
        _rebuild(lambda sql: re.sub(rf",\s*CONSTRAINT {OLD} UNIQUE \([^)]*\)", "", sql))


def _with_constraint() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.create_unique_constraint(OLD, "project", OLD_KEY)
    else:
        clause = f",\n\tCONSTRAINT {OLD} UNIQUE ({', '.join(OLD_KEY)})\n)"
        _rebuild(lambda sql: sql.rstrip().removesuffix(")").rstrip() + clause)


def _rebuild(change: Callable[[str], str]) -> None:
    """SQLite takes no constraint from a table, nor gives it one: a new table takes its place, with
    the same rows, indexes, and next id. Nothing points to a project.
    """
    bind = op.get_bind()
    scheme = "SELECT sql FROM sqlite_master WHERE tbl_name = 'project' AND type = :type"
    (made,) = bind.execute(sa.text(scheme), {"type": "table"}).scalars()
    found = bind.execute(sa.text(scheme + " AND sql IS NOT NULL"), {"type": "index"})
    indexes = list(found.scalars())
    sequence = sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'project'")
    last = bind.execute(sequence).scalar()
    name = re.compile(r'^CREATE TABLE "?project"?')
    bind.exec_driver_sql(change(name.sub("CREATE TABLE new_project", made)))
    bind.exec_driver_sql("INSERT INTO new_project SELECT * FROM project")
    bind.exec_driver_sql("DROP TABLE project")
    bind.exec_driver_sql("ALTER TABLE new_project RENAME TO project")
    for index in indexes:
        bind.exec_driver_sql(index)
    if last is not None:
        bind.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'project'")
        bind.exec_driver_sql(
            "INSERT INTO sqlite_sequence (name, seq) VALUES ('project', ?)", (last,)
        )
