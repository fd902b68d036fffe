"""The command line of the store.

Exit codes: 0 done, 1 not accepted, 2 wrong usage, 3 the store cannot be used.
"""

import getpass
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

import click
from sqlalchemy import Engine, func, select

from db import clock, evidence
from db.accounts import Operator, auditing
from db.accounts.administration import Refused
from db.accounts.links import create_admin
from db.backup import CannotBackUp, CannotRestore, Manifest, restore, seal, take
from db.check import faults
from db.demo import load_demo, remove_demo
from db.editing import Merge, foresee_merge, foresee_removal, merge_records, remove
from db.engine import make_engine, reading, revision
from db.errors import StoreError
from db.importing.asof import Origin
from db.importing.batches import batches
from db.importing.bundle import File, bundle
from db.importing.decode import TWICE
from db.importing.directed import is_reporter, is_way
from db.importing.export import hand_out
from db.importing.identity import Codes
from db.importing.issue import Invalid
from db.importing.kinds import LEDGERS
from db.importing.limits import limits
from db.importing.mapping import is_answer
from db.importing.older import is_older
from db.importing.pipeline import ISSUES_PRINTED, Outcome, Preview, Upload, check_file, import_file
from db.importing.problems.meanings import page
from db.importing.rows import Fate
from db.importing.sided import is_sides
from db.importing.templates import template
from db.importing.undo import CannotUndo, UndoReceipt, undo, undo_preview
from db.importing.words import Language
from db.migrate import migrate, require_current
from db.models import Base
from db.reference import load_reference
from db.release import version
from db.settings import database_url, demo_wanted
from db.terms import Kind, Level
from db.units import NotAUnit, Succession, Unit, add_succession, add_unit

ORIGINS = {
    Origin.GIVEN: "--as-of",
    Origin.TITLE: "its title",
    Origin.SHEET: "the name of its sheet",
    Origin.FILE_NAME: "the name of its file",
    Origin.LATEST: "the latest day in it",
}
EXIT_NOT_ACCEPTED = 1
EXIT_STORE = 3


P = ParamSpec("P")
R = TypeVar("R")


def with_store(command: Callable[P, R]) -> Callable[P, R]:
    """One plain line and exit 3 where the store cannot be used."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except StoreError as error:
            click.echo(f"xieshou: {error}", err=True)
            sys.exit(EXIT_STORE)

    return run


LANGUAGE = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="Of the messages."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version(), prog_name="xieshou")
def main() -> None:
    """The store of Xieshou: migrate, load, import, undo."""


@main.command("migrate")
@with_store
def migrate_command() -> None:
    """Bring the store to this program's version."""
    migrate(_engine())
    click.echo("The store is at this program's version.")


@main.command("load-reference")
@with_store
def load_reference_command() -> None:
    """Load the sourced facts of data/reference."""
    loaded = load_reference(_ready())
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
    loaded = load_demo(_ready())
    for preview in loaded:
        click.echo(f"Demo batch {preview.batch}: {preview.counts[Fate.NEW]} new records.")
    if not loaded:
        click.echo("The demo records were loaded before.")


@main.command("remove-demo")
@with_store
def remove_demo_command() -> None:
    """Undo every demo batch."""
    receipts = remove_demo(_ready(), Operator(_user()))
    gone, kept = sum(r.reversed for r in receipts), sum(len(r.kept) for r in receipts)
    click.echo(f"{gone} demo records removed, {kept} kept.")


def _mapping(_context: click.Context, _parameter: click.Parameter, given: Any) -> dict[str, str]:
    pairs = [pair.rpartition("=") for pair in given]
    wrong = [field for column, _, field in pairs if not column]
    if wrong:
        raise click.BadParameter(f"“{wrong[0]}” is not of the form COLUMN=FIELD")
    return {column: field for column, _, field in pairs}


def _same(_context: click.Context, _parameter: click.Parameter, given: Any) -> dict[int, int]:
    try:
        pairs = [pair.split("=") for pair in given]
        return {int(number): int(record) for number, record in pairs}
    except ValueError as error:
        raise click.BadParameter("it is of the form RECORD_NO=ID, both numbers") from error


