"""What every page needs to know: definitions, provinces, and how fresh the store is."""

import pandas as pd
from sqlalchemy import Connection, and_, func, select
from sqlalchemy.orm import aliased

from db.models import Area, Metric, MetricVersion, Pairing, Scheme, StoreRevision, table_of
from db.queries.frames import frame, of
from db.queries.where import HelperArea, ReceiverArea
from db.terms import Level


def metrics(connection: Connection) -> pd.DataFrame:
    """The definition dictionary by key: all columns of Metric, the `number` of the version that
    says so and the day from which it is `valid_from` (missing: since ever).
    """
    newest = aliased(MetricVersion)
    numbered = select(func.max(newest.number)).where(newest.metric_key == Metric.key)
    said = and_(
        MetricVersion.metric_key == Metric.key,
        MetricVersion.number == numbered.scalar_subquery(),
    )
    columns = (*table_of(Metric).c, MetricVersion.number, MetricVersion.valid_from)
    return frame(connection, select(*columns).outerjoin(MetricVersion, said).order_by(Metric.key))


def provinces(connection: Connection) -> pd.DataFrame:
    """All provinces by code: `adcode`, `name_zh`, `name_en`, `short_zh`, `tile_column`,
    `tile_row`, and whether some pairing
    has them (or a place in them) as `helps` or `receives`.
    """
    helping = select(HelperArea.province_adcode).join(
        Pairing, Pairing.helper_adcode == HelperArea.adcode
    )
    receiving = select(ReceiverArea.province_adcode).join(
        Pairing, Pairing.receiver_adcode == ReceiverArea.adcode
    )
    return frame(
        connection,
        select(
            *of(Area, "adcode name_zh name_en short_zh tile_column tile_row"),
            Area.adcode.in_(helping).label("helps"),
            Area.adcode.in_(receiving).label("receives"),
        )
        .where(Area.level == Level.PROVINCE)
        .order_by(Area.adcode),
    )


def places(connection: Connection) -> pd.DataFrame:
    """All places by code: `adcode`, `name_zh`, `name_en`."""
    return frame(connection, select(Area.adcode, Area.name_zh, Area.name_en).order_by(Area.adcode))


def schemes(connection: Connection) -> pd.DataFrame:
    """All schemes, the newest first: `key`, `name_zh`, `name_en` (none where nobody gave one)."""
    newest = Scheme.year_from.desc().nulls_last()
    columns = select(Scheme.key, Scheme.name_zh, Scheme.name_en)
    return frame(connection, columns.order_by(newest, Scheme.key))


def freshness(connection: Connection) -> pd.DataFrame:
    """One row: `revision`, and `changed_at` (UTC), when the store last changed."""
    return frame(connection, select(StoreRevision.revision, StoreRevision.changed_at))
