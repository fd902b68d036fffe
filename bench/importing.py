"""What an import costs: checking and previewing, committing, and refusing what is too large.

    python -m bench.importing                 # 100,000 meetings, 200,000 projects
    python -m bench.importing --rows 20000    # quicker; leaves the table of the README as it is

Each part runs in a process of its own, whose peak of memory is its own. The commit is compared with
what pandas.read_csv(dtype=str) and DataFrame.to_sql take to put the same file into the same
database without any check: in turns, each three times, and of each the quickest, since a busy
machine shifts both, and not evenly. CPU time stands next to the clock's.
"""

import argparse
import csv
import io
import multiprocessing
import os
import platform
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import pandas as pd
from openpyxl import Workbook

from bench import report
from bench.machine import seconds_of
from bench.targets import Row
from db.accounts import Operator
from db.engine import make_engine
from db.importing import guess, plans, resume
from db.importing.pipeline import Upload, check_file, import_file
from db.migrate import migrate
from db.reference import load_reference
from db.terms import Kind
from tests.postgres import own

ROWS = 200_000
CHECK_SECONDS, CHECK_MB = 15, 400
COMMIT_RATIO, COMMIT_MB = 2, 500
WORKBOOK_RATIO = 1.5
TURNS = 3
"""How often the commit is measured, and what it is compared with; a workbook likewise."""
REFUSAL_SECONDS = 2

MEETINGS = [
    "东部省份",
    "西部省份",
    "会议日期",
    "会议名称",
    "会议编号",
    "地点",
    "会议级别",
    "主持人",
    "参会领导",
    "签约项目数",
    "协议金额（万元）",
    "会议内容",
    "议定事项",
    "责任单位",
    "完成时限",
    "来源",
    "备注",
]
PROJECTS = [
    "项目编号",
    "年度",
    "项目名称",
    "东部省份",
    "西部省份",
    "产业类型",
    "项目状态",
    "实施地点",
    "建设内容",
    "总投资（万元）",
    "协议金额（万元）",
    "到位资金（万元）",
    "财政援助资金（万元）",
    "社会帮扶资金（万元）",
    "吸纳就业（人）",
    "带动脱贫人口（人）",
    "开工时间",
    "完工时间",
    "实施单位",
    "来源",
    "备注",
]
COUPLES = (("浙江省", "四川省"), ("广东省", "广西壮族自治区"), ("福建省", "宁夏回族自治区"))
COUNTIES = ("青川县", "三江侗族自治县", "西吉县")
STAGES = ("已签约", "已立项", "在建", "已到资", "投产")
INDUSTRIES = ("茶叶", "中药材", "纺织服装", "农村电商", "种植业")


def meetings(rows: int) -> bytes:
    """A ledger of meetings, each with people and items."""
    random = Random(1)
    return _csv(
        MEETINGS,
        (
            [
                *COUPLES[n % 3],
                f"{2017 + n % 8}-{1 + n % 12:02}-{1 + n % 28:02}",
                f"第{n}次联席会议",
                f"H{n}",
                "杭州市",
                "省级",
                "省长 张三",
                "省委书记 李四；副省长 王五",
                str(random.randrange(30)),
                f"{random.randrange(10**6)}.5",
                "总结工作，部署任务。",
                "1. 共建茶叶产业园\n2. 互派干部",
                "农业农村厅",
                "2025-12-31",
                "会议纪要",
                "",
            ]
            for n in range(rows)
        ),
    )


def projects(rows: int) -> bytes:
    """A ledger of projects."""
    return _csv(PROJECTS, project_rows(rows))


def workbook(rows: int) -> bytes:
    """The same ledger as a workbook; amounts, counts and years are numbers in it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.append(PROJECTS)
    for cells in project_rows(rows):
        sheet.append([float(c) if c[:1].isdigit() and "-" not in c else c for c in cells])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def project_rows(rows: int) -> Iterator[list[str]]:
    random = Random(2)
    return (
        [
            f"P{n:07}",
            str(2017 + n % 8),
            f"第{n}个项目",
            *COUPLES[n % 3],
            INDUSTRIES[n % 5],
            STAGES[n % 5],
            COUNTIES[n % 3],
            "新建标准化茶园",
            *(f"{random.randrange(10**5)}.{random.randrange(100):02}" for _ in range(5)),
            str(random.randrange(500)),
            str(random.randrange(900)),
            f"{2017 + n % 8}-03-01",
            f"{2018 + n % 8}-03-01",
            "某某公司",
            "年度台账",
            "",
        ]
        for n in range(rows)
    )


def _csv(header: list[str], rows: Any) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def peak() -> float:
    """MB that this process has had at most; `ru_maxrss` would count its parent's as well."""
    (line,) = (one for one in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in one)
    return int(line.split()[1]) / 1024


class Stopwatch:
    """Seconds on the clock (`s`) and of CPU (`cpu`) since it was made, those of processes that have
    been started and ended since, such as the reader of a workbook, with them.
    """

    def __init__(self) -> None:
        self._began, self._used = time.perf_counter(), sum(os.times()[:4])

    def read(self) -> dict[str, float]:
        return {"s": time.perf_counter() - self._began, "cpu": sum(os.times()[:4]) - self._used}


