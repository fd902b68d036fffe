"""Folders in memory for the databases of the tests: one of each process, and one of a run, whose
processes make what takes long together.

SQLite waits for the disk at every commit, which no test needs: it is most of the time of many.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - each process has a folder of its own in it
ENOUGH = 2 * 2**30
"""Bytes that must be free there; a container may have only a few."""
DISK = Path(tempfile.gettempdir())
PREFIX = "xieshou-stores-"
RUN = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
"""The process that the run of this one ends with."""


@contextmanager
def in_memory() -> Iterator[Path]:
    """A folder of this process, removed at the end; on disk where there is no room in memory. What
    killed processes left behind goes as well.
    """
    for folder in (*MEMORY.glob(f"{PREFIX}*-*"), *DISK.glob(f"{PREFIX}*-*")):
        if not is_alive(int(folder.name.removeprefix(PREFIX).partition("-")[0])):
            shutil.rmtree(folder, ignore_errors=True)
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ENOUGH
    made = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=MEMORY if roomy else None)
    try:
        yield Path(made)
    finally:
        shutil.rmtree(made, ignore_errors=True)  # what is still in use goes with the next sweep


def of_run() -> Path:
    """The folder that all processes of this run share."""
    folder = DISK / f"{PREFIX}{RUN}-run"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def end_run() -> None:
    """Remove it, whoever may still use it."""
    shutil.rmtree(DISK / f"{PREFIX}{RUN}-run", ignore_errors=True)


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Whoever of the run does something else under that name waits."""
    with (of_run() / f"{name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # alive, and somebody else's
        return True
    return True
