"""Whatever file is brought: it is taken, or refused with a reason; it never crashes anything, and
no text of it is changed in silence.
"""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine

from db.engine import locked
from db.importing import guess
from db.importing.pipeline import Preview, preview, write
from db.importing.rows import Fate
from tests.conftest import Stores
from tests.db import states
from tests.db.importing.anything import FILES, File
from tests.db.ledgers import upload

SHORT = 60
"""So many files in the suite."""
SOAK_SECONDS = 600
TEXTS = {"code", "title", "content", "implementer", "summary", "post", "purpose", "source", "note"}


class _TakenBack(Exception):
    """What was written is not to stay."""


def bring(engine: Engine, file: File) -> Preview:
    """Import the good rows of a file, and take them back."""
    given = upload(file.kind, data=file.data, file_name=file.name, only_good=True)
    guess.kind_of(given)
    try:
        with locked(engine) as connection:
            found = preview(connection, given)
            if found.writes:
                write(connection, given, found)
            raise _TakenBack
    except _TakenBack:
        return found


def answered(found: Preview) -> None:
    """It says in both languages what became of it, and why."""
    for language in ("zh", "en"):
        told = json.loads(json.dumps(found.as_json(language), ensure_ascii=False))
        assert all(issue["message"].strip() for issue in told["issues"])
    assert found.outcome.accepted or any(i.severity != "note" for i in found.issues)
    assert sum(cause.count for cause in found.causes()) == len(found.issues)
    assert found.sha256()


def unchanged(found: Preview, cells: frozenset[str]) -> None:
    """The texts of rows of which nothing is said are cells of the file, letter for letter."""
    known = {cell.replace("\r\n", "\n").replace("\r", "\n").strip() for cell in cells}
    for plan in found.plans:
        if plan.fate is Fate.NEW and not plan.issues:
            for name in TEXTS & plan.values.keys():
                assert (plan.values[name] or "") in known | {""}


def look_at(engine: Engine, examples: int) -> None:
    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(FILES)
    def look(file: File) -> None:
        found = bring(engine, file)
        answered(found)
        if file.cells is not None:
            unchanged(found, file.cells)

    look()


def test_any_file_is_taken_or_refused_with_a_reason(stores: Stores) -> None:
    look_at(states.paired(stores), SHORT)


@pytest.mark.soak
def test_ten_minutes_of_files(stores: Stores) -> None:
    engine = states.paired(stores)
    end = time.monotonic() + SOAK_SECONDS
    while time.monotonic() < end:
        look_at(engine, 500)
