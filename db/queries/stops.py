"""Where delegations go: the stops of visits, counted."""

import pandas as pd
from sqlalchemy import Connection, case, func, select

from db.filters import Filter
from db.models import Visit, VisitSite
from db.queries import where
from db.queries.frames import frame


def most_visited(connection: Connection, chosen: Filter, limit: int = 15) -> pd.DataFrame:
    """The stops that most visits of the selection had: `name`, `name_en` (may be missing),
    `visits` (how many of them stopped there) and `demo` (how many of those are demo records).
    Most visits first, then by name. Stops are told apart by their name as written.
    """
    visits = func.count(Visit.id.distinct())
    demo = func.count(case((Visit.demo, Visit.id)).distinct())
    columns = (
        VisitSite.name,
        func.max(VisitSite.name_en).label("name_en"),
        visits.label("visits"),
        demo.label("demo"),
    )
    stopped = select(*columns).select_from(Visit).join(VisitSite, VisitSite.visit_id == Visit.id)
    return frame(
        connection,
        where.with_sides(stopped, Visit)
        .where(*where.visits(chosen))
        .group_by(VisitSite.name)
        .order_by(visits.desc(), VisitSite.name)
        .limit(limit),
    )
