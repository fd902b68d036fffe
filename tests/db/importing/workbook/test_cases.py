"""Small files made after public reports about other tools: what is said, and what is stored."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from db.engine import reading
from db.importing.pipeline import Preview, import_file
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import upload

HERE = Path(__file__).parent
ENTRIES = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))["entries"]


def brought(engine: Engine, kind: str, file: str) -> Preview:
    data = (HERE / "files" / file).read_bytes()
    return import_file(engine, upload(Kind(kind), data=data, file_name=file))


def wrong(entry: dict[str, Any], seen: Preview, engine: Engine) -> Iterator[str]:
    """What is not as expected."""
    expected = entry["expect"]
    codes = {issue.code for issue in seen.issues}
    if seen.outcome.value not in expected["outcome"]:
        yield f"outcome {seen.outcome}: {sorted(codes)}"
    if (code := expected["code"]) and not ("*" in code and codes) and code not in codes:
        yield f"no {code} in {sorted(codes)}"
    said = " ".join(issue.message.zh for issue in seen.issues)
    silent = expected["says"] and not re.search(expected["says"], said)
    if silent and seen.outcome.value != "accept":
        yield f"nothing says {expected['says']}"
    if seen.outcome.accepted:
        if "new 0" in expected["note"] and seen.counts["new"]:
            yield f"{seen.counts['new']} new"
        yield from stored(engine, expected["rows"])


def stored(engine: Engine, rows: list[dict[str, Any]]) -> Iterator[str]:
    """Rows that the store has otherwise."""
    with reading(engine) as connection:
        for row in rows:
            names = list(row["values"]) or ["id"]
            where = " AND ".join(f"{name} = :{name}" for name in row["where"])
            query = f"SELECT {', '.join(names)} FROM {row['table']} WHERE {where}"  # noqa: S608
            found = connection.execute(text(query), row["where"]).mappings().first()
            plain = {name: str(value) for name, value in (found or {}).items()}
            if not plain or (
                row["values"] and plain != {n: str(v) for n, v in row["values"].items()}
            ):
                yield f"{row['table']} {row['where']}: {plain} for {row['values']}"


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["file"] for entry in ENTRIES])
def test_a_file_is_read_as_a_person_would(entry: dict[str, Any], stores: Stores) -> None:
    engine = states.reference(stores)
    for file in entry["setup"]:
        brought(engine, "meetings" if file.startswith("meet") else entry["kind"], file)
    assert list(wrong(entry, brought(engine, entry["kind"], entry["file"]), engine)) == []
