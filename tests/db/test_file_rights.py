"""A store in a file is for nobody else on the machine to read."""

from pathlib import Path

from db.engine import locked, make_engine, reading
from db.migrate import migrate


def rights(path: Path) -> str:
    return oct(path.stat().st_mode & 0o777)


def test_a_new_store_is_ours_alone_with_all_that_stands_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "var" / "deep" / "xieshou.db"
    engine = make_engine(f"sqlite:///{file}")
    migrate(engine)
    with reading(engine), locked(engine):
        made = {path.name: rights(path) for path in file.parent.iterdir()}
    assert made == dict.fromkeys(("xieshou.db", "xieshou.db-shm", "xieshou.db-wal"), "0o600")
    assert rights(file.parent) == "0o700"


def test_a_store_of_before_is_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    file.touch(0o644)
    file.chmod(0o644)
    migrate(make_engine(f"sqlite:///{file}"))
    assert rights(file) == "0o600"
    assert tmp_path.exists()


def test_a_folder_that_others_made_is_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    migrate(make_engine(f"sqlite:///{tmp_path / 'new.db'}"))
    assert rights(tmp_path) == "0o755"
