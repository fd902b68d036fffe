"""Figures are a ledger, a ledger confirms rows, and a definition says what speaks for a clause.

A place that is alone on its side stands with the figure; several are rows of their own, with an id
as all parts of a record have.
"""

# ruff: noqa: S608 - all names are our own
import sqlalchemy as sa
from alembic import op

from db.migrations.constraints import optional

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TABLE, AREA = "published_figure", "published_figure_area"
SIDES = ("helper", "receiver")
POINTS = {
    "batch_id": ("INTEGER", "import_batch (id)"),
    "helper_adcode": ("VARCHAR(6)", "area (adcode)"),
    "receiver_adcode": ("VARCHAR(6)", "area (adcode)"),
    "pairing_id": ("INTEGER", "pairing (id)"),
}
TWO_SIDES = "helper_adcode <> receiver_adcode"
HELD = "held_figure_area"


def _side() -> sa.Enum:
    words = ("helper", "receiver", "both", "central", "other")
    return sa.Enum(*words, name="side", native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    for side in SIDES:
        op.execute(f"ALTER TABLE {TABLE} RENAME COLUMN {side}_zh TO {side}_named")
    op.add_column(TABLE, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column(TABLE, sa.Column("demo", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(TABLE, sa.Column("withdrawn", sa.Text(), nullable=True))
    for column, (kind, target) in POINTS.items():
        # Alembic has SQLite make no constraint of a table that is there.
        check = f"CONSTRAINT ck_{TABLE}_two_sides CHECK ({TWO_SIDES}) "
        op.execute(
            f"ALTER TABLE {TABLE} ADD COLUMN {column} {kind} "
            f"{check if column == 'receiver_adcode' else ''}"
            f"CONSTRAINT fk_{TABLE}_{column} REFERENCES {target}"
        )
    optional(TABLE, "code", "VARCHAR(10)")
    op.create_index(f"ix_{TABLE}_pairing_id", TABLE, ["pairing_id"])
    op.create_index(f"ix_{TABLE}_sides", TABLE, ["helper_adcode", "receiver_adcode"])
    _place_alone()
    _pair()
    _rebuild(
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{AREA}")),
        sa.UniqueConstraint(
            "figure_id", "side", "adcode", name=op.f(f"uq_{AREA}_figure_id_side_adcode")
        ),
    )
    _confirmations()
    words = "('higher', 'lower', 'done')"
    op.execute(
        "ALTER TABLE metric_version ADD COLUMN better VARCHAR(40) DEFAULT 'higher' NOT NULL "
        f"CONSTRAINT ck_metric_version_better CHECK (better IN {words})"
    )
    op.execute(
        "UPDATE metric_version SET better = "
        "(SELECT metric.better FROM metric WHERE metric.key = metric_version.metric_key)"
    )


def _confirmations() -> None:
    """Which rows a ledger took over to its own as-of day, unchanged."""
    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("was", sa.Date(), nullable=True),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "last_id >= first_id", name=op.f("ck_confirmation_last_id_after_first_id")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_confirmation_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_confirmation_batch_id"), "confirmation", ["batch_id"])


def downgrade() -> None:
    """What has no code there goes, and what was withdrawn with it: it would be shown again."""
    op.drop_column("metric_version", "better")
    op.drop_table("confirmation")
    gone = "code IS NULL OR withdrawn IS NOT NULL"
    op.execute(f"DELETE FROM {AREA} WHERE figure_id IN (SELECT id FROM {TABLE} WHERE {gone})")
    op.execute(f"DELETE FROM {TABLE} WHERE {gone}")
    for side in SIDES:
        op.execute(
            f"INSERT INTO {AREA} (figure_id, side, adcode) SELECT id, '{side}', {side}_adcode "
            f"FROM {TABLE} WHERE {side}_adcode IS NOT NULL"
        )
    _rebuild(sa.PrimaryKeyConstraint("figure_id", "side", "adcode", name=op.f(f"pk_{AREA}")))
    op.drop_index(f"ix_{TABLE}_sides", TABLE)
    op.drop_index(f"ix_{TABLE}_pairing_id", TABLE)
    optional(TABLE, "code", "VARCHAR(10)", undo=True)
    for column in ("pairing_id", "receiver_adcode", "helper_adcode", "batch_id"):
        op.drop_column(TABLE, column)
    for column in ("withdrawn", "demo", "version"):
        op.drop_column(TABLE, column)
    for side in SIDES:
        op.execute(f"ALTER TABLE {TABLE} RENAME COLUMN {side}_named TO {side}_zh")


def _place_alone() -> None:
    for side in SIDES:
        theirs = f"FROM {AREA} WHERE figure_id = {TABLE}.id AND side = '{side}'"
        op.execute(
            f"UPDATE {TABLE} SET {side}_adcode = (SELECT adcode {theirs}) "
            f"WHERE (SELECT count(*) {theirs}) = 1"
        )
        alone = f"SELECT id FROM {TABLE} WHERE {side}_adcode IS NOT NULL"
        op.execute(f"DELETE FROM {AREA} WHERE side = '{side}' AND figure_id IN ({alone})")


def _pair() -> None:
    """The pairing of both sides that is in force in its last year, the latest made of several."""
    op.execute(
        f"UPDATE {TABLE} SET pairing_id = (SELECT pairing.id FROM pairing "
        f"WHERE pairing.helper_adcode = {TABLE}.helper_adcode "
        f"AND pairing.receiver_adcode = {TABLE}.receiver_adcode "
        f"AND {TABLE}.period_end BETWEEN coalesce(year_from, 0) AND coalesce(year_to, 9999) "
        f"ORDER BY coalesce(year_from, 0) DESC, pairing.id LIMIT 1)"
    )


def _rebuild(*keys: sa.Column[int] | sa.Constraint) -> None:
    """The table of places with other keys, and the rows that it has."""
    columns = "figure_id, side, adcode"
    op.execute(f"CREATE TABLE {HELD} AS SELECT {columns} FROM {AREA}")
    op.drop_table(AREA)
    op.create_table(
        AREA,
        sa.Column("figure_id", sa.Integer(), nullable=False),
        sa.Column("side", _side(), nullable=False),
        sa.Column("adcode", sa.String(6), nullable=False),
        sa.ForeignKeyConstraint(["adcode"], ["area.adcode"], name=op.f(f"fk_{AREA}_adcode")),
        sa.ForeignKeyConstraint(["figure_id"], [f"{TABLE}.id"], name=op.f(f"fk_{AREA}_figure_id")),
        *keys,
        sqlite_autoincrement=any(isinstance(key, sa.UniqueConstraint) for key in keys),
    )
    op.create_index(op.f(f"ix_{AREA}_adcode"), AREA, ["adcode"])
    op.execute(f"INSERT INTO {AREA} ({columns}) SELECT {columns} FROM {HELD}")
    op.drop_table(HELD)
