"""What the shipped files say can be measured, in a store of a test."""

from collections import defaultdict
from fractions import Fraction

from sqlalchemy import Engine, insert

from db.engine import locked
from db.importing.measures import Measured, Measures
from db.importing.words import Words
from db.models import Measure, MeasureUnit, table_of
from db.reference.files import read_files
from db.settings import REFERENCE


def measured(engine: Engine) -> Engine:
    """The store with them."""
    files = read_files(REFERENCE)
    with locked(engine) as connection:
        rows = [{**row, "position": place} for place, row in enumerate(files["measures"])]
        connection.execute(insert(table_of(Measure)), rows)
        units = [
            {**row, "times": int(row["times"]), "per": int(row["per"])}
            for row in files["measure_units"]
        ]
        connection.execute(insert(table_of(MeasureUnit)), units)
    return engine


def shipped() -> Measures:
    """The same without a store."""
    files = read_files(REFERENCE)
    units: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for row in files["measure_units"]:
        units[row["base"]][row["unit"]] = Fraction(int(row["times"]), int(row["per"]))
    return Measures(
        [
            Measured(
                row["key"],
                Words(row["name_zh"], row["name_en"]),
                row["unit"],
                tuple(row["also"].split("、")),
                {row["unit"]: Fraction(1), **units[row["unit"]]},
            )
            for row in files["measures"]
        ]
    )
