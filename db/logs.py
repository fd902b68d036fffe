"""What goes into the log: one line a record, whatever outsiders wrote into it.

A name, a path or a provider's error may hold a newline or an escape sequence, with which somebody
would write lines of their own or paint over those of others.
"""

import logging
import traceback

NAME = "xieshou"


class OneLine(logging.Filter):
    """Writes control and other unprintable characters of a record as their escapes. The lines of a
    traceback, which may quote anything, each begin with a bar.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = plain(record.getMessage()), None
        if record.exc_info and record.exc_info[0]:
            lines = "".join(traceback.format_exception(*record.exc_info)).split("\n")
            record.exc_text = "\n".join(f"| {plain(line)}" for line in lines if line)
        return True


def plain(text: str) -> str:
    """The text with all that is not printable as its escape: a newline as \\n."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


def guard() -> None:
    """Have all of our log pass through the filter."""
    log = logging.getLogger(NAME)
    if not any(isinstance(one, OneLine) for one in log.filters):
        log.addFilter(OneLine())
