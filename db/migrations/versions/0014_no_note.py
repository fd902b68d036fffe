"""A record without a note has none: NULL, as in every other column, and no empty text.

SQLite changes no column: another one takes the place of the old. The tables stay, and with them
whatever points to them; so it is done on both databases, for columns to have one order.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

RECORDS = ("agreement_target", "meeting", "project", "visit")
NOTE = sa.column("note", sa.Text())


def upgrade() -> None:
    for name in RECORDS:
        _anew(name, sa.Column("other", sa.Text()), sa.func.nullif(NOTE, ""))


def downgrade() -> None:
    for name in RECORDS:
        never = sa.Column("other", sa.Text(), server_default="", nullable=False)
        _anew(name, never, sa.func.coalesce(NOTE, ""))


def _anew(name: str, other: "sa.Column[str]", values: "sa.ColumnElement[str]") -> None:
    op.add_column(name, other)
    op.execute(sa.table(name, sa.column("other", sa.Text())).update().values(other=values))
    op.execute(sa.text(f'ALTER TABLE "{name}" DROP COLUMN note'))
    op.execute(sa.text(f'ALTER TABLE "{name}" RENAME COLUMN other TO note'))
