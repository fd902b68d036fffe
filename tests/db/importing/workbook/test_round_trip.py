"""What was exported, opened and saved by LibreOffice in any format, and uploaded again, changes
nothing.
"""

import pytest

from db.engine import reading
from db.importing.export import export
from db.importing.pipeline import check_file
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.importing.workbook.conftest import Converted
from tests.db.ledgers import MADE, batch, bring, result, upload, workshop


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
@states.SQLITE
def test_an_export_saved_by_libreoffice_changes_nothing(
    stores: Stores, converted: Converted, suffix: str
) -> None:
    engine = states.demo(stores)
    cells = {"wage": "3200", "status": "在用", "opened": "2021-08", "jobs": "12"}
    batch(bring(engine, Kind.WORKSHOPS, workshop(**cells)))
    batch(bring(engine, Kind.RESULTS, result(), result(period="二季度", reported_by="西部")))
    for kind in (Kind.TALENT, Kind.LABOUR, Kind.CONSUMPTION, Kind.GRASS_ROOTS, Kind.ACCORDS):
        batch(bring(engine, kind, MADE[kind]()))
    with reading(engine) as connection:
        files = {f"{kind.value}.csv": export(connection, kind) for kind in Kind}
    saved = converted(files, suffix)
    found = {}
    for kind in Kind:
        made = upload(kind, data=saved[kind.value], file_name=f"{kind.value}.{suffix}")
        seen = check_file(engine, made)
        errors = [issue.message.zh for issue in seen.issues if issue.severity != "note"]
        assert errors == []
        found[kind] = {fate: n for fate, n in seen.counts.items() if n and fate != "unchanged"}
        assert seen.counts["unchanged"] > 0
    assert found == {kind: {} for kind in Kind}