@main.command("import")
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.argument(
    "files",
    metavar="FILE …",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--check", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--only-good", is_flag=True, help="Import the rows that have no error.")
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="COLUMN=FIELD",
    callback=_mapping,
    help="Say which field a column is, or how it is to be taken; COLUMN= leaves it out.",
)
@click.option("--encoding", metavar="E", help="Read the file with this encoding.")
@click.option(
    "--sheet",
    "sheets",
    metavar="NAME",
    multiple=True,
    help="Read this sheet of a workbook; again for more, as one ledger.",
)
@click.option(
    "--codes",
    type=click.Choice([codes.value for codes in Codes]),
    help="Whether projects' codes stay with them, or restart each year.",
)
@click.option(
    "--same",
    multiple=True,
    metavar="RECORD_NO=ID",
    callback=_same,
    help="Say that a row is that record of the store; =0: one of its own, however alike.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day that the ledger was kept to; else as its title or name says, or its latest day.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@LANGUAGE
@with_store
def import_command(
    kind: str,
    files: tuple[Path, ...],
    check: bool,
    only_good: bool,
    mapping: dict[str, str],
    encoding: str | None,
    sheets: tuple[str, ...],
    codes: str | None,
    same: dict[int, int],
    as_of: datetime | None,
    as_json: bool,
    lang: Language,
) -> None:
    """Import a ledger, of one file or several."""
    _check_choices(Kind(kind), mapping, encoding)
    file = bundle([File(file.name, _read(file)) for file in files])
    upload = Upload(
        kind=Kind(kind),
        data=file.data,
        file_name=file.name,
        by=Operator(_user()),
        encoding=encoding,
        sheets=sheets,
        mapping=mapping,
        only_good=only_good,
        codes=Codes(codes) if codes else None,
        same=same,
        as_of=as_of.date() if as_of else None,
    )
    preview = (check_file if check else import_file)(_ready(), upload)
    if preview.as_of is not None and not as_json:
        kept = f"Kept to {preview.as_of.day}, by {ORIGINS[preview.as_of.origin]}."
        click.echo(kept, err=True)
    if as_json:
        click.echo(json.dumps(preview.as_json(lang), ensure_ascii=False, indent=2))
    else:
        _tell(preview, lang)
    if not preview.outcome.accepted:
        sys.exit(EXIT_NOT_ACCEPTED)


def _check_choices(kind: Kind, mapping: dict[str, str], encoding: str | None) -> None:
    columns = LEDGERS[kind].columns
    for header, answer in mapping.items():
        of_file = is_sides(header) or is_older(header) or is_way(header) or is_reporter(header)
        if not of_file and not is_answer(answer, columns):
            raise click.BadParameter(f"{kind} have no field “{answer}”", param_hint="--map")
    for name in (encoding or "utf-8").split(TWICE):
        try:
            "".encode(name)
        except (LookupError, UnicodeError) as error:
            raise click.BadParameter(f"unknown: {encoding}", param_hint="--encoding") from error


def _tell(preview: Preview, language: Language) -> None:
    counts = ", ".join(f"{count} {fate}" for fate, count in preview.counts.items())
    click.echo(f"{preview.outcome.value}: {counts}")
    if preview.batch is not None:
        click.echo(f"Written as batch {preview.batch}.")
    for issue in preview.issues[:ISSUES_PRINTED]:
        click.echo(f"  [{issue.code}] {issue.message[language]}")
    if len(preview.issues) > ISSUES_PRINTED:
        click.echo(f"  … {len(preview.issues)} in all")


@main.command("imports")
@click.option("--limit", default=20, show_default=True, help="So many, the newest first.")
@with_store
def imports_command(limit: int) -> None:
    """List imports, edits and undos: number, when, ledger, the day it was kept to, and what for."""
    with reading(_ready()) as connection:
        for one in batches(connection, Operator(_user()), limit=limit):
            done = ", ".join(f"{count} {fate}" for fate, count in one.counts.items() if count)
            told = (one.id, clock.day(one.at), one.kind, one.as_of or "-", one.status.value)
            click.echo("\t".join(map(str, (*told, one.file_name or "-", one.author, done))))


@main.command("undo")
@click.argument("batch", type=int)
@click.option("--check", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@LANGUAGE
@with_store
def undo_command(batch: int, check: bool, as_json: bool, lang: Language) -> None:
    """Take an import back. Records edited since, or pointed to, are kept and named."""
    engine = _ready()
    try:
        if check:
            with reading(engine) as connection:
                receipt = undo_preview(connection, batch)
        else:
            receipt = undo(engine, batch, Operator(_user()))
    except CannotUndo as error:
        if as_json:
            click.echo(json.dumps(_refusal_json(error.words[lang]), ensure_ascii=False, indent=2))
        else:
            click.echo(f"xieshou: {error.words[lang]}", err=True)
        sys.exit(EXIT_NOT_ACCEPTED)
    if as_json:
        click.echo(json.dumps(_undo_json(receipt), indent=2))
        return
    if check:
        click.echo(f"Batch {batch} would be taken back: {receipt.reversed} reversed")
    else:
        by = receipt.batch_id
        click.echo(f"Batch {batch} taken back by batch {by}: {receipt.reversed} reversed")
    for kept in receipt.kept:
        click.echo(f"  kept: {kept.table} {kept.row_id} ({kept.reason})")


def _undo_json(receipt: UndoReceipt) -> dict[str, Any]:
    outcome = Outcome.ACCEPT_WITH_NOTE if receipt.kept or receipt.failed else Outcome.ACCEPT
    failed = len(receipt.failed)
    return {
        "outcome": outcome.value,
        "batch": receipt.batch_id or None,
        "undoes": receipt.undone_id,
        "counts": {"reversed": receipt.reversed, "kept": len(receipt.kept), "failed": failed},
        "kept": [
            {"table": kept.table, "id": kept.row_id, "reason": kept.reason}
            for kept in (*receipt.kept, *receipt.failed)
        ],
    }


def _refusal_json(message: str) -> dict[str, Any]:
    """An undo that was refused: nothing was written."""
    return {
        "outcome": Outcome.REJECT_FILE.value,
        "batch": None,
        "undoes": None,
        "counts": {"reversed": 0, "kept": 0, "failed": 0},
        "kept": [],
        "message": message,
    }


@main.command("delete")
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.argument("record", type=int, metavar="ID")
@click.option("--check", is_flag=True, help="Say what would happen; write nothing.")
@LANGUAGE
@with_store
def delete_command(kind: str, record: int, check: bool, lang: Language) -> None:
    """Remove one record with its parts; what is linked to it stays. Its undo brings it back."""
    engine = _ready()
    with reading(engine) as connection:
        seen = foresee_removal(connection, Kind(kind), record)
    if seen is not None:
        parts = [f"{count} {name}" for name, count in seen.parts.items() if count]
        click.echo(f"{_name_of(seen.record)}: {', '.join(parts) or 'no parts'} go with it.")
        _tell_links("unlinked", seen.links)
    if not check or seen is None:
        version = seen.record["version"] if seen else None
        _done(lambda: remove(engine, Kind(kind), record, Operator(_user()), version), lang)


@main.command("merge")
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.argument("keep", type=int)
@click.argument("gone", type=int)
@click.option("--check", is_flag=True, help="Say what would happen; write nothing.")
@LANGUAGE
@with_store
def merge_command(kind: str, keep: int, gone: int, check: bool, lang: Language) -> None:
    """Make one record of two: KEEP stays, GONE's parts and links move to it."""
    engine = _ready()
    merge = Merge(Kind(kind), keep, gone)
    try:
        with reading(engine) as connection:
            seen = foresee_merge(connection, merge)
    except Invalid as refusal:
        _refuse(refusal, lang)
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
        seen_so = replace(merge, versions=versions)
        _done(lambda: merge_records(engine, seen_so, Operator(_user())), lang)


def _name_of(record: Mapping[str, Any]) -> str:
    title = record.get("title") or record.get("head") or record.get("metric_key") or ""
    return f"{record['id']} {record.get('code') or ''} “{title}”".replace("  ", " ")


def _tell_links(what: str, links: Iterable[tuple[str, int]]) -> None:
    for table, identity in links:
        click.echo(f"  {what}: {table} {identity}")


def _done(deed: Callable[[], int], language: Language) -> None:
    try:
        click.echo(f"Written as batch {deed()}; `python -m db undo` takes it back.")
    except Invalid as refusal:
        _refuse(refusal, language)


def _refuse(refusal: Invalid, language: Language) -> NoReturn:
    click.echo(f"xieshou: {refusal.issue().message[language]}", err=True)
    sys.exit(EXIT_NOT_ACCEPTED)


@main.command("export")
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Not standard output."
)
@LANGUAGE
@with_store
def export_command(kind: str, output: Path | None, lang: Language) -> None:
    """Print a ledger as CSV in the layout of uploads."""
    _hand_over(hand_out(_ready(), Operator(_user()), Kind(kind), lang), output)


@main.command("template")
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Not standard output."
)
@LANGUAGE
def template_command(kind: str, output: Path | None, lang: Language) -> None:
    """Print the template of a ledger, with two examples and a legend."""
    _hand_over(template(Kind(kind), lang), output)


