"""`python -m bench.crowds`: what every page costs where ten thousand of everything have gathered.

    python -m bench.crowds                # on SQLite and PostgreSQL, and the table of the README
    python -m bench.crowds --only sqlite  # on one of them; no README

A store of 10,000 projects is filled, set by set, with as many batches (one of them of 100,000
rows), snapshots, accounts and uploads that wait, and a million rows of audit. Then each page is
run by Streamlit's AppTest, in this process: again and again, and each time after a write.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Connection, DateTime, Engine, Integer, Table
from streamlit.runtime.context import ContextProxy

from bench import ledgers, report
from bench.machine import seconds_of
from bench.numbers import median
from bench.targets import Row
from db.accounts import Account
from db.engine import locked, make_engine, writing
from db.importing import bulk
from db.models import Account as Person
from db.models import (
    AccountScope,
    Audit,
    BatchScope,
    ImportBatch,
    ImportFile,
    ImportPlan,
    RowHistory,
    SignIn,
    SignInAttempt,
    Snapshot,
    table_of,
)
from db.settings import ROOT, session_cookie
from db.snapshots import tables
from db.terms import AccountRole, Action, Attempt, BatchStatus, Event, Kind, Standing, Way
from tests.accounts import make, session
from tests.db.snapshots.made import TABLE
from tests.pages.screen import Session
from tests.postgres import own

MANY, ROWS, AUDITED = 10_000, 100_000, 1_000_000
FIRST = 1_001
"""The first id: what builds a ledger has ids as well."""
REPEATED = 5
MOST_MS = 300.0
NOW = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
"""What is kept is of the last days: nothing of it is forgotten for its age."""


@dataclass(frozen=True)
class Asked:
    """A page, as somebody opens it: the script, the address, and whether it is staff who does."""

    what: str
    script: str
    address: dict[str, str]
    staff: bool = False


ZHEJIANG_SICHUAN = "70"
"""The id of a couple of the reference facts."""

PAGES = (
    *(Asked(p.stem, p.stem, {}) for p in sorted((ROOT / "pages").glob("*.py"))),
    Asked("a couple", "pairings", {"pairing": ZHEJIANG_SICHUAN}),
    Asked("the brief of a couple", "brief", {"pairing": ZHEJIANG_SICHUAN}),
    Asked("the assessment of a couple", "assessment", {"couple": ZHEJIANG_SICHUAN}),
    Asked("a meeting", "meetings", {"meeting": "1"}),
    Asked("a project", "projects", {"project": "1"}),
    Asked("imports, the last page", "imports", {"page": "9999"}),
    Asked("imports, searched", "imports", {"q": "第99", "kind": "projects"}),
    Asked("imports, of a scope", "imports", {}, staff=True),
    Asked("imports, of a scope, the last page", "imports", {"page": "9999"}, staff=True),
    Asked("an import of 100,000 rows", "imports", {"batch": "1001"}),
    Asked("its last page", "imports", {"batch": "1001", "page": "9999"}),
    Asked("the same, of a scope", "imports", {"batch": "1001"}, staff=True),
    Asked("snapshots, the last page", "snapshots", {"page": "9999"}),
    Asked("snapshots, searched", "snapshots", {"q": "第99"}),
    Asked("a snapshot", "snapshots", {"snapshot": "s1"}),
    Asked("accounts, the last pages", "accounts", {"accounts": "9999", "sessions": "9999"}),
    Asked("accounts, searched", "accounts", {"q": "p99", "role": "staff"}),
    Asked("the audit, the last page", "audit", {"page": "99999"}),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.crowds", description="Measure crowded pages.")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="no README")
    given = parser.parse_args()
    found: list[Row] = []
    for backend in [given.only] if given.only else ["sqlite", "postgresql"]:
        with empty(backend) as (url, server):
            for row in measure(url, backend, server):
                found.append(row)
                print(" | ".join(filter(None, (row.what, row.measured, row.verdict))), flush=True)
    if not given.only:
        sentence = report.where(f"{MANY:,} of everything and {AUDITED:,} rows of audit")
        report.rewrite(report.CROWDS, sentence, found)


@contextmanager
def empty(backend: str) -> Iterator[tuple[str, list[int]]]:
    """The URL of a new database, and the process of its server, if it has one."""
    if backend == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'crowds.db'}", []
    else:
        with own() as server:
            yield server.databases.create("crowds"), [server.pid]


def measure(url: str, backend: str, server: list[int]) -> Iterator[Row]:
    """The rows of the table, each as soon as it is known."""
    os.environ["DATABASE_URL"] = url
    engine = make_engine(url)
    started = time.perf_counter()
    ledgers.build(url, MANY)
    chief, anna = fill(engine)
    yield Row(f"filling {backend}", f"{time.perf_counter() - started:.0f} s")
    tokens = {staff: session(engine, who) for staff, who in ((False, chief), (True, anna))}
    for asked in PAGES:
        script = asked.script if _there(asked.script) else "accounts"
        ContextProxy.cookies = {session_cookie(): tokens[asked.staff]}  # type: ignore[assignment]
        page = Session(dict(asked.address), "zh-CN")
        page.go(script)
        again = Costs.of(page.run, server)
        written = Costs.of(page.run, server, lambda: ledgers.touch(engine))
        met = max(again.cpu + again.server, written.cpu + written.server) < MOST_MS
        told = f"{again}; after a write {written}"
        yield Row(f"{asked.what} ({backend})", told, "", f"< {MOST_MS:.0f} ms of CPU", met)


@dataclass(frozen=True)
class Costs:
    """Milliseconds: medians of the clock and of CPU, and the mean of the database server's CPU."""

    clock: float
    cpu: float
    server: float

    @classmethod
    def of(
        cls,
        work: Callable[[], object],
        server: list[int],
        before: Callable[[], object] = lambda: None,
    ) -> "Costs":
        """What it costs, again and again, once something is done each time that does not count."""
        clocks, cpus, served = [], [], 0.0
        for _ in range(REPEATED):
            before()
            clock, cpu, theirs = time.perf_counter(), time.process_time(), seconds_of(server)
            work()
            clocks.append((time.perf_counter() - clock) * 1000)
            cpus.append((time.process_time() - cpu) * 1000)
            served += seconds_of(server) - theirs
        return cls(median(clocks), median(cpus), served * 1000 / REPEATED)

    def __str__(self) -> str:
        theirs = f" and {self.server:.0f}" if self.server else ""
        return f"{self.clock:.0f} ms (of CPU {self.cpu:.0f}{theirs})"


