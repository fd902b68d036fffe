"""The command line: what it prints and how it exits."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, text

from db.cli import main
from db.engine import locked, make_engine
from db.terms import AccountRole, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import Cells, batch, bring, ledger, meeting, project

HELD = meeting(code="H-1", place="杭州")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> "Run":
    return Run(monkeypatch)


class Run:
    """`run(engine, "stats")`: a command on a store, in this process."""

    def __init__(self, environment: pytest.MonkeyPatch) -> None:
        self._environment = environment

    def __call__(self, engine: Engine, *arguments: str | Path, **environment: str) -> Result:
        url = engine.url.render_as_string(hide_password=False)
        for name, value in {"DATABASE_URL": url, **environment}.items():
            self._environment.setenv(name, value)
        return CliRunner().invoke(main, [str(argument) for argument in arguments])


def file(folder: Path, *rows: Cells, encoding: str = "utf-8") -> Path:
    path = folder / "台账.csv"
    path.write_bytes(ledger(*rows).decode().encode(encoding))
    return path


def python_db(*arguments: str, url: str) -> subprocess.CompletedProcess[str]:
    """`python -m db …` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "db", *arguments],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("backend", ["sqlite"])
def test_from_an_empty_database_to_an_import(database_url: str, tmp_path: Path) -> None:
    before = python_db("stats", url=database_url)
    assert (before.returncode, before.stdout) == (3, "")
    assert before.stderr.startswith("xieshou: the store is at version none")
    assert before.stderr.count("\n") == 1
    assert python_db("migrate", url=database_url).returncode == 0
    loaded = python_db("load-reference", url=database_url)
    assert (loaded.returncode, loaded.stderr) == (0, "")
    path = file(tmp_path, HELD)
    done = python_db("import", "meetings", str(path), "--json", url=database_url)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["counts"]["new"] == 1


def test_an_unreachable_store_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = python_db("stats", url=f"sqlite:///{tmp_path}/file/xieshou.db")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("xieshou: ")
    assert done.stderr.count("\n") == 1


