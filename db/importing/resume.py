"""A stored plan as it is taken up again: its upload, what its file looks like, and its fate."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from db.accounts import Author
from db.engine import reading
from db.importing.pipeline import check_file
from db.importing.plans import taken_up
from db.importing.preview import Preview
from db.importing.table import Facts, read_table
from db.importing.upload import Upload

FIRST_ROWS = 5


@dataclass(frozen=True)
class Resumed:
    """`batch` is the import that the plan became, where it was committed."""

    upload: Upload
    batch: int | None
    plan_sha256: str


@dataclass(frozen=True)
class Shown:
    """What the page of a plan shows: the preview, and the first rows as they stand in the file."""

    preview: Preview
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def resume(engine: Engine, plan_id: str, by: Author) -> Resumed:
    """A stored plan.

    Raises:
        Invalid: there is no such plan (any more).
        Forbidden: it is somebody else's.
    """
    with reading(engine) as connection:
        upload, row = taken_up(connection, plan_id, by)
    return Resumed(upload, row.batch_id, row.plan_sha256)


def shown(engine: Engine, upload: Upload) -> Shown:
    """The preview of an upload and its first rows; none where it cannot be read as a table."""
    preview = check_file(engine, upload)
    if preview.header_line is None:
        return Shown(preview)
    table, _ = read_table(upload, Facts())
    return Shown(preview, table.header, [r.cells for r in table.records[:FIRST_ROWS]])