def _hand_over(data: bytes, output: Path | None) -> None:
    if output:
        output.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)


@main.command("codes")
def codes_command() -> None:
    """Print docs/imports.md: every code of the importer, what it means and how to mend it."""
    click.echo(page(), nl=False)


@main.command("create-admin")
@click.argument("name")
@click.option("--display-name", help="The person's name; the sign-in name where not given.")
@with_store
def create_admin_command(name: str, display_name: str | None) -> None:
    """Make an administrator who signs in as NAME; the password is asked for."""
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        made = create_admin(_ready(), Operator(_user()), name, display_name or name, password)
    except Refused as refusal:
        click.echo(f"xieshou: {refusal}", err=True)
        sys.exit(EXIT_NOT_ACCEPTED)
    click.echo(f"{made.name} is an administrator.")


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
    unit = Unit(code, name, Level(level), parent, since, source)
    _entered(lang, lambda: add_unit(_ready(), Operator(_user()), unit))
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
    succession = Succession(old, new, not part, since, source)
    _entered(lang, lambda: add_succession(_ready(), Operator(_user()), succession))
    click.echo(f"{old} became {new}.")


def _entered(lang: Language, enter: Callable[[], None]) -> None:
    try:
        enter()
    except NotAUnit as refusal:
        click.echo(f"xieshou: {refusal.words[lang]}", err=True)
        sys.exit(EXIT_NOT_ACCEPTED)


