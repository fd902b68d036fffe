"""The papers on the command line of the store. db/__main__.py adds them to its commands: db/ itself
knows no files of an office.
"""

from pathlib import Path

import click

from db.cli import LANGUAGE, at_hand, fail, with_store
from db.engine import reading
from db.importing.words import Language
from db.queries.called import pairing_called


@click.command("pack")
@click.argument("helper")
@click.argument("receiver")
@click.argument("year", type=click.IntRange(1990, 2100))
@click.option(
    "--output",
    required=True,
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="The ZIP to write.",
)
@click.option(
    "--names", is_flag=True, help="With people who hold no public office; the audit keeps it."
)
@LANGUAGE
@with_store
def pack(helper: str, receiver: str, year: int, output: Path, names: bool, lang: Language) -> None:
    """Write the assessment pack of a couple's year: paper, workbook, evidence, checksums.
    HELPER and RECEIVER are names or codes.
    """
    from papers import assessment  # what draws takes a second to load

    engine, operator = at_hand()
    with reading(engine) as connection:
        pairing = pairing_called(connection, helper, receiver, year)
    try:
        asked = assessment.Asked(pairing, year, lang, names)
        made = assessment.make(engine, asked, operator, output)
    except OSError as error:
        fail(f"{output}: {error.strerror}")
    for gap in made.dossier.gaps:
        click.echo(f"  [{gap.lack.value}] {gap.words[lang]}")
    records = sum(annex.records for annex in made.dossier.annexes)
    click.echo(f"{output}: {records:,} records, {len(made.files):,} files of evidence.")
