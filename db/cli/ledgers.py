"""Ledgers in and out: imports, their undo, exports and templates."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from db import clock
from db.cli.command import (
    CHECK,
    EXIT_NOT_ACCEPTED,
    JSON,
    KIND,
    LANGUAGE,
    OUTPUT,
    day,
    hand_over,
    main,
    operator,
    ready,
    with_store,
)
from db.engine import reading
from db.importing.asof import Origin
from db.importing.batches import batches
from db.importing.bundle import File, bundle
from db.importing.decode import TWICE
from db.importing.directed import is_reporter, is_way
from db.importing.export import hand_out
from db.importing.identity import Codes
from db.importing.kinds import LEDGERS
from db.importing.limits import limits
from db.importing.mapping import is_answer
from db.importing.measureheads import FIELD, MEASURES
from db.importing.older import is_older
from db.importing.pipeline import ISSUES_PRINTED, Outcome, Preview, Upload, check_file, import_file
from db.importing.problems.meanings import page
from db.importing.reversible import UndoReceipt
from db.importing.sided import is_sides
from db.importing.templates import template
from db.importing.undo import CannotUndo, undo, undo_preview
from db.importing.words import Language
from db.terms import Kind

ORIGINS = {
    Origin.GIVEN: "--as-of",
    Origin.TITLE: "its title",
    Origin.SHEET: "the name of its sheet",
    Origin.FILE_NAME: "the name of its file",
    Origin.LATEST: "the latest day in it",
}


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
@KIND
@click.argument(
    "files",
    metavar="FILE …",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@CHECK
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
@day(
    "--as-of",
    "as_of",
    "The day that the ledger was kept to; else as its title or name says, or its latest day.",
)
@JSON
@LANGUAGE
@with_store
def import_command(
    kind: Kind,
    files: tuple[Path, ...],
    check: bool,
    only_good: bool,
    mapping: dict[str, str],
    encoding: str | None,
    sheets: tuple[str, ...],
    codes: str | None,
    same: dict[int, int],
    as_of: date | None,
    as_json: bool,
    lang: Language,
) -> None:
    """Import a ledger, of one file or several."""
    _check_choices(kind, mapping, encoding)
    file = bundle([File(file.name, _read(file)) for file in files])
    upload = Upload(
        kind=kind,
        data=file.data,
        file_name=file.name,
        by=operator(),
        encoding=encoding,
        sheets=sheets,
        mapping=mapping,
        only_good=only_good,
        codes=Codes(codes) if codes else None,
        same=same,
        as_of=as_of,
    )
    preview = (check_file if check else import_file)(ready(), upload)
    if as_json:
        _print(preview.as_json(lang))
    else:
        _tell(preview, lang)
    if not preview.outcome.accepted:
        sys.exit(EXIT_NOT_ACCEPTED)


def _check_choices(kind: Kind, mapping: dict[str, str], encoding: str | None) -> None:
    columns = LEDGERS[kind].columns
    for header, answer in mapping.items():
        of_file = is_sides(header) or is_older(header) or is_way(header) or is_reporter(header)
        measure = MEASURES in LEDGERS[kind].spec.children and FIELD.fullmatch(answer)
        if not (of_file or measure) and not is_answer(answer, columns):
            raise click.BadParameter(f"{kind} have no field “{answer}”", param_hint="--map")
    for name in (encoding or "utf-8").split(TWICE):
        try:
            "".encode(name)
        except (LookupError, UnicodeError) as error:
            raise click.BadParameter(f"unknown: {encoding}", param_hint="--encoding") from error


def _read(file: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    with file.open("rb") as opened:
        return opened.read(limits().bytes + 1)


def _tell(preview: Preview, language: Language) -> None:
    if preview.as_of is not None:
        kept = f"Kept to {preview.as_of.day}, by {ORIGINS[preview.as_of.origin]}."
        click.echo(kept, err=True)
    counts = ", ".join(f"{count} {fate}" for fate, count in preview.counts.items())
    click.echo(f"{preview.outcome.value}: {counts}")
    if preview.batch is not None:
        click.echo(f"Written as batch {preview.batch}.")
    for issue in preview.issues[:ISSUES_PRINTED]:
        click.echo(f"  [{issue.code}] {issue.message[language]}")
    if len(preview.issues) > ISSUES_PRINTED:
        click.echo(f"  … {len(preview.issues)} in all")


def _print(told: dict[str, Any]) -> None:
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


@main.command("imports")
@click.option("--limit", default=20, show_default=True, help="So many, the newest first.")
@with_store
def imports_command(limit: int) -> None:
    """List imports, edits and undos: number, when, ledger, the day it was kept to, and what for."""
    with reading(ready()) as connection:
        for one in batches(connection, operator(), limit=limit):
            done = ", ".join(f"{count} {fate}" for fate, count in one.counts.items() if count)
            told = (one.id, clock.day(one.at), one.kind, one.as_of or "-", one.status.value)
            click.echo("\t".join(map(str, (*told, one.file_name or "-", one.author, done))))


@main.command("undo")
@click.argument("batch", type=int)
@CHECK
@JSON
@LANGUAGE
@with_store
def undo_command(batch: int, check: bool, as_json: bool, lang: Language) -> None:
    """Take an import back. Records edited since, or pointed to, are kept and named."""
    engine = ready()
    try:
        if check:
            with reading(engine) as connection:
                receipt = undo_preview(connection, batch)
        else:
            receipt = undo(engine, batch, operator())
    except CannotUndo as error:
        if not as_json:
            raise
        _print(_undo_json(UndoReceipt(0, batch), refused=error.words[lang]))
        sys.exit(EXIT_NOT_ACCEPTED)
    if as_json:
        _print(_undo_json(receipt))
        return
    if check:
        click.echo(f"Batch {batch} would be taken back: {receipt.reversed} reversed")
    else:
        by = receipt.batch_id
        click.echo(f"Batch {batch} taken back by batch {by}: {receipt.reversed} reversed")
    for kept in receipt.kept:
        click.echo(f"  kept: {kept.table} {kept.row_id} ({kept.reason})")


def _undo_json(receipt: UndoReceipt, refused: str = "") -> dict[str, Any]:
    """What an undo did; `refused`: why it was not done, and nothing was written."""
    left = (*receipt.kept, *receipt.failed)
    done = Outcome.ACCEPT_WITH_NOTE if left else Outcome.ACCEPT
    counts = {
        "reversed": receipt.reversed,
        "kept": len(receipt.kept),
        "failed": len(receipt.failed),
    }
    return {
        "outcome": (Outcome.REJECT_FILE if refused else done).value,
        "batch": receipt.batch_id or None,
        "undoes": None if refused else receipt.undone_id,
        "counts": counts,
        "kept": [{"table": kept.table, "id": kept.row_id, "reason": kept.reason} for kept in left],
    } | ({"message": refused} if refused else {})


@main.command("export")
@KIND
@OUTPUT
@LANGUAGE
@with_store
def export_command(kind: Kind, output: Path | None, lang: Language) -> None:
    """Print a ledger as CSV in the layout of uploads."""
    hand_over(hand_out(ready(), operator(), kind, lang), output)


@main.command("template")
@KIND
@OUTPUT
@LANGUAGE
def template_command(kind: Kind, output: Path | None, lang: Language) -> None:
    """Print the template of a ledger, with two examples and a legend."""
    hand_over(template(kind, lang), output)


@main.command("codes")
def codes_command() -> None:
    """Print docs/imports.md: every code of the importer, what it means and how to mend it."""
    click.echo(page(), nl=False)
