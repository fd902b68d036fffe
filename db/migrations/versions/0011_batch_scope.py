"""Whose records a batch changed is kept with it; what lists of batches and sessions are found by."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

RECORDS = ("agreement_target", "meeting", "project", "visit")
MATTER = ("helper_adcode", "receiver_adcode", "pairing_id")

HISTORY = sa.table(
    "row_history",
    sa.column("batch_id", sa.Integer()),
    sa.column("table_name", sa.String()),
    sa.column("row_id", sa.Integer()),
    sa.column("before", sa.JSON()),
    sa.column("after", sa.JSON()),
)
SCOPE = sa.table(
    "batch_scope",
    sa.column("batch_id", sa.Integer()),
    sa.column("helper_province", sa.String()),
    sa.column("receiver_province", sa.String()),
    sa.column("pairing_id", sa.Integer()),
)


def upgrade() -> None:
    op.create_table(
        "batch_scope",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("helper_province", sa.String(length=6), nullable=True),
        sa.Column("receiver_province", sa.String(length=6), nullable=True),
        sa.Column("pairing_id", sa.Integer(), nullable=True),
        sa.Column("is_pairing", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_batch_scope_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_scope")),
        sqlite_autoincrement=True,
    )
    matters = sa.union(*_matters()).subquery()
    op.execute(sa.insert(SCOPE).from_select(list(SCOPE.c), sa.select(matters)))
    op.create_index(op.f("ix_batch_scope_batch_id"), "batch_scope", ["batch_id"])
    op.create_index(op.f("ix_import_batch_undoes_id"), "import_batch", ["undoes_id"])
    op.create_index(op.f("ix_sign_in_expires_at"), "sign_in", ["expires_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_sign_in_expires_at"), table_name="sign_in")
    op.drop_index(op.f("ix_import_batch_undoes_id"), table_name="import_batch")
    op.drop_table("batch_scope")


def _matters() -> Iterator[sa.Select[tuple[int, str, str, int]]]:
    """Of every kind of record, before and after: batch, provinces of both sides, pairing."""
    for name in RECORDS:
        record = sa.table(name, sa.column("id"), *map(sa.column, MATTER))
        for values in (HISTORY.c.before, HISTORY.c.after):
            helper, receiver, pairing = (_known(values, record, column) for column in MATTER)
            yield (
                sa.select(
                    HISTORY.c.batch_id,
                    _province(helper).label("helper_province"),
                    _province(receiver).label("receiver_province"),
                    sa.cast(pairing, sa.Integer()).label("pairing_id"),
                )
                .select_from(HISTORY.outerjoin(record, record.c.id == HISTORY.c.row_id))
                .where(HISTORY.c.table_name == name, values.is_not(sa.null()))
                .where(sa.or_(record.c.id.is_not(None), _given(values, "helper_adcode")))
            )


def _known(
    values: sa.ColumnElement[object], record: sa.TableClause, column: str
) -> sa.ColumnElement[str]:
    """A column as history has it; where it did not change, as the record has it now."""
    now = sa.cast(record.c[column], sa.String())
    return sa.case((_given(values, column), _text(values, column)), else_=now)


def _given(values: sa.ColumnElement[object], column: str) -> sa.ColumnElement[bool]:
    """Whether history has the column at all, be it empty."""
    if op.get_bind().dialect.name == "sqlite":
        return sa.func.json_type(values, f"$.{column}").is_not(None)
    return sa.func.json_typeof(values.op("->")(column)).is_not(None)


def _text(values: sa.ColumnElement[object], column: str) -> sa.ColumnElement[str]:
    if op.get_bind().dialect.name == "sqlite":
        return sa.func.json_extract(values, f"$.{column}")
    return values.op("->>")(column)


def _province(side: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """The province of a unit of GB/T 2260: its first two digits."""
    return sa.func.substr(side, 1, 2).op("||")("0000")
