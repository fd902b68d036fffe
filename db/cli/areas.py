"""Units that the official table does not have yet, and what became of others."""

import click

from db.cli.command import LANGUAGE, main, operator, ready, with_store
from db.importing.words import Language
from db.terms import Level
from db.units import Succession, Unit, add_succession, add_unit

SINCE = click.option("--since", required=True, help="The day or year, 2026-03-26 or 2026.")
PROVED = click.option("--source", required=True, help="What proves it: an address or a notice.")


@main.command("add-area")
@click.argument("code")
@click.argument("name")
@click.option("--parent", required=True, help="The code of the province or prefecture it is in.")
@click.option("--level", type=click.Choice(["prefecture", "county"]), default="county")
@SINCE
@PROVED
@LANGUAGE
@with_store
def add_area_command(
    code: str, name: str, parent: str, level: str, since: str, source: str, lang: Language
) -> None:
    """Enter the unit NAME of CODE before the official table has it."""
    add_unit(ready(), operator(), Unit(code, name, Level(level), parent, since, source))
    click.echo(f"{code} {name} is entered.")


@main.command("area-became")
@click.argument("old")
@click.argument("new")
@click.option("--part", is_flag=True, help="Only a part of OLD, which sums do not follow.")
@SINCE
@PROVED
@LANGUAGE
@with_store
def area_became_command(
    old: str, new: str, part: bool, since: str, source: str, lang: Language
) -> None:
    """Enter that the unit of the code OLD became that of the code NEW."""
    add_succession(ready(), operator(), Succession(old, new, not part, since, source))
    click.echo(f"{old} became {new}.")