def test_a_newer_store_is_said_in_one_line(stores: Stores, run: Run) -> None:
    engine = states.migrated(stores)
    with locked(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for command in ("migrate", "stats", "load-reference", "load-demo", "remove-demo"):
        done = run(engine, command)
        assert (done.exit_code, done.stdout) == (3, "")
        assert done.stderr.startswith("xieshou: the store is at version 9999")
        assert done.stderr.count("\n") == 1


def test_migrate_and_stats(database_url: str, run: Run) -> None:
    engine = make_engine(database_url)
    assert run(engine, "migrate").output == "The store is at this program's version.\n"
    told = dict(line.rsplit(maxsplit=1) for line in run(engine, "stats").stdout.splitlines())
    assert told == dict.fromkeys(told, "0") | {"store_revision": "1", "audit_head": "1"}
    assert told.keys() >= {"meeting", "project", "visit", "area", "revision"}


def test_load_reference_says_what_it_did(stores: Stores, run: Run) -> None:
    engine = states.migrated(stores)
    first, again = run(engine, "load-reference"), run(engine, "load-reference")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.stdout.startswith("Reference facts loaded as batch 1: area ")
    assert again.stdout == "The reference facts are loaded already.\n"


def test_demo_can_be_left_out(stores: Stores, run: Run) -> None:
    engine = states.reference(stores)
    before = states.checksum(engine)
    done = run(engine, "load-demo", XIESHOU_DEMO="0")
    assert (done.exit_code, done.stdout) == (0, "XIESHOU_DEMO=0: no demo records.\n")
    assert states.checksum(engine) == before


@states.SQLITE
def test_demo_comes_once_and_goes(stores: Stores, run: Run) -> None:
    engine = states.reference(stores)
    first = run(engine, "load-demo")
    assert [line.split(":")[0] for line in first.stdout.splitlines()] == [
        f"Demo batch {batch}" for batch in range(2, 10)
    ]
    assert run(engine, "load-demo").stdout == "The demo records were loaded before.\n"
    gone = run(engine, "remove-demo")
    assert gone.exit_code == 0
    assert gone.stdout.endswith(" demo records removed, 0 kept.\n")
    assert run(engine, "load-demo").stdout == "The demo records were loaded before.\n"
    assert states.records(engine) == states.records(states.reference(stores))


@states.SQLITE
def test_import_tells_its_outcome(stores: Stores, run: Run, tmp_path: Path) -> None:
    engine = states.paired(stores)
    path = file(tmp_path, HELD)
    first, again = run(engine, "import", "meetings", path), run(engine, "import", "meetings", path)
    assert (first.exit_code, again.exit_code) == (0, 0)
    zeros = "0 changed, {} unchanged, 0 error, 0 skipped"
    assert first.stdout == f"accept: 1 new, {zeros.format(0)}\nWritten as batch 1.\n"
    told, before = again.stdout.splitlines()
    assert told == f"accept: 0 new, {zeros.format(1)}"
    assert before.startswith("  [duplicate-row] 这个文件此前已由")
    assert before.endswith("导入（批次 1）。无需处理。")


@pytest.mark.parametrize(
    ("given", "kept", "said"),
    [
        (["--as-of", "2024-06-30"], date(2024, 6, 30), "Kept to 2024-06-30, by --as-of.\n"),
        ([], date(2022, 6, 3), "Kept to 2022-06-03, by the latest day in it.\n"),
    ],
)
def test_import_says_to_which_day_the_ledger_was_kept(
    stores: Stores, run: Run, tmp_path: Path, given: list[str], kept: date, said: str
) -> None:
    engine = states.paired(stores)
    done = run(engine, "import", "meetings", file(tmp_path, HELD), *given)
    assert (done.exit_code, done.stderr) == (0, said)
    assert [row["as_of"] for row in states.table(engine, "meeting")] == [kept]


@states.SQLITE
@pytest.mark.parametrize(
    ("day", "code"), [("2099-01-01", 1), ("2001-01-01", 1), ("30.6.2024", 2), ("2024-02-30", 2)]
)
def test_a_day_that_cannot_be_is_refused_at_the_command_line(
    stores: Stores, run: Run, tmp_path: Path, day: str, code: int
) -> None:
    engine = states.paired(stores)
    done = run(engine, "import", "meetings", file(tmp_path, HELD), "--as-of", day)
    assert done.exit_code == code
    assert ("[as-of]" in done.stdout) == (code == 1)
    assert states.table(engine, "meeting") == []


@states.SQLITE
def test_check_writes_nothing(stores: Stores, run: Run, tmp_path: Path) -> None:
    engine = states.paired(stores)
    before = states.checksum(engine)
    done = run(engine, "import", "meetings", file(tmp_path, HELD), "--check", "--json")
    assert (done.exit_code, json.loads(done.stdout)["batch"]) == (0, None)
    assert states.checksum(engine) == before


@states.SQLITE
def test_import_as_json_has_the_keys_of_the_contract(
    stores: Stores, run: Run, tmp_path: Path
) -> None:
    path = file(tmp_path, HELD | {"date": "待定"}, HELD)
    done = run(states.paired(stores), "import", "meetings", path, "--json", "--only-good")
    told = json.loads(done.stdout)
    assert list(told) == [
        "outcome",
        "batch",
        "encoding",
        "delimiter",
        "header_line",
        "as_of",
        "counts",
        "issues",
        "issues_total",
    ]
    assert list(told["counts"]) == ["new", "changed", "unchanged", "error", "skipped"]
    (issue,) = told["issues"]
    assert list(issue) == [
        "code",
        "severity",
        "record_no",
        "line_no",
        "column",
        "field",
        "raw",
        "message",
        "fix",
    ]
    assert (done.exit_code, told["outcome"], told["batch"]) == (0, "accept_with_note", 1)
    assert (told["encoding"], told["delimiter"], told["header_line"]) == ("utf-8", ",", 1)


@states.SQLITE
def test_what_is_not_accepted_exits_1_in_the_language_asked_for(
    stores: Stores, run: Run, tmp_path: Path
) -> None:
    engine = states.paired(stores)
    path = file(tmp_path, HELD | {"date": "待定"})
    chinese = run(engine, "import", "meetings", path)
    english = run(engine, "import", "meetings", path, "--lang", "en")
    assert (chinese.exit_code, english.exit_code) == (1, 1)
    assert "  [date] 第 1 条（文件第 2 行）“date”：应为 2019-05-14 形式" in chinese.stdout
    assert "  [date] Record 1 (line 2 of the file), “date”: Expected the form" in english.stdout


@states.SQLITE
def test_a_thousand_issues_are_told_and_all_counted(
    stores: Stores, run: Run, tmp_path: Path
) -> None:
    path = file(tmp_path, *(HELD | {"date": "待定"} for _ in range(1001)))
    engine = states.paired(stores)
    told = json.loads(run(engine, "import", "meetings", path, "--json").stdout)
    assert (len(told["issues"]), told["issues_total"]) == (1000, 1001)
    assert run(engine, "import", "meetings", path).stdout.endswith("  … 1001 in all\n")


@states.SQLITE
def test_a_question_is_answered_with_map(stores: Stores, run: Run, tmp_path: Path) -> None:
    engine = states.paired(stores)
    path = file(tmp_path, project(**{"投资=总额": "1.5", "心情": "好"}))
    asked = run(engine, "import", "projects", path, "--json")
    assert (asked.exit_code, json.loads(asked.stdout)["outcome"]) == (1, "need_choice")
    answers = ("--map", "投资=总额=total_investment", "--map", "心情=")
    assert run(engine, "import", "projects", path, *answers).exit_code == 0
    assert states.one(engine, "project", code="Z-1")["total_investment"] == 15_000


@states.SQLITE
def test_the_likeliest_answer_is_named_and_the_unknown_left_out_at_once(
    stores: Stores, run: Run, tmp_path: Path
) -> None:
    engine = states.paired(stores)
    path = file(tmp_path, project(**{"完成投资（亿元）": "1.5", "心情": "好", "天气": "晴"}))
    asked = json.loads(run(engine, "import", "projects", path, "--json", "--lang", "zh").stdout)
    likely = "（--map “完成投资（亿元）=in_place”）"
    assert [likely in issue["message"] for issue in asked["issues"]] == [True, False, False]
    answers = ("--map", "完成投资（亿元）=in_place", "--map", "*=")
    assert run(engine, "import", "projects", path, *answers).exit_code == 0
    assert states.one(engine, "project", code="Z-1")["in_place"] == 150_000_000


@states.SQLITE
def test_an_encoding_can_be_named(stores: Stores, run: Run, tmp_path: Path) -> None:
    engine = states.paired(stores)
    path = file(tmp_path, HELD | {"title": "浙川茶葉座談會"}, encoding="big5hkscs")
    asked = run(engine, "import", "meetings", path, "--json")
    assert (asked.exit_code, json.loads(asked.stdout)["outcome"]) == (1, "need_choice")
    done = run(engine, "import", "meetings", path, "--encoding", "big5hkscs", "--json")
    assert (done.exit_code, json.loads(done.stdout)["encoding"]) == (0, "big5hkscs")
    assert states.one(engine, "meeting", code="H-1")["title"] == "浙川茶葉座談會"


@states.SQLITE
@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "parties", "{file}"],
        ["import", "meetings", "{file}.gone"],
        ["import", "meetings", "{file}", "--map", "金额"],
        ["import", "meetings", "{file}", "--map", "=note"],
        ["import", "meetings", "{file}", "--map", "金额=luck"],
        ["import", "meetings", "{file}", "--encoding", "klingon"],
        ["import", "meetings", "{file}", "--encoding", "undefined"],
        ["import", "meetings", "{file}", "--encoding", "rot13"],
        ["import", "meetings"],
        ["undo", "first"],
        ["explode"],
    ],
)
def test_wrong_usage_exits_2(
    stores: Stores, run: Run, tmp_path: Path, arguments: list[str]
) -> None:
    path = str(file(tmp_path, HELD))
    done = run(states.paired(stores), *(argument.format(file=path) for argument in arguments))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Error: " in done.stderr


