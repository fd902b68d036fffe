"""The office's clock: the one place that knows in which time zone people read times.

The store keeps UTC (db.engine.utc_now). Whatever a person reads is of the office's zone, and so are
"today" in every check and the days of file names: whichever zone the server is in, pages are equal.
"""

import logging
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from db.engine import utc_now
from db.settings import DEFAULT_TIMEZONE, timezone_name

log = logging.getLogger("xieshou")


def zone() -> ZoneInfo:
    """The office's zone."""
    return _zone(timezone_name())


def today() -> date:
    """The day that it is in the office."""
    return day(utc_now())


def local(moment: datetime) -> datetime:
    """A time of the store (UTC, without a zone) as the office's."""
    return moment.replace(tzinfo=UTC).astimezone(zone())


def day(moment: datetime) -> date:
    """The day in the office at a time of the store."""
    return local(moment).date()


def minute(moment: datetime) -> str:
    """2026-11-30 14:05: a time of the store as people read it, in either language."""
    return f"{local(moment):%Y-%m-%d %H:%M}"


def begins(of: date) -> datetime:
    """When a day of the office begins, as a time of the store."""
    return datetime.combine(of, time(), zone()).astimezone(UTC).replace(tzinfo=None)


def ends(of: date) -> datetime:
    """When the day after begins."""
    return begins(of + timedelta(days=1))


@lru_cache
def _zone(name: str) -> ZoneInfo:
    """The zone of a name; said once where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no name at all, a folder of zones
        log.error(
            "XIESHOU_TIMEZONE must name a zone such as Asia/Shanghai: %s it is", DEFAULT_TIMEZONE
        )
        return ZoneInfo(DEFAULT_TIMEZONE)