@main.command("stats")
@with_store
def stats_command() -> None:
    """How many rows each table has, and the store's revision."""
    with reading(_ready()) as connection:
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
    for fault in faults(_ready()):
        click.echo(f"xieshou: {fault}", err=True)
        found += 1
    if found:
        sys.exit(EXIT_NOT_ACCEPTED)
    click.echo("The store is whole.")


@main.command("audit")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Not standard output."
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From this day of the office on.")
@with_store
def audit_command(output: Path | None, since: datetime | None) -> None:
    """Print the audit as CSV: what was done, when and by whom."""
    day = since.date() if since else None
    _hand_over(auditing.hand_out(_ready(), Operator(_user()), day), output)


@main.command("prune")
@with_store
def prune_command() -> None:
    """Delete what is older than XIESHOU_AUDIT_DAYS of audit, sessions and attempts to sign in."""
    gone = auditing.prune(_ready(), Operator(_user()))
    click.echo(f"{gone:,} rows of the audit deleted.")


@main.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@with_store
def backup_command(file: Path) -> None:
    """Write the whole store into FILE, while it is in use."""
    try:
        done = "Backed up" if seal.key() else "Backed up, without a seal (no XIESHOU_BACKUP_KEY),"
        _tell_backup(done, take(_engine(), file))
    except (CannotBackUp, seal.BadKey) as error:
        click.echo(f"xieshou: {error}", err=True)
        sys.exit(EXIT_NOT_ACCEPTED)


@main.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--unsealed", is_flag=True, help="Whatever its seal says, or if it has none.")
@with_store
def restore_command(file: Path, unsealed: bool) -> None:
    """Put the backup FILE into an empty store, of either kind of database."""
    try:
        _tell_backup("Restored", restore(_engine(), file, unsealed=unsealed))
    except CannotRestore as error:
        click.echo(f"xieshou: {error}", err=True)
        sys.exit(EXIT_NOT_ACCEPTED)
    with reading(_engine()) as connection:
        for lost in evidence.lost(connection):
            click.echo(f"xieshou: the backup is without the file of evidence {lost}", err=True)


def _tell_backup(done: str, manifest: Manifest) -> None:
    click.echo(
        f"{done} and verified: {manifest.rows:,} rows in {len(manifest.tables)} tables, "
        f"revision {manifest.revision}, of {manifest.made_at}"
    )


def _read(file: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    with file.open("rb") as opened:
        return opened.read(limits().bytes + 1)


def _user() -> str:
    """Who is at the command line; a container's user may have no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _engine() -> Engine:
    return make_engine(database_url())


def _ready() -> Engine:
    """The engine of a store that is at this program's version."""
    engine = _engine()
    require_current(engine)
    return engine


def at_hand() -> tuple[Engine, Operator]:
    """The engine of a store that is at this program's version, and who is at the command line: for
    commands that db/__main__.py adds.
    """
    return _ready(), Operator(_user())
