"""Many rows into a table at once."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from db.engine import writing
from db.importing import bulk
from db.models import ImportFile, table_of
from tests.conftest import Stores
from tests.db import states


def test_what_the_store_refuses_is_raised_and_nothing_is_kept(stores: Stores) -> None:
    engine = states.paired(stores)
    before = states.table(engine, "import_file")
    files = table_of(ImportFile)
    rows: dict[str, list[Any]] = {"sha256": ["a", "b", "a"], "size": [1, 2, 3]}
    rows["content"] = [b"", b"\\x00\t\n", b"c"]
    with pytest.raises(IntegrityError), writing(engine) as connection:
        bulk.insert(connection, files, rows)
    assert states.table(engine, "import_file") == before
