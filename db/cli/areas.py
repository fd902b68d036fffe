"""Places that an office keeps itself."""

from collections.abc import Callable
from typing import Any

import click

from db.areas.changes import history, take_back
from db.areas.entering import Closing, Succession, Unit, Wanted, Zone, enter, foresee
from db.cli.command import CHECK, LANGUAGE, main, operator, ready, with_store
from db.clock import day
from db.engine import locked, reading
from db.importing.words import Language
from db.terms import Level, ZoneKind

SINCE = click.option("--since", required=True, help="The day or year, 2026-03-26 or 2026.")
PROVED = click.option("--source", required=True, help="What proves it: an address or a notice.")
ENGLISH = click.option("--name-en", default="", help="Its name in English.")


def _entering(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of all that enter something."""
    for option in (with_store, LANGUAGE, CHECK, PROVED):
        command = option(command)
    return command


@main.command("add-area")
@click.argument("code")
@click.argument("name")
@click.option("--parent", required=True, help="The code of the province or prefecture it is in.")
@click.option("--level", type=click.Choice(["prefecture", "county"]), default="county")
@ENGLISH
@SINCE
@_entering
def add_area(code: str, name: str, parent: str, level: str, name_en: str, **given: Any) -> None:
    """Enter the unit NAME of CODE before the official table has it."""
    since, source = given["since"], given["source"]
    unit = Unit(code, name, Level(level), parent, since, source, name_en)
    _enter(unit, f"{{code}} {name} is entered.", given)


@main.command("add-zone")
@click.argument("name")
@click.option("--parent", required=True, help="The code of the unit that it lies in.")
@click.option("--kind", type=click.Choice([kind.value for kind in ZoneKind]), required=True)
@ENGLISH
@SINCE
@_entering
def add_zone(name: str, parent: str, kind: str, name_en: str, **given: Any) -> None:
    """Enter the development zone NAME; it gets a code of its own below its parent."""
    zone = Zone(name, ZoneKind(kind), parent, given["since"], given["source"], name_en)
    _enter(zone, f"{{code}} {name} is entered.", given)


@main.command("close-area")
@click.argument("code")
@click.option("--until", required=True, help="The day or year, 2026-03-26 or 2026.")
@_entering
def close_area(code: str, until: str, **given: Any) -> None:
    """Enter that the unit or zone of CODE is one no longer."""
    _enter(Closing(code, until, given["source"]), f"{{code}} ended on {until}.", given)


@main.command("area-became")
@click.argument("old")
@click.argument("new")
@click.option("--part", is_flag=True, help="Only a part of OLD, which sums do not follow.")
@SINCE
@_entering
def area_became(old: str, new: str, part: bool, **given: Any) -> None:
    """Enter that the unit of the code OLD became that of the code NEW."""
    became = Succession(old, new, not part, given["since"], given["source"])
    _enter(became, f"{{code}} became {new}.", given)


@main.command("area-changes")
@with_store
def area_changes() -> None:
    """List what was entered about places: number, when, place, what, by whom, its source."""
    with reading(ready()) as connection:
        for one in history(connection):
            undone = "taken back" if one.undone else one.deed.value
            click.echo(
                "\t".join(
                    map(str, (one.id, day(one.at), one.adcode, undone, one.author, one.source))
                )
            )


@main.command("area-undo")
@click.argument("change", type=int)
@LANGUAGE
@with_store
def area_undo(change: int, lang: Language) -> None:
    """Take the CHANGE of that number back."""
    with locked(ready()) as connection:
        code = take_back(connection, operator(), change)
    click.echo(f"Change {change} of {code} is taken back.")


def _enter(wanted: Wanted, said: str, given: dict[str, Any]) -> None:
    if given["check"]:
        with reading(ready()) as connection:
            code = foresee(connection, wanted).adcode
    else:
        with locked(ready()) as connection:
            code = enter(connection, operator(), wanted)
    click.echo(("Would be so: " if given["check"] else "") + said.replace("{code}", code))