def alone(work: Callable[..., dict[str, float]], *args: Any) -> dict[str, float]:
    """What `work` returns in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, args)


def check(url: str, path: str) -> dict[str, float]:
    """Check and preview a file of meetings; the memory above what the process had before."""
    engine = make_engine(url)
    tiny = Upload(Kind.MEETINGS, meetings(10), "台账.csv", Operator("bench"))
    check_file(engine, tiny)
    idle = peak()
    upload = Upload(Kind.MEETINGS, Path(path).read_bytes(), "台账.csv", Operator("bench"))
    watch = Stopwatch()
    shown = check_file(engine, upload)
    causes = shown.causes()
    assert shown.outcome.accepted, causes
    return watch.read() | {"MB": peak() - idle}


def commit(url: str, path: str) -> dict[str, float]:
    """Check and commit a file of projects."""
    engine = make_engine(url)
    upload = Upload(Kind.PROJECTS, Path(path).read_bytes(), "台账.csv", Operator("bench"))
    watch = Stopwatch()
    done = import_file(engine, upload)
    assert done.batch, done.issues[:1]
    return watch.read() | {"MB": peak()}


def by_page(url: str, path: str) -> dict[str, float]:
    """The same as the upload page does it: its kind told, its plan stored, shown and committed."""
    engine = make_engine(url)
    upload = Upload(Kind.PROJECTS, Path(path).read_bytes(), "台账.csv", Operator("bench"))
    watch = Stopwatch()
    guess.kind_of(upload)
    plan, _ = plans.store_plan(engine, upload)
    taken_up = resume.resume(engine, plan, upload.by).upload
    assert resume.shown(engine, taken_up).preview.writes
    assert plans.commit_plan(engine, plan, upload.by).batch
    return watch.read() | {"MB": peak()}


def seen(url: str, path: str) -> dict[str, float]:
    """Read, check and preview a file of projects."""
    engine = make_engine(url)
    upload = Upload(Kind.PROJECTS, Path(path).read_bytes(), Path(path).name, Operator("bench"))
    watch = Stopwatch()
    shown = check_file(engine, upload)
    assert shown.outcome.accepted, shown.causes()
    return watch.read()


def plain(url: str, path: str) -> dict[str, float]:
    """The same file by pandas, unchecked and untyped, into the same database."""
    engine = make_engine(url).execution_options(xieshou_writes=True)
    watch = Stopwatch()
    frame = pd.read_csv(path, dtype=str)
    with engine.begin() as connection:
        frame.to_sql("plain", connection, index=False)
    return watch.read() | {"MB": peak()}


def refuse(url: str, name: str, path: str) -> dict[str, float]:
    """Refuse a file that is too large, from opening it."""
    from click.testing import CliRunner

    from db.cli import main

    idle = peak()
    os.environ["DATABASE_URL"] = url
    watch = Stopwatch()
    done = CliRunner().invoke(main, ["import", "meetings", path, "--check"])
    assert done.exit_code == 1, (name, done.output)
    return watch.read() | {"MB": peak() - idle}


def oversized(folder: Path) -> dict[str, Path]:
    """Files that must be refused at once."""
    header = ",".join(MEETINGS[:4]) + "\n"
    files = {
        "500 MB": folder / "500.csv",
        "a workbook that unpacks to 1 GB": folder / "bomb.xlsx",
        "5,000 columns": folder / "wide.csv",
        "a cell of 600 kB": folder / "cell.csv",
    }
    with files["500 MB"].open("wb") as file:
        file.write(header.encode())
        file.truncate(500 * 10**6)
    with zipfile.ZipFile(
        files["a workbook that unpacks to 1 GB"], "w", zipfile.ZIP_DEFLATED
    ) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 10**9)
    files["5,000 columns"].write_text(",".join(f"列{n}" for n in range(5000)) + "\n")
    files["a cell of 600 kB"].write_text(header + "浙江,四川,2022-01-01," + "长" * 200_000)
    return files


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.importing", description="Measure imports.")
    parser.add_argument("--rows", type=int, default=ROWS, help="projects; half as many meetings")
    given = parser.parse_args()
    busy = os.getloadavg()[0]
    found: list[Row] = []
    for row in measure(given.rows):
        found.append(row)
        shown = filter(None, (row.what, row.measured, row.ratio, row.target, row.verdict))
        print(" | ".join(shown), flush=True)
    sentence = (
        f"On {date.today():%d %B %Y}: {os.cpu_count()} cores ({platform.machine()}), Python "
        f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}. The machine's load average "
        f"was {busy:.1f} before and {os.getloadavg()[0]:.1f} after."
    )
    print(sentence)
    if given.rows == ROWS:
        report.rewrite(report.IMPORTS, sentence, found)


def measure(rows: int) -> Iterator[Row]:
    """The rows of the table, each as soon as it is known."""
    os.environ["XIESHOU_IMPORT_ROWS"] = str(max(rows, 100_000))
    os.environ["XIESHOU_IMPORT_MB"] = "100"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = ready(f"sqlite:///{folder}/bench.db")
        held, made = folder / "meetings.csv", folder / "projects.csv"
        held.write_bytes(meetings(rows // 2))
        made.write_bytes(projects(rows))
        yield from checks(rows // 2, alone(check, url, str(held)))
        half, book = folder / "half.csv", folder / "half.xlsx"
        half.write_bytes(projects(rows // 2))
        book.write_bytes(workbook(rows // 2))
        yield from workbooks(rows // 2, url, half, book)
        yield from commits(rows, lambda: ready(f"sqlite:///{folder}/{uuid4()}.db"), made)
        with own() as server:
            yield from commits(
                rows, lambda: ready(server.databases.create(uuid4().hex)), made, [server.pid]
            )
        del os.environ["XIESHOU_IMPORT_ROWS"], os.environ["XIESHOU_IMPORT_MB"]
        for what, path in oversized(folder).items():
            yield refusal(what, alone(refuse, url, what, str(path)))


def ready(url: str) -> str:
    """The URL of a store that has just been filled with the facts."""
    migrate(make_engine(url))
    load_reference(make_engine(url))
    return url


def checks(rows: int, found: dict[str, float]) -> Iterator[Row]:
    """100,000 meetings may take 15 s and 400 MB."""
    full = rows == ROWS // 2
    seconds, room = (f"< {CHECK_SECONDS} s", f"< {CHECK_MB} MB above idle") if full else ("", "")
    yield Row(
        f"{rows:,} meetings checked and previewed",
        took(found),
        target=seconds,
        met=found["s"] < CHECK_SECONDS if full else None,
    )
    yield Row(
        "its memory",
        f"{found['MB']:.0f} MB",
        target=room,
        met=found["MB"] < CHECK_MB if full else None,
    )


def workbooks(rows: int, url: str, half: Path, book: Path) -> Iterator[Row]:
    """A workbook, beside the same ledger as CSV in turn."""
    turns = [[alone(seen, url, str(path)) for path in (book, half)] for _ in range(TURNS)]
    ours, theirs = quickest(turns)
    clock, cpu = (ours[unit] / theirs[unit] for unit in ("s", "cpu"))
    yield Row(
        f"a workbook of {rows:,} projects read, checked and previewed",
        took(ours),
        f"{clock:.1f} × (of CPU {cpu:.1f} ×)",
        f"≤ {WORKBOOK_RATIO} ×",
        clock <= WORKBOOK_RATIO,
    )
    yield Row("the same as CSV", took(theirs))


def with_server(
    server: Sequence[int], work: Callable[..., dict[str, float]], *args: Any
) -> dict[str, float]:
    """What `work` returns in a process of its own, its CPU with that of the server's processes."""
    before = seconds_of(server)
    found = alone(work, *args)
    return found | {"cpu": found["cpu"] + seconds_of(server) - before}


