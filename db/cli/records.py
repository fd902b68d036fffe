"""One record removed, or two made one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import click

from db.cli.command import CHECK, KIND, LANGUAGE, main, operator, ready, with_store
from db.editing import Merge, foresee_merge, foresee_removal, merge_records, remove
from db.engine import reading
from db.importing.words import Language
from db.terms import Kind


@main.command("delete")
@KIND
@click.argument("record", type=int, metavar="ID")
@CHECK
@LANGUAGE
@with_store
def delete_command(kind: Kind, record: int, check: bool, lang: Language) -> None:
    """Remove one record with its parts; what is linked to it stays. Its undo brings it back."""
    engine = ready()
    with reading(engine) as connection:
        seen = foresee_removal(connection, kind, record)
    if seen is not None:
        parts = [f"{count} {name}" for name, count in seen.parts.items() if count]
        click.echo(f"{_name_of(seen.record)}: {', '.join(parts) or 'no parts'} go with it.")
        _tell_links("unlinked", seen.links)
    if not check or seen is None:
        version = seen.record["version"] if seen else None
        _tell_written(remove(engine, kind, record, operator(), version))


@main.command("merge")
@KIND
@click.argument("keep", type=int)
@click.argument("gone", type=int)
@CHECK
@LANGUAGE
@with_store
def merge_command(kind: Kind, keep: int, gone: int, check: bool, lang: Language) -> None:
    """Make one record of two: KEEP stays, GONE's parts and links move to it."""
    engine = ready()
    merge = Merge(kind, keep, gone)
    with reading(engine) as connection:
        seen = foresee_merge(connection, merge)
    click.echo(f"{_name_of(seen.kept)} stays, {_name_of(seen.gone)} goes.")
    for name, value in seen.taken.items():
        click.echo(f"  takes over: {name} = {value}")
    for name, (kept, other) in seen.differing.items():
        click.echo(f"  stays: {name} = {kept}, not {other}")
    for name, count in seen.moved.items():
        if count:
            click.echo(f"  moves: {count} {name}")
    _tell_links("linked to it now", seen.links)
    if not check:
        versions = (seen.kept["version"], seen.gone["version"])
        _tell_written(merge_records(engine, replace(merge, versions=versions), operator()))


def _name_of(record: Mapping[str, Any]) -> str:
    title = record.get("title") or record.get("head") or record.get("metric_key") or ""
    return f"{record['id']} {record.get('code') or ''} “{title}”".replace("  ", " ")


def _tell_links(what: str, links: Iterable[tuple[str, int]]) -> None:
    for table, identity in links:
        click.echo(f"  {what}: {table} {identity}")


def _tell_written(batch: int) -> None:
    click.echo(f"Written as batch {batch}; `python -m db undo` takes it back.")
