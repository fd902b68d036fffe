"""A file that is written aside, readable by its owner alone, and named when it is whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to, which gets its name if all goes well, and else goes.

    Raises:
        FileExistsError: `path` is there already, or came to be meanwhile. It is left alone.
    """
    if os.path.lexists(path):
        raise FileExistsError(path)
    part = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
        _sync(part)
        _name(part, path)
        _sync(path.parent)
    finally:
        part.unlink(missing_ok=True)


def _name(part: Path, path: Path) -> None:
    """A link never takes the place of a file that is there; some network folders have none."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        part.rename(path)


def _sync(path: Path) -> None:
    """Make sure that a file, or the names in a folder, outlive a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network folders cannot
            os.fsync(opened)
    finally:
        os.close(opened)
