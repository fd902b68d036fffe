"""Targets and reports for tests, written straight into a store."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, insert

from db import kept
from db.models import AgreementTarget, Result
from db.periods import Period, of_key
from db.terms import Basis, Side
from tests.stores import Couple


def promise(
    connection: Connection, couple: Couple, year: int, metric: str, target: int, **more: Any
) -> None:
    """A clause of a year's agreement."""
    values = {**couple, "year": year, "metric_key": metric, "target": target, **more}
    connection.execute(insert(AgreementTarget).values(values))
    kept.recount(connection)


def report(
    connection: Connection,
    couple: Couple,
    side: Side,
    metric: str,
    values: dict[str, int],
    *,
    basis: Basis = Basis.CUMULATIVE,
    as_of: date | None = None,
    **more: Any,
) -> None:
    """Reports of one side: value by the key of its period, as in {"2022-06": 5, "2022-Q3": 9}."""
    rows = []
    for key, value in values.items():
        period = known(key)
        rows.append(
            {
                **couple,
                "year": period.year,
                "period_kind": period.kind,
                "period_number": period.number,
                "ends_on": period.ends_on,
                "metric_key": metric,
                "reported_by": side,
                "basis": basis,
                "value": value,
                "as_of": as_of,
                **more,
            }
        )
    connection.execute(insert(Result), rows)
    kept.recount(connection)


def known(key: str) -> Period:
    """The period of a key."""
    period = of_key(key)
    assert period is not None
    return period
