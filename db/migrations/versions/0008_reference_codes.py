"""Records of data/reference are known by the code of their line there, and by nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("agreement_target", "meeting", "visit")
CODED = ("meeting", "visit")
"""Those whose lines had a code before; a target is found by couple, year and metric once more."""


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("reference_code", sa.String(10)))
    for table in CODED:
        rows = sa.table(table, sa.column("id"), sa.column("code"), sa.column("reference_code"))
        ours = rows.c.id.in_(_loaded(table)) & (sa.func.length(rows.c.code) <= 10)
        op.execute(sa.update(rows).where(ours).values(reference_code=rows.c.code))
    for table in TABLES:
        op.create_index(op.f(f"ix_{table}_reference_code"), table, ["reference_code"], unique=True)


def _loaded(table: str) -> sa.Select[tuple[int]]:
    """Ids of the rows that a load of the files made."""
    history = sa.table(
        "row_history", *map(sa.column, ("row_id", "batch_id", "table_name", "action"))
    )
    batch = sa.table("import_batch", sa.column("id"), sa.column("kind"))
    return (
        sa.select(history.c.row_id)
        .join(batch, batch.c.id == history.c.batch_id)
        .where(history.c.table_name == table, history.c.action == "insert")
        .where(batch.c.kind == "reference")
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_index(op.f(f"ix_{table}_reference_code"), table_name=table)
        op.drop_column(table, "reference_code")
