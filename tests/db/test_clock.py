"""What people read of times is of the office's zone, whichever zone the server is in."""

import re
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from db import clock
from db.engine import utc_now

ROOT = Path(__file__).parents[2]

EVENING = datetime(2026, 11, 30, 15, 59, 59)
"""UTC: in Shanghai it is the last second of 30 November."""

SERVERS = ("UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati")


@pytest.fixture(params=SERVERS)
def _server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process whose clock is of another zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_server")
def test_a_day_turns_at_midnight_in_the_office() -> None:
    after = EVENING + timedelta(seconds=1)
    assert (clock.day(EVENING), clock.day(after)) == (date(2026, 11, 30), date(2026, 12, 1))
    assert (clock.minute(EVENING), clock.minute(after)) == ("2026-11-30 23:59", "2026-12-01 00:00")


@pytest.mark.usefixtures("_server")
def test_a_day_is_searched_from_its_first_moment_to_its_last() -> None:
    day = date(2026, 11, 30)
    assert clock.begins(day) == datetime(2026, 11, 29, 16)
    assert clock.ends(day) == datetime(2026, 11, 30, 16)


@pytest.mark.usefixtures("_server")
def test_today_is_the_day_of_the_moment_in_the_office() -> None:
    before = clock.day(utc_now())
    assert before <= clock.today() <= clock.day(utc_now())


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        ("America/New_York", "2026-11-30 10:59"),
        (" Asia/Urumqi ", "2026-11-30 21:59"),
        ("", "2026-11-30 23:59"),
    ],
)
def test_an_office_elsewhere_names_its_zone(
    named: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIESHOU_TIMEZONE", named)
    assert clock.minute(EVENING) == shown


@pytest.mark.parametrize("odd", ["Beijing", "UTC+8", "../../etc/passwd", "Asia", "/", "中国"])
def test_a_zone_that_is_none_is_said_to_be_and_the_usual_one_stands(
    odd: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock._zone.cache_clear()
    monkeypatch.setenv("XIESHOU_TIMEZONE", odd)
    assert clock.minute(EVENING) == "2026-11-30 23:59"
    assert clock.minute(EVENING) == "2026-11-30 23:59"
    (said,) = [record.message for record in caplog.records]
    assert "XIESHOU_TIMEZONE" in said


TELLS_THE_TIME = re.compile(
    r"\b(?:date\.today|datetime\.(?:now|today)|utcnow|astimezone|ZoneInfo)\("
)

ALLOWED = {
    "db/clock.py",
    "db/engine.py",  # the store's time, UTC
    "db/backup/take.py",  # UTC, and says so
    "db/importing/clocks.py",  # zones that ledgers write: a day in them is one of China
    "db/importing/workbook/days.py",
}


def test_nothing_else_of_the_program_asks_what_time_it_is() -> None:
    asking = {
        str(path.relative_to(ROOT))
        for package in ("charts", "data", "db", "export", "pages", "papers", "ui", "web")
        for path in (ROOT / package).rglob("*.py")
        if TELLS_THE_TIME.search(path.read_text(encoding="utf-8"))
    }
    assert asking == ALLOWED