@states.SQLITE
def test_undo_tells_what_it_did(stores: Stores, run: Run, tmp_path: Path) -> None:
    engine = states.paired(stores)
    run(engine, "import", "meetings", file(tmp_path, HELD, HELD | {"title": "又", "code": "H-2"}))
    run(engine, "import", "meetings", file(tmp_path, HELD | {"place": "宁波"}))
    identity = states.one(engine, "meeting", code="H-1")["id"]
    first = run(engine, "undo", "1", "--json")
    assert (first.exit_code, json.loads(first.stdout)) == (
        0,
        {
            "outcome": "accept_with_note",
            "batch": 3,
            "undoes": 1,
            "counts": {"reversed": 1, "kept": 1, "failed": 0},
            "kept": [{"table": "meeting", "id": identity, "reason": "edited"}],
        },
    )
    second = run(engine, "undo", "2")
    assert second.stdout == "Batch 2 taken back by batch 4: 1 reversed\n"


@states.SQLITE
def test_undo_refuses_in_one_line(stores: Stores, run: Run) -> None:
    engine = states.paired(stores)
    for language, told in (("zh", "没有批次 7"), ("en", "there is no batch 7")):
        done = run(engine, "undo", "7", "--lang", language)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr == f"xieshou: {told}\n"


@states.SQLITE
def test_help_names_every_command(stores: Stores, run: Run) -> None:
    done = run(states.migrated(stores), "--help")
    commands = (
        "import",
        "load-demo",
        "load-reference",
        "migrate",
        "remove-demo",
        "stats",
        "undo",
    )
    assert [command for command in commands if f"  {command} " not in done.stdout] == []


