"""`python -m db`: the store's own commands, and the papers that are made of it.

This is an entry, as dashboard.py is: it composes, and nothing imports it. What is said in words and
made into files is no matter of db/, which knows neither.
"""

from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from db.cli import main
from db.cli.command import LANGUAGE, day, fail, with_store
from db.engine import leave
from db.errors import StoreError
from db.importing.words import Language
from db.reader import store_engine
from papers.commands import pack

__all__ = ["main"]

main.add_command(pack)

SUFFIXES = (".docx", ".pdf", ".pptx")


def _file(_context: click.Context, _parameter: click.Parameter, given: Path) -> Path:
    if given.suffix.lower() not in SUFFIXES:
        raise click.BadParameter(f"it ends with {', '.join(SUFFIXES)}")
    return given


@main.command("brief")
@click.argument("helper")
@click.argument("receiver")
@click.option(
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_file,
    help="A .docx, .pdf or .pptx file.",
)
@day("--date", "on", "The day of the next meeting; else today.")
@LANGUAGE
@with_store
def brief_command(
    helper: str, receiver: str, output: Path, on: date | None, lang: Language
) -> None:
    """Make the brief for a couple's next meeting; each side by name or code."""
    from ui.briefing import command  # here alone: it brings all that draws

    try:
        said = command.make(helper, receiver, output, on, lang)
    except OSError as error:
        fail(error)
    click.echo(said or str(output), err=bool(said))


if __name__ == "__main__":
    try:
        main()
    finally:
        with suppress(StoreError):
            leave(store_engine())
