"""Areas in time: when a unit was one, what became of it, and what else it is or was called."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("area", sa.Column("valid_from", sa.String(length=10), nullable=True))
    op.add_column("area", sa.Column("valid_to", sa.String(length=10), nullable=True))
    op.add_column("area", sa.Column("own", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "area_successor",
        sa.Column("predecessor_adcode", sa.String(length=6), nullable=False),
        sa.Column("successor_adcode", sa.String(length=6), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "predecessor_adcode <> successor_adcode", name=op.f("ck_area_successor_another")
        ),
        sa.ForeignKeyConstraint(
            ["predecessor_adcode"],
            ["area.adcode"],
            name=op.f("fk_area_successor_predecessor_adcode"),
        ),
        sa.ForeignKeyConstraint(
            ["successor_adcode"],
            ["area.adcode"],
            name=op.f("fk_area_successor_successor_adcode"),
        ),
        sa.PrimaryKeyConstraint(
            "predecessor_adcode", "successor_adcode", name=op.f("pk_area_successor")
        ),
    )
    op.create_table(
        "area_name",
        sa.Column("adcode", sa.String(length=6), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "former",
                "everyday",
                name="namekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["adcode"], ["area.adcode"], name=op.f("fk_area_name_adcode")),
        sa.PrimaryKeyConstraint("adcode", "name_zh", name=op.f("pk_area_name")),
    )


def downgrade() -> None:
    op.drop_table("area_name")
    op.drop_table("area_successor")
    op.drop_column("area", "own")
    op.drop_column("area", "valid_to")
    op.drop_column("area", "valid_from")
