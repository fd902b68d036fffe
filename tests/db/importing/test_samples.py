"""Files as staff send them: the outcome and the code that each is owed."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from db.cli import main
from db.importing.pipeline import Preview, check_file
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import upload

SAMPLES = Path(__file__).parent / "samples"

SAID = [
    ("enc_big5.csv", "encoding", None, "big5hkscs “東部省份"),
    ("enc_utf8_with_gbk_row.csv", "encoding-mixed", 5, "GB18030"),
    ("head_duplicate.csv", "duplicate-header", 1, "地点"),
    ("head_preamble_title.csv", "preamble", 2, "单位：万元"),
    ("head_synonym.csv", "unit", 1, "金额"),
    ("quote_unclosed.csv", "unclosed-quote", 4, "引号"),
    ("ragged_short.csv", "missing-cell", 4, "2 格"),
    ("ragged_trailing_commas.csv", "blank-column", 1, "8–10"),
    ("type_xlsx_renamed.csv", "not-csv", None, "Excel 工作簿"),
    ("val_dates_mixed.csv", "date", 9, "Excel 日期序号读作 2019-05-14"),
    ("val_dates_mixed.csv", "date", 10, "读作 2019-05-14，收到“14/5/2019”"),
    ("val_dates_mixed.csv", "date", 11, "只记到月"),
    ("val_dates_mixed.csv", "date", 12, "时间未导入"),
    ("val_dates_mixed.csv", "date", 13, "不存在"),
    ("val_dates_mixed.csv", "date", 14, "待定"),
    ("val_dates_mixed.csv", "date", 15, "缺少年份"),
    ("val_dup_rows.csv", "duplicate-row", 7, "第 1 条"),
    ("val_formula_injection.csv", "formula", 10, "=HYPERLINK"),
    ("val_pairing_unknown.csv", "pairing", 2, "浙江省 → 甘肃省"),
    ("val_pairing_unknown.csv", "pairing", 3, "填反"),
    ("val_province_alias.csv", "province", 7, "是否为“浙江省”"),
    ("val_totals_row.csv", "totals-row", 7, "合计"),
]
"""File, code, line, and words of a message that its owner must read."""


def expectations() -> dict[str, tuple[str, str]]:
    with (SAMPLES / "expectations.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: (row["expect"], row["code"]) for row in csv.DictReader(file)}


def checked(engine: Engine, name: str) -> Preview:
    data = (SAMPLES / name).read_bytes()
    return check_file(engine, upload(Kind.MEETINGS, data=data, file_name=name))


def printed(name: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of `python -m db import` of a sample."""
    done = CliRunner().invoke(main, ["import", "meetings", str(SAMPLES / name), "--json"])
    assert done.stderr == ""
    return done.exit_code, json.loads(done.stdout)


def test_every_sample_has_an_expectation() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == {*expectations(), "expectations.csv"}


@states.SQLITE
def test_every_sample_has_its_outcome_and_code_and_writes_nothing(stores: Stores) -> None:
    engine = states.reference(stores)
    before = states.checksum(engine)
    found = {}
    for name, (_, code) in expectations().items():
        seen = checked(engine, name)
        codes = {i.code for i in seen.issues if not i.problem.of_store} or {""}
        found[name] = (seen.outcome.value, code if code in codes else f"{sorted(codes)}")
    assert found == expectations()
    assert states.checksum(engine) == before


@states.SQLITE
def test_every_sample_is_told_where_and_what(stores: Stores) -> None:
    engine = states.reference(stores)
    told = {name: checked(engine, name).issues for name in {name for name, *_ in SAID}}
    silent = [
        (name, code, line, words)
        for name, code, line, words in SAID
        if not any(
            (issue.code, issue.line_no) == (code, line) and words in issue.message.zh
            for issue in told[name]
        )
    ]
    assert silent == []


@states.SQLITE
def test_seven_ways_to_write_a_day_are_one_day(stores: Stores) -> None:
    seen = checked(states.reference(stores), "val_dates_mixed.csv")
    told = [issue for issue in seen.issues if not issue.problem.of_store]
    alike = [(i.line_no, i.code) for i in told if (i.line_no or 0) <= 8]
    assert alike == [(line, "duplicate-row") for line in range(3, 9)]
    assert seen.plans[0].values["date_start"] == date(2019, 5, 14)


@states.SQLITE
def test_the_command_line_tells_every_outcome_and_exits_by_it(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = states.reference(stores)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    wrong = {}
    for name, (outcome, code) in expectations().items():
        exit_code, told = printed(name)
        codes = {issue["code"] for issue in told["issues"]}
        accepted = outcome in ("accept", "accept_with_note")
        right = (exit_code, told["outcome"]) == (0 if accepted else 1, outcome)
        if not right or (code and code not in codes) or (told["batch"] and not accepted):
            wrong[name] = (exit_code, told["outcome"], sorted(codes), told["batch"])
    assert wrong == {}


@states.SQLITE
def test_one_ledger_in_every_encoding_and_delimiter_is_one(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = states.reference(stores)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    first = printed("enc_utf8.csv")[1]["counts"]
    assert first["new"] > 0
    for name, told in (
        ("enc_utf8_bom.csv", ("utf-8-sig", ",")),
        ("enc_gbk.csv", ("gb18030", ",")),
        ("enc_utf16le_bom_tab.csv", ("utf-16", "\t")),
        ("delim_semicolon.csv", ("utf-8", ";")),
        ("delim_sep_line.csv", ("utf-8", ";")),
    ):
        again = printed(name)[1]
        assert (again["encoding"], again["delimiter"], again["batch"]) == (*told, None), name
        assert again["counts"] == first | {"new": 0, "unchanged": first["new"]}, name
