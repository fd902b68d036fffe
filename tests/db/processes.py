"""Work done in processes of its own: several at once, or one that is killed.

Processes come from a server that has this module loaded, so that each starts at once and shares
nothing with the test.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from threading import Timer
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, select, update

from db.accounts import Operator, audit
from db.accounts.entrance import Caller, NotLetIn, with_password
from db.backup import CannotBackUp, restore, take
from db.demo import load_demo
from db.engine import SIGN_IN_LOCK, locked, make_engine, writing
from db.errors import StoreUnavailable
from db.importing.pipeline import Upload, import_file
from db.importing.plans import commit_plan
from db.migrate import migrate
from db.models import Metric
from db.terms import Event

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__])

START_SECONDS = 120
"""How long the first of several processes waits for the last."""

Work = Callable[..., None]


def _start(process: Any) -> None:
    """Start a process whose main module is not whatever page a test last ran as one."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        process.start()
    finally:
        sys.modules["__main__"] = main


def at_once(count: int, work: Work, *args: Any) -> list[str]:
    """What went wrong in each of `count` processes that did the same work together."""
    return side_by_side(work, [args] * count)


def side_by_side(work: Work, each: Sequence[tuple[Any, ...]]) -> list[str]:
    """What went wrong in processes that did work(*args) together, one for each of the args."""
    gate = CONTEXT.Barrier(len(each))
    pipes = [CONTEXT.Pipe(duplex=False) for _ in each]
    running = [
        CONTEXT.Process(target=_report, args=(sender, gate, work, args))
        for (_, sender), args in zip(pipes, each, strict=True)
    ]
    for process, (_, sender) in zip(running, pipes, strict=True):
        _start(process)
        sender.close()
    ends = [receiver.recv() for receiver, _ in pipes]
    for process in running:
        process.join()
    return [end for end in ends if end]


def _report(sender: Pipe, gate: Any, work: Work, args: tuple[Any, ...]) -> None:
    try:
        gate.wait(START_SECONDS)
        work(*args)
    except Exception as error:
        sender.send(repr(error))
    else:
        sender.send("")


def alone(work: Work, *args: Any) -> int | None:
    """The exit code of a process that did the work; -9 where it was killed."""
    process = CONTEXT.Process(target=work, args=args)
    _start(process)
    process.join()
    return process.exitcode


@contextmanager
def meanwhile(count: int, work: Work, *args: Any) -> Iterator[None]:
    """While the block runs, `count` processes do work(stop, number, *args): until stop is set."""
    stop = CONTEXT.Event()
    running = [CONTEXT.Process(target=work, args=(stop, number, *args)) for number in range(count)]
    for process in running:
        _start(process)
    try:
        yield
    finally:
        stop.set()
        for process in running:
            process.join()
    assert [process.exitcode for process in running] == [0] * count


def keep_bringing(stop: Any, number: int, url: str, make: Callable[[int, int], Upload]) -> None:
    """Import one upload after the other, with a breath between them for other processes."""
    for turn in count():
        if stop.wait(0.1):
            break
        import_file(make_engine(url), make(number, turn))


def bring_up(url: str) -> None:
    migrate(make_engine(url))


def count_up(url: str, times: int) -> None:
    """Read a number, add one, write it back."""
    for _ in range(times):
        with writing(make_engine(url)) as connection:
            found = connection.scalars(select(Metric.definition_zh)).one()
            connection.execute(update(Metric).values(definition_zh=str(int(found) + 1)))


def bring(url: str, upload: Upload) -> None:
    import_file(make_engine(url), upload)


def commit(url: str, plan: str) -> None:
    commit_plan(make_engine(url), plan, Operator("staff"))


def bring_until_statement(url: str, upload: Upload, last: int) -> None:
    """Import, and be killed by SIGKILL after the last-th statement."""
    engine = make_engine(url)
    _die_after(engine, last)
    import_file(engine, upload)


def _die_after(engine: Engine, last: int) -> None:
    done = 0

    def count(*_: Any) -> None:
        nonlocal done
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "after_cursor_execute", count)
    event.listen(engine, "commit", count)


def bring_with_little_room(url: str, upload: Upload) -> None:
    """Import where no file can grow beyond a hundred kilobytes, and be told so."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    with pytest.raises(StoreUnavailable):
        import_file(make_engine(url), upload)


def take_with_little_room(url: str, path: Path) -> None:
    """Back up where no file can grow beyond a hundred kilobytes, and be told so."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    with pytest.raises(CannotBackUp, match="cannot be written: File too large"):
        take(make_engine(url), path)


def restore_until_statement(url: str, path: Path, last: int) -> None:
    """Restore, and be killed by SIGKILL after the last-th statement."""
    engine = make_engine(url)
    _die_after(engine, last)
    restore(engine, path, unsealed=True)


def guess(url: str, times: int) -> None:
    """Try wrong passwords for anna."""
    caller = Caller("10.0.0.1", "a browser", timedelta(hours=8))
    for _ in range(times):
        with suppress(NotLetIn):
            with_password(make_engine(url), "anna", "wrong", caller)


def note_audit(url: str, times: int) -> None:
    """Add rows to the audit, each in a transaction of its own, as signing in does."""
    for number in range(times):
        with locked(make_engine(url), SIGN_IN_LOCK) as connection:
            audit.note(connection, Event.EDITED, Operator("process"), number=number)


def load_demo_until_ledger(url: str, last: int) -> None:
    """Load the demo ledgers, and be killed by SIGKILL when the last-th is about to be kept."""
    engine = make_engine(url)
    writes = 0

    def count(connection: Connection) -> None:
        nonlocal writes
        writes += connection.get_execution_options().get("xieshou_writes", False)
        if writes == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "commit", count)
    load_demo(engine)


def bring_until(url: str, upload: Upload, seconds: float) -> None:
    """Import, and be killed by SIGKILL after so long."""
    Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()
    import_file(make_engine(url), upload)
