"""What is taken along of a ledger names the version it was counted by, and comes back unchanged."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from db.definitions import Change, revise
from db.engine import locked, reading
from db.filters import EVERYTHING
from db.importing import export
from db.importing.kinds import LEDGERS
from db.importing.pipeline import check_file
from db.importing.words import Language
from db.queries import definitions
from db.terms import AccountRole, Kind
from tests.accounts import make
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, result, target, upload
from ui.frame.as_of import Span
from ui.records import ledger_files

COUNTED = (Kind.RESULTS, Kind.AGREEMENTS, Kind.FIGURES)
SAYS = {"zh": "第2版，2022-01-01 起", "en": "version 2, from 2022-01-01"}
FIRST = {"zh": "第1版", "en": "version 1"}


@pytest.mark.parametrize("told", ["zh", "en"])
def test_it_names_the_version_and_comes_back_unchanged(
    stores: Stores, monkeypatch: pytest.MonkeyPatch, told: Language
) -> None:
    engine = states.reference(stores)
    monkeypatch.setenv("DATABASE_URL", engine.url.render_as_string(hide_password=False))
    batch(bring(engine, Kind.RESULTS, result(), result(year="2021", as_of="2021-06-30")))
    batch(bring(engine, Kind.AGREEMENTS, target()))
    with reading(engine) as connection:
        last = definitions.versions(connection)["fund"][-1]
    said = replace(last.said, definition_zh="不含物资")
    change = Change("fund", last.number, said, "新办法", date(2022, 1, 1))
    admin = make(engine, AccountRole.ADMIN)
    with locked(engine) as connection:
        revise(connection, admin, change, date(2026, 1, 1))
    for kind in COUNTED:
        with reading(engine) as connection:
            text = export.export(connection, kind, told)
        book = ledger_files._workbook(
            LEDGERS[kind], (kind, EVERYTHING, "", ()), Span(), demo=False, told=told
        )
        table = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
        sheet = load_workbook(io.BytesIO(book)).worksheets[0]
        told_in = ({row[-1] for row in table[1:]}, {row[-1] for row in sheet.values})
        for versions in told_in:
            assert {SAYS[told], FIRST[told]} <= versions, kind
        for data, name in ((text, "a.csv"), (book, "a.xlsx")):
            again = check_file(engine, upload(kind, data=data, file_name=name))
            assert again.counts["unchanged"] == len(table) - 1, (kind, name)
            assert not again.counts["new"] + again.counts["changed"] + again.counts["error"]
            assert all(issue.severity == "note" for issue in again.issues)
