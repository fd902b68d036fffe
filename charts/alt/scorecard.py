"""Alt texts of charts of clauses."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from charts import clauses as bars
from charts import course as lines
from charts import statuses
from charts.words import ClauseWords, CourseWords, MatrixWords


def matrix(frame: pd.DataFrame, words: MatrixWords) -> str:
    """Alt text of `statuses.matrix`, from the same frame and words."""
    cells = statuses.read(frame)
    if not cells:
        return words.alt_empty
    return words.alt.format(
        clauses=len(cells),
        couples=len({cell.couple for cell in cells}),
        counts=_counts((cell.status for cell in cells), words),
    )


def clauses(frame: pd.DataFrame, words: ClauseWords) -> str:
    """Alt text of `clauses.progress`, from the same frame and words."""
    found = bars.read(frame)
    if not found:
        return words.alt_empty
    return words.alt.format(
        clauses=len(found),
        worst=found[0].name,
        worst_status=words.statuses[found[0].status],
        counts=_counts((one.status for one in found), words),
    )


def course(frame: pd.DataFrame, words: CourseWords) -> str:
    """Alt text of `course.course`, from the same frame and words."""
    values = lines.read(frame)
    if not values:
        return words.alt_empty
    told = [value for value in values if value.told]
    series = dict.fromkeys(words.series.get(value.series, value.series) for value in values)
    return words.alt.format(series=words.separator.join(series), last=told[-1].told)


def _counts(found: Iterable[str], words: MatrixWords | ClauseWords) -> str:
    """Each status with its number, the worst first."""
    number = Counter(found)
    return words.separator.join(
        words.count.format(status=words.statuses[key], number=number[key])
        for key in statuses.SYMBOLS
        if number[key]
    )
