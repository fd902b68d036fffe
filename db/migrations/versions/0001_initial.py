"""The store as first laid."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "area",
        sa.Column("adcode", sa.String(length=6), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "national",
                "province",
                "prefecture",
                "county",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=True),
        sa.Column("parent_adcode", sa.String(length=6), nullable=True),
        sa.Column("province_adcode", sa.String(length=6), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("iso_3166_2", sa.String(length=6), nullable=True),
        sa.Column("short_zh", sa.String(length=20), nullable=True),
        sa.Column("abbreviation", sa.String(length=4), nullable=True),
        sa.Column("other_abbreviation", sa.String(length=4), nullable=True),
        sa.Column("unit_type", sa.String(length=20), nullable=True),
        sa.Column(
            "region",
            sa.Enum(
                "east",
                "central",
                "west",
                "northeast",
                "unclassified",
                name="region",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("capital_zh", sa.String(length=20), nullable=True),
        sa.Column("capital_en", sa.String(length=40), nullable=True),
        sa.Column("tile_column", sa.SmallInteger(), nullable=True),
        sa.Column("tile_row", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_adcode"], ["area.adcode"], name=op.f("fk_area_parent_adcode")
        ),
        sa.PrimaryKeyConstraint("adcode", name=op.f("pk_area")),
    )
    op.create_index(op.f("ix_area_name_zh"), "area", ["name_zh"], unique=False)
    op.create_index(op.f("ix_area_province_adcode"), "area", ["province_adcode"], unique=False)
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "committed",
                "undone",
                "partly_undone",
                name="batchstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["import_batch.id"], name=op.f("fk_import_batch_undoes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_import_batch_sha256"), "import_batch", ["sha256"], unique=False)
    op.create_table(
        "metric",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name_zh", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("definition_zh", sa.Text(), nullable=False),
        sa.Column("definition_en", sa.Text(), nullable=False),
        sa.Column("summable", sa.Boolean(), nullable=False),
        sa.Column("head", sa.String(length=20), nullable=True),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_metric")),
    )
    op.create_table(
        "store_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_store_revision_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_revision")),
    )
    op.create_table(
        "pairing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column(
            "scheme",
            sa.Enum(
                "1996_initial",
                "2010_xinjiang_counterpart",
                "2010_qinghai_tibetan_counterpart",
                "2010_adjustment",
                "2013_guizhou",
                "2014_tibetan_areas_SC_YN_GS",
                "2016_guideline",
                "2021_adjustment",
                "2021_city_level",
                "county_pair_examples",
                name="scheme",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "mechanism",
            sa.Enum(
                "poverty_alleviation",
                "cooperation",
                "counterpart_support",
                name="mechanism",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "national",
                "province",
                "prefecture",
                "county",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("helper_adcode", sa.String(length=6), nullable=False),
        sa.Column("receiver_adcode", sa.String(length=6), nullable=False),
        sa.Column("year_from", sa.SmallInteger(), nullable=True),
        sa.Column("year_to", sa.SmallInteger(), nullable=True),
        sa.Column("first_paired_year", sa.SmallInteger(), nullable=True),
        sa.Column(
            "confidence",
            sa.Enum(
                "high",
                "medium",
                "low",
                name="confidence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("helper_adcode <> receiver_adcode", name=op.f("ck_pairing_two_sides")),
        sa.CheckConstraint("year_to >= year_from", name=op.f("ck_pairing_year_to_after_year_from")),
        sa.ForeignKeyConstraint(
            ["helper_adcode"], ["area.adcode"], name=op.f("fk_pairing_helper_adcode")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_adcode"], ["area.adcode"], name=op.f("fk_pairing_receiver_adcode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing")),
        sa.UniqueConstraint("code", name=op.f("uq_pairing_code")),
        sa.UniqueConstraint(
            "scheme",
            "helper_adcode",
            "receiver_adcode",
            name=op.f("uq_pairing_scheme_helper_adcode_receiver_adcode"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "published_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column(
            "scope",
            sa.Enum(
                "national",
                "province",
                "pairing",
                "city",
                "county",
                name="scope",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("helper_zh", sa.String(length=100), nullable=False),
        sa.Column("receiver_zh", sa.String(length=100), nullable=False),
        sa.Column("period_start", sa.SmallInteger(), nullable=True),
        sa.Column("period_end", sa.SmallInteger(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("metric_key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("published_value", sa.String(length=20), nullable=False),
        sa.Column("published_unit", sa.String(length=10), nullable=False),
        sa.Column(
            "qualifier",
            sa.Enum(
                "exact",
                "approx",
                "over",
                name="qualifier",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum(
                "actual",
                "cumulative",
                "plan",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "confidence",
            sa.Enum(
                "high",
                "medium",
                "low",
                name="confidence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "period_end >= period_start",
            name=op.f("ck_published_figure_period_end_after_period_start"),
        ),
        sa.CheckConstraint("value >= 0", name=op.f("ck_published_figure_value_not_negative")),
        sa.ForeignKeyConstraint(
            ["metric_key"], ["metric.key"], name=op.f("fk_published_figure_metric_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_figure")),
        sa.UniqueConstraint("code", name=op.f("uq_published_figure_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_published_figure_metric_key"), "published_figure", ["metric_key"], unique=False
    )
    op.create_table(
        "row_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "insert",
                "update",
                "delete",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_row_history_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_row_history")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_row_history_batch_id"), "row_history", ["batch_id"], unique=False)
    op.create_index(
        op.f("ix_row_history_table_name_row_id"),
        "row_history",
        ["table_name", "row_id"],
        unique=False,
    )
    op.create_table(
        "agreement_target",
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("metric_key", sa.String(length=40), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("helper_adcode", sa.String(length=6), nullable=True),
        sa.Column("receiver_adcode", sa.String(length=6), nullable=True),
        sa.Column("pairing_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "helper_adcode IS NOT NULL AND receiver_adcode IS NOT NULL AND helper_adcode <> receiver_adcode",
            name=op.f("ck_agreement_target_sides"),
        ),
        sa.CheckConstraint("target >= 0", name=op.f("ck_agreement_target_target_not_negative")),
        sa.CheckConstraint(
            "year BETWEEN 1990 AND 2100", name=op.f("ck_agreement_target_year_range")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_agreement_target_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["helper_adcode"], ["area.adcode"], name=op.f("fk_agreement_target_helper_adcode")
        ),
        sa.ForeignKeyConstraint(
            ["metric_key"], ["metric.key"], name=op.f("fk_agreement_target_metric_key")
        ),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_agreement_target_pairing_id")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_adcode"], ["area.adcode"], name=op.f("fk_agreement_target_receiver_adcode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_target")),
        sa.UniqueConstraint(
            "helper_adcode",
            "receiver_adcode",
            "year",
            "metric_key",
            name=op.f("uq_agreement_target_helper_adcode_receiver_adcode_year_metric_key"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_agreement_target_batch_id"), "agreement_target", ["batch_id"], unique=False
    )
    op.create_index(
        op.f("ix_agreement_target_pairing_id"), "agreement_target", ["pairing_id"], unique=False
    )
    op.create_table(
        "meeting",
        sa.Column("code", sa.String(length=60), nullable=True),
        sa.Column(
            "category",
            sa.Enum(
                "joint_meeting",
                "symposium",
                "work_meeting",
                "department_meeting",
                "national_conference",
                "investment_event",
                "visit",
                name="category",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=True),
        sa.Column("date_start", sa.Date(), nullable=False),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column(
            "date_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                name="precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("place_en", sa.String(length=200), nullable=True),
        sa.Column("place_adcode", sa.String(length=6), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "national",
                "province",
                "prefecture",
                "county",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ordinal", sa.SmallInteger(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("summary_en", sa.Text(), nullable=True),
        sa.Column("signed_projects", sa.Integer(), nullable=True),
        sa.Column("agreed_amount", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("helper_adcode", sa.String(length=6), nullable=True),
        sa.Column("receiver_adcode", sa.String(length=6), nullable=True),
        sa.Column("pairing_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(helper_adcode IS NULL AND receiver_adcode IS NULL) OR (helper_adcode IS NOT NULL AND receiver_adcode IS NOT NULL AND helper_adcode <> receiver_adcode)",
            name=op.f("ck_meeting_sides"),
        ),
        sa.CheckConstraint(
            "agreed_amount >= 0", name=op.f("ck_meeting_agreed_amount_not_negative")
        ),
        sa.CheckConstraint(
            "date_end >= date_start", name=op.f("ck_meeting_date_end_after_date_start")
        ),
        sa.CheckConstraint("ordinal >= 0", name=op.f("ck_meeting_ordinal_not_negative")),
        sa.CheckConstraint(
            "signed_projects >= 0", name=op.f("ck_meeting_signed_projects_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_meeting_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["helper_adcode"], ["area.adcode"], name=op.f("fk_meeting_helper_adcode")
        ),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairing.id"], name=op.f("fk_meeting_pairing_id")),
        sa.ForeignKeyConstraint(
            ["place_adcode"], ["area.adcode"], name=op.f("fk_meeting_place_adcode")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_adcode"], ["area.adcode"], name=op.f("fk_meeting_receiver_adcode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint(
            "helper_adcode",
            "receiver_adcode",
            "date_start",
            "title",
            name=op.f("uq_meeting_helper_adcode_receiver_adcode_date_start_title"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_meeting_batch_id"), "meeting", ["batch_id"], unique=False)
    op.create_index(op.f("ix_meeting_code"), "meeting", ["code"], unique=False)
    op.create_index(op.f("ix_meeting_date_start"), "meeting", ["date_start"], unique=False)
    op.create_index(op.f("ix_meeting_pairing_id"), "meeting", ["pairing_id"], unique=False)
    op.create_table(
        "published_figure_area",
        sa.Column("figure_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "helper",
                "receiver",
                "both",
                "central",
                "other",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("adcode", sa.String(length=6), nullable=False),
        sa.ForeignKeyConstraint(
            ["adcode"], ["area.adcode"], name=op.f("fk_published_figure_area_adcode")
        ),
        sa.ForeignKeyConstraint(
            ["figure_id"], ["published_figure.id"], name=op.f("fk_published_figure_area_figure_id")
        ),
        sa.PrimaryKeyConstraint(
            "figure_id", "side", "adcode", name=op.f("pk_published_figure_area")
        ),
    )
    op.create_index(
        op.f("ix_published_figure_area_adcode"), "published_figure_area", ["adcode"], unique=False
    )
    op.create_table(
        "attendee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=True),
        sa.Column("post", sa.String(length=200), nullable=True),
        sa.Column("post_en", sa.String(length=200), nullable=True),
        sa.Column(
            "side",
            sa.Enum(
                "helper",
                "receiver",
                "both",
                "central",
                "other",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "role",
            sa.Enum(
                "chair",
                "speaker",
                "attendee",
                "met",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_attendee_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
        sa.UniqueConstraint("meeting_id", "position", name=op.f("uq_attendee_meeting_id_position")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=True),
        sa.Column("responsible", sa.String(length=300), nullable=True),
        sa.Column("responsible_en", sa.String(length=300), nullable=True),
        sa.Column(
            "side",
            sa.Enum(
                "helper",
                "receiver",
                "both",
                "central",
                "other",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "industry",
            sa.Enum(
                "tea",
                "herbs",
                "textiles",
                "ecommerce",
                "crops",
                "livestock",
                "processing",
                "tourism",
                "parks",
                "workshops",
                "livelihood",
                "other",
                name="industry",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column(
            "due_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                name="precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "agreed",
                "under_way",
                "done",
                "dropped",
                name="commitmentstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            server_default="agreed",
            nullable=False,
        ),
        sa.Column("target_value", sa.BigInteger(), nullable=True),
        sa.Column("target_unit", sa.String(length=20), nullable=True),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "target_value >= 0", name=op.f("ck_commitment_target_value_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_commitment_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("meeting_id", "number", name=op.f("uq_commitment_meeting_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "visit",
        sa.Column("code", sa.String(length=60), nullable=True),
        sa.Column("date_start", sa.Date(), nullable=False),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column(
            "date_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                name="precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "direction",
            sa.Enum(
                "east_to_west",
                "west_to_east",
                name="direction",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("head", sa.String(length=120), server_default="", nullable=False),
        sa.Column("head_en", sa.String(length=120), nullable=True),
        sa.Column("post", sa.String(length=200), nullable=True),
        sa.Column("post_en", sa.String(length=200), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "national",
                "province",
                "prefecture",
                "county",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("purpose_en", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("helper_adcode", sa.String(length=6), nullable=True),
        sa.Column("receiver_adcode", sa.String(length=6), nullable=True),
        sa.Column("pairing_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "date_end >= date_start", name=op.f("ck_visit_date_end_after_date_start")
        ),
        sa.CheckConstraint("headcount >= 0", name=op.f("ck_visit_headcount_not_negative")),
        sa.CheckConstraint(
            "helper_adcode IS NOT NULL AND receiver_adcode IS NOT NULL AND helper_adcode <> receiver_adcode",
            name=op.f("ck_visit_sides"),
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_visit_batch_id")),
        sa.ForeignKeyConstraint(
            ["helper_adcode"], ["area.adcode"], name=op.f("fk_visit_helper_adcode")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_visit_meeting_id")),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairing.id"], name=op.f("fk_visit_pairing_id")),
        sa.ForeignKeyConstraint(
            ["receiver_adcode"], ["area.adcode"], name=op.f("fk_visit_receiver_adcode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint(
            "helper_adcode",
            "receiver_adcode",
            "date_start",
            "direction",
            "head",
            name=op.f("uq_visit_helper_adcode_receiver_adcode_date_start_direction_head"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_visit_batch_id"), "visit", ["batch_id"], unique=False)
    op.create_index(op.f("ix_visit_code"), "visit", ["code"], unique=False)
    op.create_index(op.f("ix_visit_date_start"), "visit", ["date_start"], unique=False)
    op.create_index(op.f("ix_visit_meeting_id"), "visit", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_visit_pairing_id"), "visit", ["pairing_id"], unique=False)
    op.create_table(
        "project",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=True),
        sa.Column(
            "industry",
            sa.Enum(
                "tea",
                "herbs",
                "textiles",
                "ecommerce",
                "crops",
                "livestock",
                "processing",
                "tourism",
                "parks",
                "workshops",
                "livelihood",
                "other",
                name="industry",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "stage",
            sa.Enum(
                "signed",
                "registered",
                "started",
                "funded",
                "producing",
                "stalled",
                "cancelled",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("place_adcode", sa.String(length=6), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("total_investment", sa.BigInteger(), nullable=True),
        sa.Column("agreed_amount", sa.BigInteger(), nullable=True),
        sa.Column("in_place", sa.BigInteger(), nullable=True),
        sa.Column("fiscal_aid", sa.BigInteger(), nullable=True),
        sa.Column("social_aid", sa.BigInteger(), nullable=True),
        sa.Column("jobs", sa.Integer(), nullable=True),
        sa.Column("beneficiaries", sa.Integer(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column(
            "start_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                name="start_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column(
            "end_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                name="end_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("implementer", sa.String(length=200), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("demo", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("helper_adcode", sa.String(length=6), nullable=True),
        sa.Column("receiver_adcode", sa.String(length=6), nullable=True),
        sa.Column("pairing_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "agreed_amount >= 0", name=op.f("ck_project_agreed_amount_not_negative")
        ),
        sa.CheckConstraint(
            "beneficiaries >= 0", name=op.f("ck_project_beneficiaries_not_negative")
        ),
        sa.CheckConstraint(
            "commitment_id IS NULL OR meeting_id IS NOT NULL",
            name=op.f("ck_project_commitment_meeting"),
        ),
        sa.CheckConstraint(
            "end_date >= start_date", name=op.f("ck_project_end_date_after_start_date")
        ),
        sa.CheckConstraint("fiscal_aid >= 0", name=op.f("ck_project_fiscal_aid_not_negative")),
        sa.CheckConstraint(
            "helper_adcode IS NOT NULL AND receiver_adcode IS NOT NULL AND helper_adcode <> receiver_adcode",
            name=op.f("ck_project_sides"),
        ),
        sa.CheckConstraint("in_place >= 0", name=op.f("ck_project_in_place_not_negative")),
        sa.CheckConstraint("jobs >= 0", name=op.f("ck_project_jobs_not_negative")),
        sa.CheckConstraint("pairing_id IS NOT NULL", name=op.f("ck_project_paired")),
        sa.CheckConstraint("social_aid >= 0", name=op.f("ck_project_social_aid_not_negative")),
        sa.CheckConstraint(
            "total_investment >= 0", name=op.f("ck_project_total_investment_not_negative")
        ),
        sa.CheckConstraint("year BETWEEN 1990 AND 2100", name=op.f("ck_project_year_range")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_project_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_project_commitment_id")
        ),
        sa.ForeignKeyConstraint(
            ["helper_adcode"], ["area.adcode"], name=op.f("fk_project_helper_adcode")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_project_meeting_id")),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairing.id"], name=op.f("fk_project_pairing_id")),
        sa.ForeignKeyConstraint(
            ["place_adcode"], ["area.adcode"], name=op.f("fk_project_place_adcode")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_adcode"], ["area.adcode"], name=op.f("fk_project_receiver_adcode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint(
            "helper_adcode",
            "receiver_adcode",
            "code",
            name=op.f("uq_project_helper_adcode_receiver_adcode_code"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_project_batch_id"), "project", ["batch_id"], unique=False)
    op.create_index(op.f("ix_project_commitment_id"), "project", ["commitment_id"], unique=False)
    op.create_index(op.f("ix_project_meeting_id"), "project", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_project_pairing_id"), "project", ["pairing_id"], unique=False)
    op.create_index(
        "ix_project_summary",
        "project",
        [
            "year",
            "pairing_id",
            "industry",
            "stage",
            "demo",
            "total_investment",
            "agreed_amount",
            "in_place",
            "fiscal_aid",
            "social_aid",
            "jobs",
            "beneficiaries",
        ],
        unique=False,
    )
    op.create_table(
        "visit_site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=True),
        sa.Column("place_adcode", sa.String(length=6), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["place_adcode"], ["area.adcode"], name=op.f("fk_visit_site_place_adcode")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_site_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_site")),
        sa.UniqueConstraint("visit_id", "position", name=op.f("uq_visit_site_visit_id_position")),
        sqlite_autoincrement=True,
    )
    op.execute(
        "INSERT INTO store_revision (id, revision, changed_at) VALUES (1, 0, CURRENT_TIMESTAMP)"
    )


def downgrade() -> None:
    op.drop_table("visit_site")
    op.drop_index("ix_project_summary", table_name="project")
    op.drop_index(op.f("ix_project_pairing_id"), table_name="project")
    op.drop_index(op.f("ix_project_meeting_id"), table_name="project")
    op.drop_index(op.f("ix_project_commitment_id"), table_name="project")
    op.drop_index(op.f("ix_project_batch_id"), table_name="project")
    op.drop_table("project")
    op.drop_index(op.f("ix_visit_pairing_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_meeting_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_date_start"), table_name="visit")
    op.drop_index(op.f("ix_visit_code"), table_name="visit")
    op.drop_index(op.f("ix_visit_batch_id"), table_name="visit")
    op.drop_table("visit")
    op.drop_table("commitment")
    op.drop_table("attendee")
    op.drop_index(op.f("ix_published_figure_area_adcode"), table_name="published_figure_area")
    op.drop_table("published_figure_area")
    op.drop_index(op.f("ix_meeting_pairing_id"), table_name="meeting")
    op.drop_index(op.f("ix_meeting_date_start"), table_name="meeting")
    op.drop_index(op.f("ix_meeting_code"), table_name="meeting")
    op.drop_index(op.f("ix_meeting_batch_id"), table_name="meeting")
    op.drop_table("meeting")
    op.drop_index(op.f("ix_agreement_target_pairing_id"), table_name="agreement_target")
    op.drop_index(op.f("ix_agreement_target_batch_id"), table_name="agreement_target")
    op.drop_table("agreement_target")
    op.drop_index(op.f("ix_row_history_table_name_row_id"), table_name="row_history")
    op.drop_index(op.f("ix_row_history_batch_id"), table_name="row_history")
    op.drop_table("row_history")
    op.drop_index(op.f("ix_published_figure_metric_key"), table_name="published_figure")
    op.drop_table("published_figure")
    op.drop_table("pairing")
    op.drop_table("store_revision")
    op.drop_table("metric")
    op.drop_index(op.f("ix_import_batch_sha256"), table_name="import_batch")
    op.drop_table("import_batch")
    op.drop_index(op.f("ix_area_province_adcode"), table_name="area")
    op.drop_index(op.f("ix_area_name_zh"), table_name="area")
    op.drop_table("area")