@states.SQLITE
@pytest.mark.parametrize("kind", ["meetings", "projects", "visits", "agreements"])
def test_an_exported_ledger_comes_back_unchanged_and_the_audit_keeps_it(
    stores: Stores, run: Run, tmp_path: Path, kind: str
) -> None:
    engine = states.demo(stores)
    path = tmp_path / "ledger.csv"
    assert run(engine, "export", kind, "--output", path).exit_code == 0
    noted = [(row["event"], row["details"]) for row in states.table(engine, "audit")]
    assert noted[-1] == ("exported", {"kind": kind})
    again = json.loads(run(engine, "import", kind, path, "--check", "--json").stdout)
    counts = again["counts"]
    assert counts["unchanged"] > 0
    assert (counts["new"], counts["changed"], counts["error"]) == (0, 0, 0), again


def test_a_whole_store_is_said_to_be_whole(stores: Stores, run: Run) -> None:
    engine = states.small(stores)
    make(engine, AccountRole.VIEWER, "anna")
    told = run(engine, "check")
    assert (told.exit_code, told.output) == (0, "The store is whole.\n")


@states.SQLITE
def test_what_is_wrong_with_a_store_is_said_line_for_line(stores: Stores, run: Run) -> None:
    engine = states.small(stores)
    for name in ("anna", "berta"):
        make(engine, AccountRole.VIEWER, name)
    with locked(engine) as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("UPDATE audit SET actor = 'nobody' WHERE id = 1"))
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    raw = sqlite3.connect(str(engine.url.database))
    with raw:
        raw.execute("UPDATE visit_site SET visit_id = 99 WHERE visit_id = 1 AND position = 1")
    raw.close()
    told = run(engine, "check")
    assert told.exit_code == 1
    assert told.output.splitlines() == [
        "xieshou: visit_site: row 2 points to a row of visit that is not there",
        "xieshou: audit: row 1 was changed",
    ]


def test_the_audit_is_printed_and_who_took_it_is_in_it(
    stores: Stores, run: Run, tmp_path: Path
) -> None:
    engine = states.small(stores)
    make(engine, AccountRole.VIEWER, "anna")
    path = tmp_path / "audit.csv"
    assert run(engine, "audit", "--output", path).exit_code == 0
    header, *rows = path.read_text("utf-8-sig").splitlines()
    assert header.startswith("id,at_utc,event,")
    assert [row.split(",")[2] for row in rows] == ["account_created", "audit_exported"]
    assert "audit_exported" in run(engine, "audit").output
    assert run(engine, "audit", "--since", "2999-01-01").output.count("\n") == 1
    assert run(engine, "audit", "--since", "soon").exit_code == 2


