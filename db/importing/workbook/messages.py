"""Messages between the reader of a workbook and who asked for it: a length, and so many bytes."""

from typing import IO

LENGTH = 4


def send(sink: IO[bytes], message: bytes) -> None:
    """Write one message."""
    sink.write(len(message).to_bytes(LENGTH, "big"))
    sink.write(message)
    sink.flush()


def received(source: IO[bytes]) -> bytes | None:
    """Read one message; None where the other side has gone."""
    length = source.read(LENGTH)
    if len(length) < LENGTH:
        return None
    return source.read(int.from_bytes(length, "big"))
