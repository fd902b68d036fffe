"""What goes into the log: one line a record, whatever outsiders wrote into it.

A name, a path or a provider's error may hold a newline or an escape sequence, with which somebody
would write lines of their own or paint over those of others. Libraries log what browsers say as
well (Streamlit the names of what a message is for), so it is all records that are minded.
"""

import logging
import traceback
from typing import Any

_made = logging.getLogRecordFactory()


def plain(text: str) -> str:
    """The text with all that is not printable as its escape: a newline as \\n."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


def _one_line(*given: Any, **more: Any) -> logging.LogRecord:
    """A record in plain text. The lines of a traceback, which may quote anything, each begin with a
    bar.
    """
    record = _made(*given, **more)
    try:
        record.msg, record.args = plain(record.getMessage()), None
    except (TypeError, ValueError, KeyError):
        return record  # its handler says what is wrong with it
    if record.exc_info and record.exc_info[0]:
        lines = "".join(traceback.format_exception(*record.exc_info)).split("\n")
        record.exc_text = "\n".join(f"| {plain(line)}" for line in lines if line)
    return record


def guard() -> None:
    """Have all that is logged in this process be so."""
    logging.setLogRecordFactory(_one_line)
