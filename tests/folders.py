"""A folder in memory for the databases of the tests.

SQLite waits for the disk at every commit, which no test needs: it is most of the time of many.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import is_alive

MEMORY = Path("/dev/shm")  # noqa: S108 - each process has a folder of its own in it
ENOUGH = 2 * 2**30
"""Bytes that must be free there; a container may have only a few."""
PREFIX = "xieshou-stores-"


@contextmanager
def in_memory() -> Iterator[Path]:
    """A folder of this process, removed at the end; on disk where there is no room in memory. What
    a killed process left behind goes as well.
    """
    for folder in MEMORY.glob(f"{PREFIX}*-*"):
        if not is_alive(int(folder.name.removeprefix(PREFIX).partition("-")[0])):
            shutil.rmtree(folder, ignore_errors=True)
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ENOUGH
    made = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=MEMORY if roomy else None)
    try:
        yield Path(made)
    finally:
        shutil.rmtree(made, ignore_errors=True)  # what is still in use goes with the next sweep