def test_pruning_says_how_much_went(stores: Stores, run: Run) -> None:
    engine = states.small(stores)
    make(engine, AccountRole.VIEWER, "anna")
    assert run(engine, "prune").output == "0 rows of the audit deleted.\n"


def test_records_are_merged_and_deleted_and_it_is_said_first(stores: Stores, run: Run) -> None:
    engine = states.paired(stores)
    rows = [project(code=code, title=f"茶厂{code}", jobs=jobs) for code, jobs in ("A9", "B8")]
    bring(engine, Kind.PROJECTS, *rows)
    before = states.checksum(engine)
    first, second = (str(row["id"]) for row in states.table(engine, "project"))
    seen = run(engine, "merge", "projects", first, second, "--check")
    assert "stays: jobs = 9, not 8" in seen.stdout
    assert "“茶厂A”" in run(engine, "delete", "projects", first, "--check").stdout
    assert states.checksum(engine) == before
    done = run(engine, "merge", "projects", first, second)
    assert (done.exit_code, states.count(engine, "project")) == (0, 1)
    assert "Written as batch 2" in done.stdout
    assert run(engine, "undo", "2").exit_code == 0
    assert run(engine, "delete", "projects", second).exit_code == 0
    assert [row["code"] for row in states.table(engine, "project")] == ["A"]
    gone = run(engine, "delete", "projects", second, "--lang", "en")
    assert (gone.exit_code, gone.stderr) == (
        1,
        "xieshou: Nothing was done: this record is not in the store. Please check.\n",
    )


def test_the_choices_of_identity_are_taken(stores: Stores, run: Run, tmp_path: Path) -> None:
    engine = states.paired(stores)
    bring(engine, Kind.PROJECTS, project(code="1", title="茶厂"))
    held = states.one(engine, "project")["id"]
    path = file(tmp_path, project(code="1", title="菌场", year="2023"))
    asked = json.loads(run(engine, "import", "projects", path, "--check", "--json").stdout)
    assert [issue["code"] for issue in asked["issues"]] == ["code-restarts"]
    restart = run(engine, "import", "projects", path, "--check", "--codes", "restart")
    assert restart.stdout.startswith("accept: 1 new")
    same = run(engine, "import", "projects", path, "--check", "--same", f"1={held}")
    assert same.stdout.startswith("accept: 0 new, 1 changed")
    assert run(engine, "import", "projects", path, "--same", "one=1").exit_code == 2


@states.SQLITE
def test_imports_are_listed_with_the_day_that_each_was_kept_to(run: Run, stores: Stores) -> None:
    engine = states.paired(stores)
    made = batch(bring(engine, Kind.MEETINGS, meeting(), as_of=date(2024, 6, 30)))
    done = run(engine, "imports")
    (line,) = [each for each in done.stdout.splitlines() if each.startswith(f"{made}\t")]
    assert line.split("\t")[2:4] == ["meetings", "2024-06-30"]


@pytest.mark.parametrize("backend", ["sqlite"])
def test_the_file_alone_is_whole_after_a_command(stores: Stores, tmp_path: Path) -> None:
    engine, path = states.paired(stores), file(tmp_path, HELD)
    url, store = engine.url.render_as_string(), engine.url.database
    assert store
    with closing(sqlite3.connect(store)) as other:  # as a server has it open
        other.execute("SELECT * FROM meeting").fetchall()
        assert python_db("import", "meetings", str(path), url=url).returncode == 0
        alone = shutil.copy(store, tmp_path / "alone.db")
        assert Path(f"{store}-wal").exists()
    with closing(sqlite3.connect(alone)) as copied:
        assert copied.execute("SELECT count(*) FROM meeting").fetchone() == (1,)
    assert python_db("stats", url=url).returncode == 0
    assert not Path(f"{store}-wal").exists()
    with closing(sqlite3.connect(store)) as later:
        assert later.execute("PRAGMA journal_mode").fetchone() == ("delete",)
