"""A backup holds the whole store of one moment, and a restored store is that one."""

import hashlib
import json
import os
import time
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, delete, event, func, insert, inspect, select, text, update

from db.backup import CannotBackUp, CannotRestore, restore, take
from db.check import faults
from db.engine import locked, make_engine, writing
from db.errors import StoreError, StoreNotReady, StoreTooNew
from db.migrate import require_current
from db.models import Area, Base, ImportBatch, Metric, RowHistory
from db.terms import Action, Kind
from db.versions import versions
from tests.conftest import BACKENDS, StoreFactory, Stores
from tests.db import processes, states
from tests.db.ledgers import bring, meeting, upload
from tests.stores import build_demo

ROUNDS = 6
WAIT_SECONDS = 60
OLDER = versions()[1:-1:2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "backup.zip"


def empty(stores: Stores) -> Engine:
    return make_engine(stores.empty())


def url(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def has_nothing(engine: Engine) -> bool:
    """No row in any table, if there are tables."""
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version"}
        return not any(
            connection.scalar(select(func.count()).select_from(Base.metadata.tables[name]))
            for name in names
        )


def test_a_restored_store_is_the_one_backed_up(stores: Stores, path: Path) -> None:
    engine, other = states.reference(stores), empty(stores)
    taken = take(engine, path)
    restored = restore(other, path)
    assert restored == taken
    require_current(other)
    assert states.checksum(other) == states.checksum(engine)


@pytest.mark.parametrize("there", ["sqlite", "postgresql"])
def test_a_store_moves_to_the_other_kind_of_database(
    store_factory: StoreFactory, path: Path, there: str
) -> None:
    here = {"sqlite": "postgresql", "postgresql": "sqlite"}[there]
    engine = make_engine(store_factory.copy("demo", build_demo, here))
    other = make_engine(store_factory.empty(there))
    taken = take(engine, path)
    restore(other, path)
    tables = Base.metadata.tables
    assert states.rows(other, tables) == states.rows(engine, tables)
    again = take(other, path.with_name("again.zip"))
    assert again.tables == taken.tables


def test_the_manifest_says_what_is_in_it(stores: Stores, path: Path) -> None:
    engine = states.small(stores)
    taken = take(engine, path)
    with ZipFile(path) as archive:
        told = json.loads(archive.read("manifest.json"))
        lines = archive.read("tables/project.jsonl").splitlines()
    (project,) = (each for each in told["tables"] if each["shape"]["name"] == "project")
    assert told["migration"] == versions()[-1]
    assert told["revision"] == taken.revision == 1
    assert told["database"] == stores.backend
    assert (project["rows"], len(lines)) == (6, 6)
    assert (
        dict(zip(project["shape"]["columns"], json.loads(lines[0]), strict=True)).items()
        >= {
            "title": "茶园一期",
            "in_place": 8_000_000,
            "start_date": "2021-06-01",
            "fiscal_aid": None,
            "demo": False,
        }.items()
    )


def test_a_restored_store_takes_imports(stores: Stores, path: Path) -> None:
    take(states.paired(stores), path)
    other = empty(stores)
    restore(other, path)
    assert bring(other, Kind.MEETINGS, meeting()).batch is not None


ODD = (
    "",
    " ",
    "\\N",
    "\\.",
    "\t",
    "\r\n",
    "a\\tb\n",
    '"',
    "'",
    ",",
    "{}",
    "null",
    "䶮㐂𠮷",
    "\x7f",
)


def test_no_text_is_changed(stores: Stores, path: Path) -> None:
    engine, other = states.small(stores), empty(stores)
    change = {"batch_id": 1, "table_name": "meeting", "row_id": 1, "action": Action.UPDATE}
    with writing(engine) as connection:
        (metric,) = states.table(engine, "metric")[:1]
        for number, odd in enumerate(ODD):
            changed = {"key": str(number), "definition_zh": odd}
            connection.execute(insert(Metric).values(metric | changed))
            connection.execute(
                insert(RowHistory).values(change | {"version": 2, "before": {odd: odd}})
            )
    take(engine, path)
    restore(other, path)
    assert {row["definition_zh"] for row in states.table(other, "metric")} >= set(ODD)
    assert states.checksum(other) == states.checksum(engine)


def test_rows_may_point_to_later_ones_of_their_table(stores: Stores, path: Path) -> None:
    engine, other = states.small(stores), empty(stores)
    with writing(engine) as connection:
        connection.execute(
            update(Area).where(Area.adcode == "330000").values(parent_adcode="640000")
        )
    take(engine, path)
    restore(other, path)
    assert states.checksum(other) == states.checksum(engine)


def test_a_restored_store_gives_no_id_twice(stores: Stores, path: Path) -> None:
    engine, other = states.paired(stores), empty(stores)
    ids = []
    for number in range(2):
        bring(engine, Kind.MEETINGS, meeting(title=f"第{number}次"))
    with writing(engine) as connection:
        last = connection.scalar(select(func.max(ImportBatch.id)))
        for name in ("row_history", "batch_scope", "meeting", "import_batch"):
            connection.execute(delete(Base.metadata.tables[name]))
    take(engine, path)
    restore(other, path)
    for each in (engine, other):
        ids.append(bring(each, Kind.MEETINGS, meeting()).batch)
    assert ids == [(last or 0) + 1] * 2


def some_meetings(number: int, turn: int) -> Any:
    rows = [meeting(title=f"第{number}-{turn}-{row}次") for row in range(20)]
    return upload(Kind.MEETINGS, *rows)


def wait_for_batches(engine: Engine, wanted: int) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while states.count(engine, "import_batch") < wanted:
        assert time.monotonic() < deadline, "nobody imports"
        time.sleep(0.05)


def test_a_backup_under_write_load_is_the_store_of_one_moment(stores: Stores, path: Path) -> None:
    engine, other = states.reference(stores), empty(stores)
    with processes.meanwhile(2, processes.keep_bringing, url(engine), some_meetings):
        wait_for_batches(engine, 4)
        taken = take(engine, path)
        wait_for_batches(engine, states.count(engine, "import_batch") + 2)
    restore(other, path)
    batches = states.table(other, "import_batch")
    assert 4 <= len(batches) <= states.count(engine, "import_batch") - 2
    assert taken.revision == len(batches)
    known = {batch["id"] for batch in batches}
    for name in ("meeting", "row_history", "batch_scope"):
        then = [row for row in states.table(engine, name) if row["batch_id"] in known]
        assert states.table(other, name) == then
    audited = [row for row in states.table(engine, "audit") if row["details"]["batch"] in known]
    assert states.table(other, "audit") == audited
    files = {row["sha256"] for row in states.table(other, "import_file")}
    assert files == {batch["sha256"] for batch in batches if batch["kind"] == Kind.MEETINGS}
    growing = {"meeting", "row_history", "import_batch", "import_file", "audit", "store_revision"}
    rest = set(Base.metadata.tables) - growing - {"audit_head", "batch_scope"}
    assert list(faults(other)) == []  # the audit's head is that of its last row
    assert states.rows(other, rest) == states.rows(engine, rest)


def test_a_backup_is_for_its_owner_alone(stores: Stores, path: Path) -> None:
    before = os.umask(0)
    try:
        take(states.small(stores), path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_file_that_is_there_is_left_alone(stores: Stores, path: Path) -> None:
    path.write_text("the only copy")
    with pytest.raises(CannotBackUp, match="is there already"):
        take(states.small(stores), path)
    assert path.read_text() == "the only copy"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_folder_that_is_not_there_is_said(stores: Stores, path: Path) -> None:
    with pytest.raises(CannotBackUp, match="cannot be written: No such file or directory"):
        take(states.small(stores), path / "backup.zip")


def test_a_disk_that_is_full_is_said_and_leaves_nothing(stores: Stores, path: Path) -> None:
    engine = states.demo(stores)
    assert processes.alone(processes.take_with_little_room, url(engine), path) == 0
    assert list(path.parent.iterdir()) == []


def test_a_store_that_fails_leaves_no_file(stores: Stores, path: Path) -> None:
    engine = states.migrated(stores)
    with locked(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew):
        take(engine, path)
    with pytest.raises(StoreNotReady):
        take(empty(stores), path)
    assert list(path.parent.iterdir()) == []


def test_a_store_that_holds_anything_is_left_alone(stores: Stores, path: Path) -> None:
    take(states.small(stores), path)
    engine = states.paired(stores)
    before = states.checksum(engine)
    with pytest.raises(CannotRestore, match=r"holds something already .*area"):
        restore(engine, path)
    assert states.checksum(engine) == before


def test_a_store_that_was_only_migrated_holds_nothing(stores: Stores, path: Path) -> None:
    engine, other = states.small(stores), states.migrated(stores)
    take(engine, path)
    restore(other, path)
    assert states.checksum(other) == states.checksum(engine)


def rewrite(path: Path, name: str, content: bytes | None) -> None:
    """Put other content into a member of a backup, or (None) leave it out."""
    with ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    members[name] = content or b""
    with ZipFile(path, "w") as archive:
        for each, data in members.items():
            if each != name or content is not None:
                archive.writestr(each, data)


def manifest(path: Path, **changes: Any) -> bytes:
    with ZipFile(path) as archive:
        return json.dumps(json.loads(archive.read("manifest.json")) | changes).encode()


PROJECTS = "tables/project.jsonl"
DAMAGES: dict[str, Any] = {
    "no ZIP": (lambda path: path.write_bytes(b"PK? no"), "damaged, or not a backup"),
    "nothing in it": (lambda path: path.write_bytes(b""), "damaged, or not a backup"),
    "another ZIP": (lambda path: rewrite(path, "manifest.json", None), "not a backup"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:-200]), "damaged"),
    "an empty table": (lambda path: rewrite(path, PROJECTS, b"\n"), "project has changed"),
    "a table gone": (lambda path: rewrite(path, PROJECTS, None), "damaged"),
    "no JSON": (lambda path: rewrite(path, "manifest.json", b"{"), "damaged"),
    "another format": (
        lambda path: rewrite(path, "manifest.json", manifest(path, format="tar")),
        "not a backup of Xieshou",
    ),
    "a newer format": (
        lambda path: rewrite(path, "manifest.json", manifest(path, format_version=2)),
        "made by a newer Xieshou",
    ),
    "a newer version": (
        lambda path: rewrite(path, "manifest.json", manifest(path, migration="9999")),
        "9999, which this program does not know",
    ),
    "no tables": (
        lambda path: rewrite(path, "manifest.json", manifest(path, tables=[])),
        "does not fit its own version",
    ),
    "odd tables": (
        lambda path: rewrite(path, "manifest.json", manifest(path, tables=[{"shape": 1}])),
        "manifest of the backup is damaged",
    ),
}


@states.SQLITE
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_is_no_backup_of_ours_is_refused(
    stores: Stores, path: Path, damage: str
) -> None:
    take(states.small(stores), path)
    change, message = DAMAGES[damage]
    change(path)
    engine = empty(stores)
    with pytest.raises(CannotRestore, match=message) as caught:
        restore(engine, path, unsealed=True)
    assert "\n" not in str(caught.value)
    assert has_nothing(engine)


@states.SQLITE
def test_a_bit_that_flips_anywhere_is_noticed_or_harmless(stores: Stores, path: Path) -> None:
    engine = states.small(stores)
    take(engine, path)
    whole = path.read_bytes()
    for _ in range(40):
        where = Random().randrange(len(whole))  # noqa: S311
        changed = bytearray(whole)
        changed[where] ^= 1 << Random().randrange(8)  # noqa: S311
        path.write_bytes(changed)
        other = empty(stores)
        try:
            restore(other, path)
        except CannotRestore:
            assert has_nothing(other), f"byte {where}"
        else:
            assert states.checksum(other) == states.checksum(engine), f"byte {where}"


def test_a_missing_file_is_said(stores: Stores, path: Path) -> None:
    with pytest.raises(CannotRestore, match="cannot be read: No such file or directory"):
        restore(empty(stores), path)


def test_rows_that_break_the_rules_are_refused_whole(stores: Stores, path: Path) -> None:
    engine, other = states.small(stores), empty(stores)
    take(engine, path)
    with ZipFile(path) as archive:
        lines = archive.read(PROJECTS).replace(b'"producing"', b'"produced!"')
        told = json.loads(archive.read("manifest.json"))
    for each in told["tables"]:
        if each["shape"]["name"] == "project":
            each["sha256"] = hashlib.sha256(lines).hexdigest()
    rewrite(path, PROJECTS, lines)
    rewrite(path, "manifest.json", json.dumps(told).encode())
    with pytest.raises(CannotRestore, match=r"^project: ") as caught:
        restore(other, path, unsealed=True)
    assert "\n" not in str(caught.value)
    assert has_nothing(other)


def steps(engine: Engine, path: Path) -> int:
    """Statements and commits of a restoration that is left alone."""
    done = 0

    def count(*_: object) -> None:
        nonlocal done
        done += 1

    event.listen(engine, "after_cursor_execute", count)
    event.listen(engine, "commit", count)
    restore(engine, path)
    return done


def test_a_restoration_that_is_killed_leaves_nothing(stores: Stores, path: Path) -> None:
    engine, other = states.small(stores), empty(stores)
    take(engine, path)
    last = steps(empty(stores), path)
    for moment in sorted([*Random().sample(range(1, last), ROUNDS), last]):  # noqa: S311
        killed = processes.alone(processes.restore_until_statement, url(other), path, moment)
        assert (killed, has_nothing(other)) == (-9, True), f"after statement {moment} of {last}"
    restore(other, path)
    assert states.checksum(other) == states.checksum(engine)


def test_losing_the_database_is_said_and_leaves_nothing(stores: Stores, path: Path) -> None:
    take(states.small(stores), path)
    with pytest.raises(StoreError):
        restore(make_engine("postgresql+psycopg://u:secret@127.0.0.1:1/x"), path)


@pytest.mark.parametrize(
    ("backend", "version"),
    [(one, version) for nth, version in enumerate(OLDER) for one in [BACKENDS[nth % 2]]],
)
def test_a_backup_of_an_older_version_is_restored_and_upgraded(
    stores: Stores, path: Path, version: str
) -> None:
    engine, other = states.small_at(stores, version), empty(stores)
    assert take(engine, path).migration == version
    restore(other, path)
    require_current(other)
    (project,) = (row for row in states.table(other, "project") if row["code"] == "J1")
    assert (project["title"], project["in_place"]) == ("茶园一期", 8_000_000)
