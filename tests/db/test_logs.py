"""What outsiders write reaches the log as text of one line."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.logs import plain

log = logging.getLogger("xieshou")


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What a handler of the log writes, in a server's usual form."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    log.addHandler(handler)
    yield stream
    log.removeHandler(handler)


@pytest.mark.parametrize(
    ("outside", "kept"),
    [
        ("a\nERROR forged", r"a\nERROR forged"),
        ("a\r\nb", r"a\r\nb"),
        ("\x1b[2Jgone", r"\x1b[2Jgone"),
        ("a\x00b\x7f", r"a\x00b\x7f"),
        ("one\u2028two\x85three", r"one\u2028two\x85three"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\udcff", r"\udcff"),
        ("茶园 100% “好”", "茶园 100% “好”"),
    ],
)
def test_nothing_from_outside_begins_a_line(written: StringIO, outside: str, kept: str) -> None:
    log.warning("OpenID Connect: %s: %s", "KeyError", outside)
    assert written.getvalue() == f"WARNING OpenID Connect: KeyError: {kept}\n"


def test_what_a_library_logs_of_a_message_is_one_line_too(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO):
        logging.getLogger("streamlit.runtime").info("No fragment with id %s", "x\nERROR forged")
    (record,) = caplog.records
    assert record.getMessage() == r"No fragment with id x\nERROR forged"


def test_a_traceback_is_marked_line_for_line(written: StringIO) -> None:
    try:
        raise ValueError("bad\nERROR forged")
    except ValueError:
        log.exception("%s could not be answered", "/a\nb")
    first, *rest = written.getvalue().splitlines()
    assert first == r"ERROR /a\nb could not be answered"
    assert rest[-1] == "| ERROR forged"
    assert [line for line in rest if not line.startswith("| ")] == []


def test_a_message_without_arguments_keeps_its_per_cent(written: StringIO) -> None:
    log.error("100% of %s")
    assert written.getvalue() == "ERROR 100% of %s\n"


@given(st.text())
def test_what_is_written_can_be_printed(text: str) -> None:
    assert plain(text).isprintable()
