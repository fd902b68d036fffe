"""Published figures that stand: those that were withdrawn are neither shown nor counted."""

from sqlalchemy import Subquery, literal, select, union_all

from db.models import FigureArea, PublishedFigure
from db.queries.where import Condition
from db.terms import Side


def stands() -> Condition:
    """That a figure was not withdrawn."""
    return PublishedFigure.withdrawn.is_(None)


def figure_places() -> Subquery:
    """The places that figures are about: `figure_id`, `side`, `adcode`. A national one has none."""
    alone = [
        select(
            PublishedFigure.id.label("figure_id"),
            literal(side, FigureArea.side.type).label("side"),
            column.label("adcode"),
        ).where(column.is_not(None))
        for side, column in (
            (Side.HELPER, PublishedFigure.helper_adcode),
            (Side.RECEIVER, PublishedFigure.receiver_adcode),
        )
    ]
    several = select(FigureArea.figure_id, FigureArea.side, FigureArea.adcode)
    return union_all(*alone, several).subquery()
