"""Published figures, as published: they are listed and drawn, never added."""

import re

import pandas as pd
from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.orm import aliased

from db.filters import Filter
from db.models import Area, FigureArea, PublishedFigure
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
    """The places that figures are about: `code` (of the figure), `side`, `name_zh`, `name_en` (may
    be missing), by code and adcode. National figures have none.
    """
    statement: Query = (
        select(PublishedFigure.code, FigureArea.side, Area.name_zh, Area.name_en)
        .join(PublishedFigure, PublishedFigure.id == FigureArea.figure_id)
        .join(Area, Area.adcode == FigureArea.adcode)
        .order_by(PublishedFigure.code, FigureArea.side, Area.adcode)
    )
    return frame(connection, statement)


ADDRESS = re.compile("https?://")
"""What the address of a source begins with."""


def without_address(connection: Connection) -> pd.DataFrame:
    """The figures whose source names no address, by code: the columns of
    pairings.published_figures.
    """
    source = PublishedFigure.source
    named = or_(source.contains("http://"), source.contains("https://"))
    by_code = published_figures().where(~named).order_by(None).order_by(PublishedFigure.code)
    return frame(connection, by_code)


def _about(province: str, sides: tuple[Side, ...]) -> Query:
    area = aliased(Area)
    return (
        select(FigureArea.figure_id)
        .join(area, area.adcode == FigureArea.adcode)
        .where(area.province_adcode == province, FigureArea.side.in_(sides))
    )
