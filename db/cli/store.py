"""The store as a whole: made ready, looked at, backed up and restored."""

import sys
from pathlib import Path

import click
from sqlalchemy import func, select

from db import evidence
from db.accounts import audit
from db.backup import Manifest, restore, seal, take
from db.check import faults
from db.cli.command import EXIT_NOT_ACCEPTED, main, operator, ready, with_store
from db.demo import load_demo, remove_demo
from db.engine import locked, reading, revision
from db.importing.rows import Fate
from db.migrate import migrate
from db.models import Base
from db.reader import store_engine
from db.reference import load_reference
from db.settings import demo_wanted
from db.terms import Event


@main.command("migrate")
@with_store
def migrate_command() -> None:
    """Bring the store to this program's version."""
    migrate(store_engine())
    click.echo("The store is at this program's version.")


@main.command("load-reference")
@with_store
def load_reference_command() -> None:
    """Load the sourced facts of data/reference."""
    loaded = load_reference(ready())
    if loaded is None:
        click.echo("The reference facts are loaded already.")
        return
    changed = ", ".join(f"{table} {count}" for table, count in loaded.counts.items())
    click.echo(f"Reference facts loaded as batch {loaded.batch_id}: {changed}.")
    for said in loaded.said:
        click.echo(said.sentence)


@main.command("load-demo")
@with_store
def load_demo_command() -> None:
    """Load the marked demo ledgers, unless XIESHOU_DEMO=0."""
    if not demo_wanted():
        click.echo("XIESHOU_DEMO=0: no demo records.")
        return
    loaded = load_demo(ready())
    for preview in loaded:
        click.echo(f"Demo batch {preview.batch}: {preview.counts[Fate.NEW]} new records.")
    if not loaded:
        click.echo("The demo records were loaded before.")


@main.command("remove-demo")
@with_store
def remove_demo_command() -> None:
    """Undo every demo batch."""
    receipts = remove_demo(ready(), operator())
    gone, kept = sum(r.reversed for r in receipts), sum(len(r.kept) for r in receipts)
    click.echo(f"{gone} demo records removed, {kept} kept.")


@main.command("stats")
@with_store
def stats_command() -> None:
    """How many rows each table has, and the store's revision."""
    with reading(ready()) as connection:
        for name, table in sorted(Base.metadata.tables.items()):
            rows = connection.scalar(select(func.count()).select_from(table))
            click.echo(f"{name:24}{rows:>10,}")
        click.echo(f"{'revision':24}{revision(connection):>10,}")


@main.command("check")
@with_store
def check_command() -> None:
    """Say what is wrong with the store: rows that point to none, the audit's chain, figures of
    closed periods that have changed.
    """
    found = 0
    for fault in faults(ready()):
        click.echo(f"xieshou: {fault}", err=True)
        found += 1
    if found:
        sys.exit(EXIT_NOT_ACCEPTED)
    click.echo("The store is whole.")


@main.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@with_store
def backup_command(file: Path) -> None:
    """Write the whole store into FILE, while it is in use."""
    done = "Backed up" if seal.key() else "Backed up, without a seal (no XIESHOU_BACKUP_KEY),"
    _tell(done, take(store_engine(), file))


@main.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--unsealed", is_flag=True, help="Whatever its seal says, or if it has none.")
@with_store
def restore_command(file: Path, unsealed: bool) -> None:
    """Put the backup FILE into an empty store, of either kind of database."""
    manifest = restore(store_engine(), file, unsealed=unsealed)
    _tell("Restored", manifest)
    with locked(store_engine()) as connection:
        audit.note(
            connection,
            Event.RESTORED,
            operator(),
            file=file.name,
            made_at=manifest.made_at,
            sealed=not unsealed,
        )
    with reading(store_engine()) as connection:
        for lost in evidence.lost(connection):
            click.echo(f"xieshou: the backup is without the file of evidence {lost}", err=True)


def _tell(done: str, manifest: Manifest) -> None:
    click.echo(
        f"{done} and verified: {manifest.rows:,} rows in {len(manifest.tables)} tables, "
        f"revision {manifest.revision}, of {manifest.made_at}"
    )
