"""Pairings are a ledger that an office keeps: with version, batch and history as any record."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("pairing", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column(
        "pairing", sa.Column("demo", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    # Alembic has SQLite make no constraint of a table that is there.
    op.execute(
        "ALTER TABLE pairing ADD COLUMN batch_id INTEGER "
        "CONSTRAINT fk_pairing_batch_id REFERENCES import_batch (id)"
    )


def downgrade() -> None:
    for column in ("batch_id", "demo", "version"):
        op.drop_column("pairing", column)
