"""Reading a workbook in a process of its own, with bounds on its memory and its time.

To start one takes a tenth of a second, so that what is small once unpacked is read here: its
reader goes through it once, piece by piece, and holds no more of it than was measured.
"""

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import orjson

from db.importing.issue import Invalid
from db.importing.limits import MEGABYTE, Limits
from db.importing.problems import PROBLEMS
from db.importing.problems.workbook import TOO_HEAVY
from db.importing.workbook.book import Contents
from db.importing.workbook.container import Parts
from db.importing.workbook.messages import received, send
from db.importing.workbook.opening import ARCHIVES
from db.importing.workbook.reading import Choose, Look, Messages, gathered, read
from db.importing.workbook.sheet import Sheet, Told

SMALL = 4 * MEGABYTE
ROOT = Path(__file__).parents[3]
COMMAND = (sys.executable, "-m", "db.importing.workbook")


def read_book(
    data: bytes, choose: Choose, limits: Limits, look: Look = len
) -> tuple[Contents, list[Sheet]]:
    """What is in a workbook, and the sheets that `choose` names, at whose first rows `look` looks.

    Raises:
        Invalid: it cannot be read, or not within the bounds; or whatever those two raise.
    """
    if data.startswith(ARCHIVES) and Parts(data, limits).size <= SMALL:
        return gathered(read(data, limits), choose, look)
    with _child(limits) as (sink, source):
        return gathered(_told(data, limits, sink, source), choose, look)


@contextlib.contextmanager
def _child(limits: Limits) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """A reader's input and output. It is ended when its time is over, or nobody listens."""
    with subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT
    ) as child:
        clock = threading.Timer(limits.seconds, child.kill)
        clock.daemon = True
        clock.start()
        try:
            if child.stdin and child.stdout:
                yield child.stdin, child.stdout
        except BrokenPipeError as error:
            raise _heavy(limits) from error
        finally:
            clock.cancel()
            child.kill()
            with contextlib.suppress(BrokenPipeError):
                child.communicate()


def _told(data: bytes, limits: Limits, sink: IO[bytes], source: IO[bytes]) -> Messages:
    """The messages of a reader in a process of its own."""
    send(sink, orjson.dumps(asdict(limits)))
    send(sink, data)
    wanted: Any = yield _message(source, limits) or {}
    send(sink, orjson.dumps(wanted or []))
    while message := _message(source, limits):
        yield message


def _message(source: IO[bytes], limits: Limits) -> Told | None:
    """The next one; None after the last."""
    message = received(source)
    if message is None:
        raise _heavy(limits)
    if not message:
        return None
    told: Told = orjson.loads(message)
    if "invalid" in told:
        raise Invalid(PROBLEMS[told["invalid"]], **told["details"])
    return told


def _heavy(limits: Limits) -> Invalid:
    return Invalid(TOO_HEAVY, memory=limits.memory, seconds=limits.seconds)
