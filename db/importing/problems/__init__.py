"""Every kind of issue that the importer knows, by its code of the contract."""

from db.importing.issue import Problem
from db.importing.problems import (
    asof,
    cells,
    closings,
    dates,
    encoding,
    figures,
    files,
    measures,
    numbers,
    people,
    periods,
    places,
    records,
    results,
    table,
    workbook,
)

PROBLEMS: dict[str, Problem] = {
    name: problem
    for module in (
        asof,
        files,
        workbook,
        encoding,
        table,
        cells,
        dates,
        numbers,
        measures,
        people,
        places,
        records,
        closings,
        periods,
        results,
        figures,
    )
    for name, problem in vars(module).items()
    if isinstance(problem, Problem)
}
"""By the name of their constant."""