def quickest(turns: list[list[dict[str, float]]]) -> Iterator[dict[str, float]]:
    """Of what was measured in turns, the quickest run of each."""
    return (min(runs, key=lambda run: run["s"]) for runs in zip(*turns, strict=True))


def commits(
    rows: int, new: Callable[[], str], made: Path, server: Sequence[int] = ()
) -> Iterator[Row]:
    """The commit into a new store, beside what pandas takes in turn; a server's CPU is counted."""
    stores = [new() for _ in range(TURNS)]
    both = (commit, plain)
    turns = [[with_server(server, work, url, str(made)) for work in both] for url in stores]
    ours, theirs = quickest(turns)
    where = " on PostgreSQL" if stores[0].startswith("postgresql") else ""
    clock, cpu = (ours[unit] / theirs[unit] for unit in ("s", "cpu"))
    yield Row(
        f"{rows:,} projects checked and committed{where}",
        took(ours),
        f"{clock:.1f} × (of CPU {cpu:.1f} ×)",
        f"≤ {COMMIT_RATIO} ×",
        clock <= COMMIT_RATIO,
    )
    most = max(run["MB"] for run, _ in turns)
    yield Row(
        f"its memory{where}",
        f"{most:.0f} MB at most",
        target=f"< {COMMIT_MB} MB",
        met=most < COMMIT_MB,
    )
    paged = with_server(server, by_page, new(), str(made))
    yield Row(f"the same by the steps of the upload page{where}", took(paged))
    yield Row(
        f"the same by `read_csv` and `to_sql`{where}", f"{took(theirs)}, {theirs['MB']:.0f} MB"
    )


def refusal(what: str, found: dict[str, float]) -> Row:
    return Row(
        f"refusing {what}",
        f"{found['s']:.2f} s",
        target=f"< {REFUSAL_SECONDS} s",
        met=found["s"] < REFUSAL_SECONDS,
    )


def took(found: dict[str, float]) -> str:
    return f"{found['s']:.1f} s ({found['cpu']:.1f} s of CPU)"


if __name__ == "__main__":
    main()
