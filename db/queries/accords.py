"""Agreements as they were signed, beside the clauses and meetings of their years."""

import pandas as pd
from sqlalchemy import ColumnElement, Connection, select

from db.models import Accord, table_of
from db.queries import facts
from db.queries.frames import frame, of

ACCORD = table_of(Accord)
COLUMNS = "id year year_to title title_en signed_date signed_precision signed_by source demo"


def of_couple(connection: Connection, helper: str, receiver: str) -> pd.DataFrame:
    """The agreements of two sides (adcodes), the newest first, of one term the shorter first:
    COLUMNS, and `framework_id`, the agreement of several years that holds it, if there is one.
    """
    return _framed(_found(connection, helper, receiver))


def of_year(connection: Connection, helper: str, receiver: str, year: int) -> pd.DataFrame:
    """Those of them whose term has the year."""
    found = of_couple(connection, helper, receiver)
    return found[(found["year"] <= year) & (found["year_to"] >= year)]


def _found(connection: Connection, helper: str, receiver: str) -> pd.DataFrame:
    both: tuple[ColumnElement[bool], ...] = (
        ACCORD.c.helper_adcode == helper,
        ACCORD.c.receiver_adcode == receiver,
        facts.counting(connection)(ACCORD.c),
    )
    ordered = (ACCORD.c.year.desc(), ACCORD.c.year_to, ACCORD.c.id)
    return frame(connection, select(*of(Accord, COLUMNS)).where(*both).order_by(*ordered))


def _framed(found: pd.DataFrame) -> pd.DataFrame:
    """With the narrowest agreement of a longer term that holds each."""
    rows = found.to_dict("records")
    framework = [
        min(
            (other for other in rows if _holds(other, row)),
            key=lambda other: other["year_to"] - other["year"],
            default={"id": None},
        )["id"]
        for row in rows
    ]
    return found.assign(framework_id=pd.array(framework, dtype="Int64"))


def _holds(frame_of: dict[object, object], row: dict[object, object]) -> bool:
    first, last = (int(str(frame_of[name])) for name in ("year", "year_to"))
    begins, ends = (int(str(row[name])) for name in ("year", "year_to"))
    return first <= begins and ends <= last and last - first > ends - begins
