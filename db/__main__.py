"""`python -m db`: the store's own commands, and the papers that are made of it.

This is an entry, as dashboard.py is: it composes, and nothing imports it. What is said in words and
made into files is no matter of db/, which knows neither.
"""

import sys
from datetime import datetime
from pathlib import Path

import click

from db.areas.commands import COMMANDS
from db.cli import EXIT_NOT_ACCEPTED, main, with_store
from db.importing.words import Language
from papers.commands import pack

__all__ = ["main"]

for command in (pack, *COMMANDS):
    main.add_command(command)

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
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day of the next meeting; else today.",
)
@click.option(
    "--lang", "--language", "lang", type=click.Choice(["zh", "en"]), default="zh",
    help="Of the brief and the messages.",
)  # fmt: skip
@with_store
def brief_command(
    helper: str, receiver: str, output: Path, day: datetime | None, lang: Language
) -> None:
    """Make the brief for a couple's next meeting; each side by name or code."""
    from ui.briefing import command  # here alone: it brings all that draws

    try:
        said = command.make(helper, receiver, output, day.date() if day else None, lang)
    except (command.NotMade, OSError) as error:
        click.echo(f"xieshou: {error}", err=True)
        sys.exit(EXIT_NOT_ACCEPTED)
    click.echo(said or str(output), err=bool(said))


if __name__ == "__main__":
    main()
