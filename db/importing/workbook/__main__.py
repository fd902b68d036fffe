"""The bounded process: reads a workbook from its input and tells its rows on its output.

The parent sends the limits, the file, and then the names of the sheets that it wants.
"""

import contextlib
import gc
import os
import resource
import sys
from typing import IO, Any

import orjson

from db.importing.issue import Invalid
from db.importing.limits import MEGABYTE, Limits
from db.importing.problems import PROBLEMS
from db.importing.problems.workbook import TOO_HEAVY
from db.importing.workbook.messages import received, send


def main() -> None:
    """Read one workbook."""
    gc.disable()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    limits = Limits(**orjson.loads(received(source) or b"{}"))
    _bound(limits)
    try:
        _tell(source, sink, limits)
    except Invalid as invalid:
        send(sink, _told(invalid))
    except MemoryError:
        send(sink, _told(Invalid(TOO_HEAVY, memory=limits.memory, seconds=limits.seconds)))
    os._exit(0)  # nothing to tidy up, and a large heap takes its time


def _tell(source: IO[bytes], sink: IO[bytes], limits: Limits) -> None:
    from db.importing.workbook.reading import read  # within the bounds: libraries take memory too

    messages: Any = read(received(source) or b"", limits)
    send(sink, orjson.dumps(next(messages)))
    wanted = orjson.loads(received(source) or b"[]")
    with contextlib.suppress(StopIteration):
        send(sink, orjson.dumps(messages.send(wanted)))
        for message in messages:
            send(sink, orjson.dumps(message))
    send(sink, b"")


def _bound(limits: Limits) -> None:
    """No more memory and time than that, whatever the file makes a library do."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _told(invalid: Invalid) -> bytes:
    """A refusal, for the parent to raise."""
    name = next(name for name, problem in PROBLEMS.items() if problem is invalid.problem)
    return orjson.dumps({"invalid": name, "details": invalid.details})


if __name__ == "__main__":
    main()
