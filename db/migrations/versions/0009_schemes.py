"""Schemes are rows: the next adjustment is an entry, not a release."""

import sqlalchemy as sa
from alembic import op

from db.migrations.constraints import replace

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SCHEMES = (
    ("1996_initial", "1996年首批结对", "1996: first pairings", 1996),
    ("2010_xinjiang_counterpart", "2010年对口援疆", "2010: support for Xinjiang", 2010),
    (
        "2010_qinghai_tibetan_counterpart",
        "2010年对口支援青海涉藏州",
        "2010: support for Qinghai",
        2010,
    ),
    ("2010_adjustment", "2010年调整", "2010 adjustment", 2010),
    ("2013_guizhou", "2013年帮扶贵州", "2013: Guizhou", 2013),
    (
        "2014_tibetan_areas_SC_YN_GS",
        "2014年川滇甘涉藏州县",
        "2014: Tibetan areas of Sichuan, Yunnan, Gansu",
        2014,
    ),
    ("2016_guideline", "2016年指导意见", "2016 guideline", 2016),
    ("2021_adjustment", "2021年调整（省际）", "2021 adjustment: provinces", 2021),
    ("2021_city_level", "2021年以来（市际）", "Since 2021: cities", 2021),
    ("county_pair_examples", "县际（部分）", "Counties (examples)", None),
)
"""All that there could be before: the names were the program's."""

CHECK = (
    "ck_pairing_scheme",
    "CHECK (scheme IN ({}))".format(", ".join(f"'{key}'" for key, *_ in SCHEMES)),
)
FOREIGN_KEY = ("fk_pairing_scheme", "FOREIGN KEY(scheme) REFERENCES scheme (key)")


def upgrade() -> None:
    scheme = op.create_table(
        "scheme",
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("name_zh", sa.String(60), nullable=False),
        sa.Column("name_en", sa.String(80)),
        sa.Column("year_from", sa.SmallInteger()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_scheme")),
        sa.UniqueConstraint("name_zh", name=op.f("uq_scheme_name_zh")),
    )
    used: set[str] = set(
        op.get_bind().scalars(sa.select(sa.column("scheme")).select_from(sa.table("pairing")))
    )
    names = ("key", "name_zh", "name_en", "year_from")
    rows = [dict(zip(names, row, strict=True)) for row in SCHEMES if row[0] in used]
    op.bulk_insert(scheme, [row | {"source": "data/reference"} for row in rows])
    replace("pairing", CHECK, FOREIGN_KEY)


def downgrade() -> None:
    """Refused where there is a scheme that the older program does not know."""
    pairing = sa.table("pairing", sa.column("scheme"))
    of_others = sa.select(pairing.c.scheme).where(
        pairing.c.scheme.not_in([key for key, *_ in SCHEMES])
    )
    if others := op.get_bind().scalars(of_others.distinct()).all():
        raise ValueError(f"an older program does not know the schemes {', '.join(others)}")
    replace("pairing", FOREIGN_KEY, CHECK)
    op.drop_table("scheme")
