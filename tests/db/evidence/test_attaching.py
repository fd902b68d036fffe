"""Evidence is added and removed by those in charge, kept once, and gone only in words."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from db import evidence
from db.accounts import Forbidden
from db.backup import restore, take
from db.check import faults
from db.closings import close
from db.editing import Merge, merge_records
from db.engine import make_engine, reading
from db.evidence import CannotKeep, Gone, Upload, add_address, add_file, remove
from db.models import Audit, EvidenceFile, table_of
from db.periods import of_key
from db.results import reports
from db.terms import AccountRole, Event, FileType, Kind, Side
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db import states
from tests.db.evidence import files
from tests.db.ledgers import batch, bring, project, result

SCAN = Upload("验收单.pdf", files.PDF)
FILE = table_of(EvidenceFile)


@pytest.fixture
def engine(stores: Stores) -> Engine:
    """A store with one project of Zhejiang and Sichuan, of 2022."""
    engine = states.paired(stores)
    batch(bring(engine, Kind.PROJECTS, project()))
    return engine


def of(engine: Engine, table: str = "project") -> int:
    return int(states.one(engine, table)["id"])


def attach(engine: Engine, upload: Upload = SCAN, by: object = OPERATOR) -> int:
    return add_file(engine, "project", of(engine), upload, "", by)  # type: ignore[arg-type]


def held(engine: Engine, identity: int) -> evidence.Held | None:
    with reading(engine) as connection:
        return evidence.held(connection, identity, None)


def list_of(engine: Engine) -> list[dict[str, object]]:
    with reading(engine) as connection:
        found = evidence.listed(connection, "project", [of(engine)])
    return [{str(name): value for name, value in row.items()} for row in found.to_dict("records")]


def events(engine: Engine) -> list[Event]:
    with reading(engine) as connection:
        return list(connection.scalars(select(Audit.event).order_by(Audit.id)))


def test_a_file_comes_back_as_it_was_with_who_and_when(engine: Engine) -> None:
    staff = make(engine, AccountRole.STAFF, "anna", provinces=["330000"])
    identity = add_file(engine, "project", of(engine), SCAN, " 第一期 ", staff)
    found = held(engine, identity)
    assert found is not None
    assert (found.name, found.type, found.data) == ("验收单.pdf", FileType.PDF, files.PDF)
    (row,) = list_of(engine)
    assert (row["author"], row["note"], row["size"]) == ("anna", "第一期", len(files.PDF))
    assert events(engine)[-1] is Event.EVIDENCE_ADDED
    assert list(faults(engine)) == []


def test_those_not_in_charge_neither_add_nor_remove(engine: Engine) -> None:
    identity = attach(engine)
    others = [
        None,
        make(engine, AccountRole.VIEWER, "vera"),
        make(engine, AccountRole.AUDITOR, "otto"),
        make(engine, AccountRole.STAFF, "ben", provinces=["350000"]),
    ]
    for by in others:
        with pytest.raises(Forbidden):
            attach(engine, Upload("b.png", files.PNG), by)
        with pytest.raises(Forbidden):
            add_address(engine, "project", of(engine), "https://a.cn/", "", by)
        with pytest.raises(Forbidden):
            remove(engine, identity, "没有用", by)
    assert len(list_of(engine)) == 1


def test_the_same_file_is_kept_once_and_told_where_it_is_already(engine: Engine) -> None:
    attach(engine)
    with pytest.raises(CannotKeep, match="already"):
        attach(engine, Upload("另一个名字.pdf", files.PDF))
    batch(bring(engine, Kind.PROJECTS, project(code="Z-2", title="药材园")))
    other = states.one(engine, "project", code="Z-2")["id"]
    add_file(engine, "project", other, SCAN, "", OPERATOR)
    with reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(FILE)) == 1


def test_what_was_removed_leaves_its_trace_and_is_not_had(engine: Engine) -> None:
    identity = attach(engine)
    with pytest.raises(CannotKeep):
        remove(engine, identity, "  ", OPERATOR)
    remove(engine, identity, "传错了文件", OPERATOR)
    found = held(engine, identity)
    assert found is not None
    assert found.removed_at is not None
    assert found.data == b""
    (row,) = list_of(engine)
    assert (row["name"], row["removed_by"], row["reason"]) == (
        "验收单.pdf",
        OPERATOR.name,
        "传错了文件",
    )
    with pytest.raises(CannotKeep):
        remove(engine, identity, "再移除", OPERATOR)
    assert attach(engine) != identity  # it may come again


def test_addresses_are_noted_and_nothing_but_addresses(engine: Engine) -> None:
    add_address(engine, "project", of(engine), " HTTPS://www.example.cn/a?b=1 ", "", OPERATOR)
    (row,) = list_of(engine)
    assert row["address"] == "https://www.example.cn/a?b=1"
    for odd in (
        "javascript:alert(1)",
        "http:// a",
        "https://a\nb",
        "ftp://a",
        "https://" + "a" * 500,
    ):
        with pytest.raises(CannotKeep):
            add_address(engine, "project", of(engine), odd, "", OPERATOR)


def test_size_and_emptiness_are_refused(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotKeep, match="empty"):
        attach(engine, Upload("a.pdf", b""))
    monkeypatch.setenv("XIESHOU_IMPORT_MB", "1")
    with pytest.raises(CannotKeep, match=r"1\.5 MB; the most is 1 MB"):
        attach(engine, Upload("a.pdf", files.PDF + bytes(2**20 + 2**19)))


def test_a_record_that_is_not_there_takes_none(engine: Engine) -> None:
    for table, row in (("project", 10**6), ("commitment_progress", 1), ("account", 1), ("x", 1)):
        with pytest.raises(CannotKeep, match="no longer there"):
            add_file(engine, table, row, SCAN, "", OPERATOR)


def test_a_closed_period_keeps_its_evidence(engine: Engine) -> None:
    identity = attach(engine)
    period = of_key("2022")
    assert period is not None
    close(engine, period, None, OPERATOR)
    with pytest.raises(CannotKeep, match="2022"):
        attach(engine, Upload("b.png", files.PNG))
    with pytest.raises(CannotKeep, match="2022"):
        remove(engine, identity, "不要了", OPERATOR)
    assert held(engine, identity) is not None


def test_a_merged_record_brings_its_evidence_along(engine: Engine) -> None:
    kept = of(engine)
    batch(bring(engine, Kind.PROJECTS, project(code="Z-2", title="茶园")))
    gone = states.one(engine, "project", code="Z-2")["id"]
    identity = add_file(engine, "project", gone, SCAN, "", OPERATOR)
    merge_records(engine, Merge(Kind.PROJECTS, kept, gone), OPERATOR)
    assert [row["id"] for row in list_of(engine)] == [identity]
    assert held(engine, identity) is not None
    remove(engine, identity, "重复", OPERATOR)


def test_by_setting_the_files_are_in_a_folder_or_in_the_database(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XIESHOU_EVIDENCE", str(tmp_path / "files"))
    first = attach(engine)
    kept = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in kept] == [files.PDF]
    assert kept[0].stat().st_mode & 0o077 == 0
    monkeypatch.setenv("XIESHOU_EVIDENCE", "database")
    second = attach(engine, Upload("b.png", files.PNG))
    assert states.one(engine, "evidence_file", type="png")["content"] == files.PNG
    monkeypatch.setenv("XIESHOU_EVIDENCE", str(tmp_path / "files"))
    for identity in (first, second):
        assert held(engine, identity) is not None


def test_a_lost_file_is_said_and_comes_back_with_the_same_file(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XIESHOU_EVIDENCE", str(tmp_path))
    identity = attach(engine)
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    path.write_bytes(b"changed")
    with pytest.raises(Gone, match="验收单"):
        held(engine, identity)
    stray = tmp_path / "stray"
    stray.write_bytes(b"")
    told = list(faults(engine))
    assert len(told) == 2
    assert "lost or damaged" in told[0]
    assert str(stray) in told[1]
    remove(engine, identity, "坏了", OPERATOR)
    again = attach(engine)
    assert held(engine, again) is not None


@pytest.mark.parametrize("there", ["database", "files"])
@pytest.mark.parametrize("here", ["database", "files"])
def test_a_backup_brings_the_files_back(
    engine: Engine,
    stores: Stores,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    here: str,
    there: str,
) -> None:
    def kept(where: str, name: str) -> str:
        return where if where == "database" else str(tmp_path / name)

    monkeypatch.setenv("XIESHOU_BACKUP_KEY", "6f1d5c0e2b7a49388d3e4f5061728394")
    monkeypatch.setenv("XIESHOU_EVIDENCE", kept(here, "here"))
    identity = attach(engine)
    take(engine, tmp_path / "backup.zip")
    monkeypatch.setenv("XIESHOU_EVIDENCE", kept(there, "there"))
    other = make_engine(stores.empty())
    restore(other, tmp_path / "backup.zip")
    found = held(other, identity)
    assert found is not None
    assert found.data == files.PDF
    assert list(faults(other)) == []


def test_a_backup_without_a_file_restores_and_says_which(
    engine: Engine, stores: Stores, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XIESHOU_BACKUP_KEY", "6f1d5c0e2b7a49388d3e4f5061728394")
    monkeypatch.setenv("XIESHOU_EVIDENCE", str(tmp_path / "here"))
    identity = attach(engine)
    for path in (tmp_path / "here").rglob("*"):
        if path.is_file():
            path.unlink()
    take(engine, tmp_path / "backup.zip")
    other = make_engine(stores.empty())
    restore(other, tmp_path / "backup.zip")
    with reading(other) as connection:
        (told,) = evidence.lost(connection)
    assert f"no. {identity} “验收单.pdf”" in told


def test_a_folder_that_cannot_be_written_to_is_said_and_nothing_is_noted(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XIESHOU_EVIDENCE", str(tmp_path / "file"))
    with pytest.raises(CannotKeep, match="tell the administrator"):
        attach(engine)
    assert list_of(engine) == []


def test_a_report_that_was_handed_in_keeps_its_evidence(engine: Engine) -> None:
    batch(bring(engine, Kind.RESULTS, result()))
    row = states.one(engine, "result")
    period = of_key("2022-06")
    assert period is not None
    reports.submit(engine, reports.Of(row["pairing_id"], period, Side.HELPER), 0, OPERATOR)
    with pytest.raises(CannotKeep, match="sent back"):
        add_file(engine, "result", row["id"], SCAN, "", OPERATOR)
    reports.send_back(engine, reports.Of(row["pairing_id"], period, Side.HELPER), 1, "补", OPERATOR)
    add_file(engine, "result", row["id"], SCAN, "", OPERATOR)
