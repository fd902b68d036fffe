"""What all commands share: how they are declared, whose store they work on, and how they fail."""

import getpass
import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import NoReturn, ParamSpec, TypeVar

import click
from sqlalchemy import Engine

from db.accounts import Operator
from db.errors import NotDone, StoreError
from db.importing.issue import Invalid
from db.importing.words import Language, Refusal
from db.migrate import require_current
from db.reader import store_engine
from db.release import version
from db.terms import Kind

EXIT_NOT_ACCEPTED = 1
EXIT_STORE = 3

P = ParamSpec("P")
R = TypeVar("R")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version(), prog_name="xieshou")
def main() -> None:
    """The store of Xieshou: migrate, load, import, undo."""


def with_store(command: Callable[P, R]) -> Callable[P, R]:
    """One plain line where something is not done, in the language of `--lang` where there is one:
    with exit 1, or 3 where the store cannot be used.
    """

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        language: Language = "zh" if kwargs.get("lang") == "zh" else "en"
        try:
            return command(*args, **kwargs)
        except StoreError as error:
            fail(error, EXIT_STORE)
        except NotDone as error:
            fail(error)
        except Refusal as refusal:
            fail(refusal.words[language])
        except Invalid as refusal:
            fail(refusal.issue().message[language])

    return run


def fail(why: object, code: int = EXIT_NOT_ACCEPTED) -> NoReturn:
    """Say why in one line, and end."""
    click.echo(f"xieshou: {why}", err=True)
    sys.exit(code)


def _kind(_context: click.Context, _parameter: click.Parameter, given: str) -> Kind:
    return Kind(given)


def _date(
    _context: click.Context, _parameter: click.Parameter, given: datetime | None
) -> date | None:
    return given.date() if given else None


def day(name: str, parameter: str, help_text: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """An option that is a day, or None."""
    form = click.DateTime(["%Y-%m-%d"])
    return click.option(
        name, parameter, type=form, metavar="YYYY-MM-DD", callback=_date, help=help_text
    )


KIND = click.argument("kind", type=click.Choice([kind.value for kind in Kind]), callback=_kind)
LANGUAGE = click.option(
    "--lang",
    "--language",
    "lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    help="Of messages and files.",
)
CHECK = click.option("--check", is_flag=True, help="Say what would happen; write nothing.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
OUTPUT = click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Not standard output."
)


def hand_over(data: bytes, output: Path | None) -> None:
    """Write a file, or print it."""
    if output:
        output.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)


def operator() -> Operator:
    """Who is at the command line; a container's user may have no name."""
    try:
        return Operator(getpass.getuser())
    except (KeyError, OSError):
        return Operator("unknown")


def ready() -> Engine:
    """The engine of a store that is at this program's version."""
    engine = store_engine()
    require_current(engine)
    return engine


def at_hand() -> tuple[Engine, Operator]:
    """The engine of a store that is at this program's version, and who is at the command line."""
    return ready(), operator()