def fill(engine: Engine) -> tuple[Account, Account]:
    """Write it all; the administrator, and a member of staff in charge of one couple."""
    chief = make(engine, AccountRole.ADMIN, "chief")
    anna = make(engine, AccountRole.STAFF, "anna", pairings=[1])
    with locked(engine) as connection:
        _accounts(connection)
        _batches(connection, chief)
        _uploads(connection, chief)
        _snapshots(connection, chief)
        _audit(connection, chief)
    with writing(engine):
        pass
    _settle(engine)
    return chief, anna


def _settle(engine: Engine) -> None:
    """Do at once what the database does of itself within minutes."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _accounts(connection: Connection) -> None:
    """Half of them staff; as many open sessions, and ten times as many that are over."""
    ids = range(FIRST, FIRST + MANY)
    _write(
        connection,
        table_of(Person),
        id=ids,
        name=[f"p{number:05d}" for number in range(MANY)],
        display_name=[f"第{number}人" for number in range(MANY)],
        role=[(AccountRole.STAFF, AccountRole.VIEWER)[number % 2] for number in range(MANY)],
        created_at=[NOW] * MANY,
    )
    _write(connection, table_of(AccountScope), account_id=ids[::2], pairing_id=[1] * (MANY // 2))
    many = range(11 * MANY)
    expires = [NOW + timedelta(hours=8 if number >= 10 * MANY else -8) for number in many]
    _write(
        connection,
        table_of(SignIn),
        account_id=[FIRST + number % MANY for number in many],
        token_sha256=[f"{number:064d}" for number in many],
        way=[Way.PASSWORD] * len(many),
        created_at=[NOW - timedelta(hours=1)] * len(many),
        expires_at=expires,
        address=["10.0.0.1"] * len(many),
        agent=["a browser"] * len(many),
    )
    _write(
        connection,
        table_of(SignInAttempt),
        at=[NOW - timedelta(days=1)] * ROWS,
        name=[f"p{number % MANY:05d}" for number in range(ROWS)],
        address=["10.0.0.1"] * ROWS,
        outcome=[Attempt.SUCCEEDED] * ROWS,
        standing=[Standing.STRANGER] * ROWS,
    )


def _batches(connection: Connection, chief: Account) -> None:
    """One of 100,000 rows, and others of ten; every second of two couples, one in ten by hand."""
    numbers = range(FIRST, FIRST + MANY)
    by_hand = [number > FIRST and number % 10 == 0 for number in numbers]
    _write(
        connection,
        table_of(ImportBatch),
        id=numbers,
        kind=["edit" if hand else str(Kind.PROJECTS) for hand in by_hand],
        file_name=[
            "" if hand else f"第{n}次.csv" for n, hand in zip(numbers, by_hand, strict=True)
        ],
        author=[chief.name] * MANY,
        account_id=[chief.id] * MANY,
        created_at=[NOW] * MANY,
        status=[BatchStatus.COMMITTED] * MANY,
        counts=[{"new": 10}] * MANY,
        choices=[{"encoding": "utf-8"}] * MANY,
    )
    of = [number for number in numbers for _ in range(1 + number % 2)]
    _write(
        connection,
        table_of(BatchScope),
        batch_id=of,
        helper_province=["330000"] * len(of),
        receiver_province=["510000"] * len(of),
        pairing_id=[1 + number % 2 for number in range(len(of))],
    )
    rows = [FIRST] * ROWS + [
        n for n, hand in zip(numbers, by_hand, strict=True) for _ in range(1 if hand else 10)
    ]
    _write(
        connection,
        table_of(RowHistory),
        batch_id=rows,
        table_name=["project"] * len(rows),
        row_id=[1 + number % MANY for number in range(len(rows))],
        action=[Action.UPDATE] * len(rows),
        version=[2] * len(rows),
        before=[{"title": "茶园", "in_place": 100}] * len(rows),
        after=[{"title": "茶园一期", "in_place": 200}] * len(rows),
    )


def _uploads(connection: Connection, chief: Account) -> None:
    _write(connection, table_of(ImportFile), sha256=["f" * 64], size=[1], content=[b""])
    _write(
        connection,
        table_of(ImportPlan),
        id=[f"{number:032d}" for number in range(MANY)],
        created_at=[NOW] * MANY,
        author=[chief.name] * MANY,
        account_id=[chief.id] * MANY,
        kind=[str(Kind.PROJECTS)] * MANY,
        file_name=[f"第{number}次.csv" for number in range(MANY)],
        sha256=["f" * 64] * MANY,
        choices=[{}] * MANY,
        outcome=["reject_rows"] * MANY,
        counts=[{}] * MANY,
        plan_sha256=["0" * 64] * MANY,
        revision=[1] * MANY,
    )


def _snapshots(connection: Connection, chief: Account) -> None:
    data = tables.written(TABLE, years=["年份"])
    same = {
        "chart": "in-place-by-year",
        "page": "overview",
        "language": "zh",
        "title": "到位资金，按年度与产业",
        "definition": "台账所载已到位的资金",
        "unit": "元",
        "source": "本库台账",
        "alt": "柱状图",
        "as_of": date(2026, 11, 23),
        "parameters": {"helper": "330000"},
        "conditions": [["帮扶方", "浙江"]],
        "scope": ["浙江"],
        "figure": '{"data":[],"layout":{}}',
        "data": data,
        "row_count": 2,
        "store_revision": 1,
        "author": chief.name,
        "created_at": NOW,
        "sha256": "0" * 64,
    }
    numbers = range(1, MANY + 1)
    _write(
        connection,
        table_of(Snapshot),
        id=numbers,
        public_id=[f"s{number}" for number in numbers],
        name=[f"第{number}张" for number in numbers],
        account_id=[FIRST + number % 500 for number in numbers],
        **{name: [value] * MANY for name, value in same.items()},
    )


def _audit(connection: Connection, chief: Account) -> None:
    for start in range(0, AUDITED, ROWS):
        _write(
            connection,
            table_of(Audit),
            id=range(FIRST + start, FIRST + start + ROWS),
            at=[NOW] * ROWS,
            event=[Event.SIGNED_IN] * ROWS,
            account_id=[chief.id] * ROWS,
            actor=[chief.name] * ROWS,
            subject_id=[FIRST + number % MANY for number in range(ROWS)],
            address=["10.0.0.1"] * ROWS,
            details=[{"way": "password"}] * ROWS,
        )


def _write(connection: Connection, table: Table, **columns: Sequence[Any]) -> None:
    """Plain inserts; what a table needs besides is filled with something plain."""
    count = len(next(iter(columns.values())))
    for column in table.columns:
        needed = not (column.nullable or column.server_default or column.primary_key)
        if needed and column.name not in columns:
            columns[column.name] = [_plain(column.type, number) for number in range(count)]
    bulk.insert(connection, table, columns)


def _plain(kind: Any, number: int) -> Any:
    plain: dict[type[Any], Any] = {Boolean: False, Integer: 0, DateTime: NOW}
    return next((value for of, value in plain.items() if isinstance(kind, of)), f"{number:d}")


def _there(script: str) -> bool:
    return (ROOT / "pages" / f"{script}.py").exists()


if __name__ == "__main__":
    main()
