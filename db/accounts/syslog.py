"""The audit's way out of this machine: each row that was kept also goes to a syslog."""

import json
import logging
import socket
from collections.abc import Iterable, Mapping
from logging.handlers import SysLogHandler
from typing import Any

from db.accounts import chain
from db.settings import syslog_address

log = logging.getLogger("xieshou")

TAG = "xieshou-audit: "


class _Handler(SysLogHandler):
    """Says in our log, once a fault, that the syslog does not take what it is sent."""

    append_nul = False
    ident = TAG

    def handleError(self, record: logging.LogRecord) -> None:
        log.error("XIESHOU_SYSLOG: the audit's row %s did not go out", record.__dict__.get("hash"))


def tell(rows: Iterable[Mapping[str, Any]]) -> None:
    """Send rows of the audit, one JSON object a message, to XIESHOU_SYSLOG if that is set. A syslog
    that does not answer stops nobody: the rows are in the store.
    """
    address = syslog_address()
    handler = _handler(address) if address else None
    if handler is None:
        return
    for row in rows:
        record = logging.LogRecord(TAG, logging.INFO, "", 0, _message(row), None, None)
        record.hash = row["hash"]
        handler.handle(record)


def _message(row: Mapping[str, Any]) -> str:
    told = {name: row[name] for name in (*chain.KEPT, "previous", "hash")}
    told |= {"at": f"{row['at'].isoformat()}Z", "event": str(row["event"])}
    return json.dumps(told, ensure_ascii=False)


_handlers: dict[str, SysLogHandler] = {}
_missing: set[str] = set()


def _handler(address: str) -> SysLogHandler | None:
    """That of an address. One that cannot be had is asked for again with the next row: its name may
    be known by then. The log says so once.
    """
    if address in _handlers:
        return _handlers[address]
    try:
        made = _Handler(_place(address), SysLogHandler.LOG_AUTHPRIV, socket.SOCK_DGRAM)
    except (OSError, ValueError) as error:
        if address not in _missing:
            log.error("XIESHOU_SYSLOG: %s cannot be used: %s", address, error)
        _missing.add(address)
        return None
    _missing.discard(address)
    return _handlers.setdefault(address, made)


def _place(address: str) -> str | tuple[str, int]:
    """A socket's path, or host and UDP port."""
    if address.startswith("/"):
        return address
    host, colon, port = address.rpartition(":")
    return (host.strip("[]"), int(port)) if colon else (address, 514)
