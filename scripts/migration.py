"""Begin a migration (`make migration NAME=…`): the next number, and what the models ask for.

It compares the models with a store at the newest version. Read what it wrote, for Alembic sees
neither CHECKs nor data, and try it up and down with rows on both databases
(tests/db/test_migrate.py).
"""

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from db.engine import locked, make_engine
from db.migrate import migrate
from db.versions import config, versions

FOLDER = Path(__file__).resolve().parent.parent / "db" / "migrations" / "versions"


def main() -> None:
    name = "_".join(re.findall(r"[a-z0-9]+", " ".join(sys.argv[1:]).lower()))
    number = f"{int(versions()[-1]) + 1:04}"
    with TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/store.db")
        migrate(engine)
        given = config()
        with locked(engine) as connection:
            given.attributes["connection"] = connection
            command.revision(given, message=name, autogenerate=True, rev_id=number)
        engine.dispose()
    made = next(FOLDER.glob(f"{number}_*.py"))
    made.rename(FOLDER / f"{number}_{name}.py")
    print(f"db/migrations/versions/{number}_{name}.py")


if __name__ == "__main__":
    main()
