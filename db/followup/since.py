"""What the two sides of a meeting did after it: meetings, and visits in the year after."""

from datetime import date, timedelta

import pandas as pd
from sqlalchemy import ColumnElement, Connection, or_, select

from db.models import Meeting, Visit
from db.queries import facts
from db.queries.frames import frame

MOST = 3
YEAR = timedelta(days=365)


def next_meetings(
    connection: Connection, helper: str, receiver: str, held: date, meeting_id: int
) -> pd.DataFrame:
    """The next meetings of two sides (adcodes) after one: `id`, `title`, `title_en`, `date_start`,
    `date_precision`, `demo`; at most MOST.
    """
    columns = (Meeting.id, Meeting.title, Meeting.title_en, Meeting.date_start)
    return frame(
        connection,
        select(*columns, Meeting.date_precision, Meeting.demo)
        .where(*_of(Meeting, helper, receiver), Meeting.date_start >= held)
        .where(Meeting.id != meeting_id, facts.counting(connection)(Meeting))
        .order_by(Meeting.date_start, Meeting.id)
        .limit(MOST),
    )


def visits(
    connection: Connection, helper: str, receiver: str, held: date, meeting_id: int
) -> pd.DataFrame:
    """Their visits in the year after it, without those that belong to it: `id`, `purpose`,
    `purpose_en`, `date_start`, `date_precision`, `direction`, `demo`; at most MOST.
    """
    columns = (Visit.id, Visit.purpose, Visit.purpose_en, Visit.date_start, Visit.date_precision)
    return frame(
        connection,
        select(*columns, Visit.direction, Visit.demo)
        .where(*_of(Visit, helper, receiver), Visit.date_start.between(held, held + YEAR))
        .where(or_(Visit.meeting_id.is_(None), Visit.meeting_id != meeting_id))
        .where(facts.counting(connection)(Visit))
        .order_by(Visit.date_start, Visit.id)
        .limit(MOST),
    )


def _of(record: type[Meeting] | type[Visit], *sides: str) -> list[ColumnElement[bool]]:
    return [record.helper_adcode == sides[0], record.receiver_adcode == sides[1]]
