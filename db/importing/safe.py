"""CSV that Excel and LibreOffice open as what it is: a byte order mark, and no formulas.

A text that a spreadsheet would compute is given an apostrophe, which the importer takes off again.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence

BOM = "\ufeff"

_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_TICKED = re.compile(r"'+[=+\-@\t\r＝＋－＠]|(?P<number>'+[0-9][^']*\Z)")


def neutral(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text) and len(text) > 1:
        return "'" + text
    return text


def kept(text: str) -> str:
    """`neutral`, and with one more before an apostrophe that is the text's own: the importer takes
    one off.
    """
    return "'" + text if _TICKED.match(text) else neutral(text)


def is_ticked(text: str, *, number: bool) -> bool:
    """Whether a text begins with the apostrophe that `kept` puts before a formula (or a number)."""
    found = _TICKED.match(text)
    return found is not None and (found["number"] is not None) is number


def csv_bytes(
    rows: Iterable[Sequence[str]], delimiter: str = ",", write: Callable[[str], str] = neutral
) -> bytes:
    """Rows as UTF-8 CSV with a byte order mark, every text neutral."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([write(cell) for cell in row])
    return (BOM + text.getvalue()).encode()
