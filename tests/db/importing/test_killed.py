"""An import that is killed leaves nothing or all of itself, and its paperwork agrees."""

from random import Random

from sqlalchemy import Engine, event, func, select

from db.engine import make_engine, reading
from db.importing.pipeline import Upload, import_file
from db.models import Commitment, ImportBatch, ImportFile, Meeting, RowHistory
from db.terms import Kind
from tests.conftest import Stores
from tests.db import processes, states
from tests.db.ledgers import meeting, upload

MEETINGS, ITEMS = 200, 2
NOTHING = (0, 0, 0, 0, 0)
ALL = (MEETINGS, MEETINGS * ITEMS, MEETINGS * (1 + ITEMS), 1, 1)
ROUNDS = 10


def file() -> Upload:
    rows = [
        meeting(title=f"第{number}次", commitments="建茶园\n种药材") for number in range(MEETINGS)
    ]
    return upload(Kind.MEETINGS, *rows)


def written(engine: Engine) -> tuple[int, ...]:
    """Meetings, items, entries of history, batches and kept files, at one moment."""
    with reading(engine) as connection:
        return tuple(
            connection.scalar(select(func.count()).select_from(model)) or 0
            for model in (Meeting, Commitment, RowHistory, ImportBatch, ImportFile)
        )


def steps(engine: Engine) -> int:
    """Statements and commits of an import that is left alone."""
    done = 0

    def count(*_: object) -> None:
        nonlocal done
        done += 1

    event.listen(engine, "after_cursor_execute", count)
    event.listen(engine, "commit", count)
    import_file(engine, file())
    return done


def test_killed_after_any_statement_it_leaves_nothing_or_all(stores: Stores) -> None:
    whole = states.paired(stores)
    last = steps(whole)
    assert written(whole) == ALL
    engine = states.paired(stores)
    url = engine.url.render_as_string(hide_password=False)
    moments = [*Random().sample(range(1, last), min(ROUNDS, last - 1) - 1), last]  # noqa: S311
    for moment in sorted(moments):
        killed = processes.alone(processes.bring_until_statement, url, file(), moment)
        assert (killed, written(engine)) == (-9, NOTHING), f"after statement {moment} of {last}"
    assert processes.alone(processes.bring, url, file()) == 0
    assert written(make_engine(url)) == ALL


def test_killed_at_any_time_it_leaves_nothing_or_all(stores: Stores) -> None:
    engine = states.paired(stores)
    url = engine.url.render_as_string(hide_password=False)
    for _ in range(ROUNDS):
        seconds = Random().uniform(0, 0.3)  # noqa: S311
        processes.alone(processes.bring_until, url, file(), seconds)
        found = written(engine)
        assert found in (NOTHING, ALL), f"after {seconds} s"
        if found == ALL:
            engine = states.paired(stores)
            url = engine.url.render_as_string(hide_password=False)
