"""Published figures, as published: they are listed and drawn, never added."""

import pandas as pd
from sqlalchemy import Connection, and_, or_, select

from db.filters import Filter
from db.models import Area, PublishedFigure
from db.queries.figures import figure_places
from db.queries.frames import Query, frame
from db.queries.pairings import published_figures
from db.terms import Side


def figures(connection: Connection, chosen: Filter) -> pd.DataFrame:
    """The figures whose period meets the filter's years and that are about its provinces (or a
    place in them): the columns of pairings.published_figures. National figures are left out where
    a province is chosen.
    """
    statement = published_figures()
    if chosen.years is not None:
        first, last = chosen.years
        starts = PublishedFigure.period_start
        statement = statement.where(
            and_(or_(starts.is_(None), starts <= last), PublishedFigure.period_end >= first)
        )
    for adcode, sides in (
        (chosen.helper, (Side.HELPER,)),
        (chosen.receiver, (Side.RECEIVER,)),
        (chosen.province, (Side.HELPER, Side.RECEIVER)),
    ):
        if adcode is not None:
            statement = statement.where(PublishedFigure.id.in_(_about(adcode, sides)))
    return frame(connection, statement)


def places(connection: Connection) -> pd.DataFrame:
    """The places that figures are about: `figure_id`, `side`, `name_zh`, `name_en` (may be
    missing), by figure and adcode. National figures have none.
    """
    of = figure_places().c
    statement: Query = (
        select(of.figure_id, of.side, Area.name_zh, Area.name_en)
        .join(Area, Area.adcode == of.adcode)
        .order_by(of.figure_id, of.side, Area.adcode)
    )
    return frame(connection, statement)


def without_address(connection: Connection) -> pd.DataFrame:
    """The figures whose source names no address, in the order of the store: the columns of
    pairings.published_figures.
    """
    source = PublishedFigure.source
    named = or_(source.contains("http://"), source.contains("https://"))
    in_order = published_figures().where(~named).order_by(None).order_by(PublishedFigure.id)
    return frame(connection, in_order)


def _about(province: str, sides: tuple[Side, ...]) -> Query:
    of = figure_places().c
    return (
        select(of.figure_id)
        .join(Area, Area.adcode == of.adcode)
        .where(Area.province_adcode == province, of.side.in_(sides))
    )
