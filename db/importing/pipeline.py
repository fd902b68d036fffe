"""The stages in order: a preview writes nothing, an import is one transaction."""

import gc
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from threading import Lock
from typing import Any, cast

from sqlalchemy import Connection, Engine, select

from db import clock
from db.accounts import Account, Action, Matter, audit, matter_of, outside, require
from db.accounts.people import find
from db.closings.rows import refuse_shut, shut
from db.engine import locked, moment, raise_revision, reading, utc_now
from db.importing import asof
from db.importing.absent import absent, note_of_absent
from db.importing.asof import Reach, Said
from db.importing.assembly import Assembly
from db.importing.block import Block, matters_of
from db.importing.bundle import is_bundle
from db.importing.commit import close_batch, open_batch, write_plans
from db.importing.compare import compare_part
from db.importing.confirming import confirm
from db.importing.csvtext import Line
from db.importing.directed import with_direction, with_reporter
from db.importing.directory import Directory, read_directory
from db.importing.files import keep_file
from db.importing.gathered import gathered
from db.importing.grouped import with_groups
from db.importing.identity import Answers, Codes, First
from db.importing.implied import with_implied
from db.importing.issue import Invalid, Issue, Severity
from db.importing.kept import Kept
from db.importing.kinds import LEDGERS
from db.importing.likeness import Likenesses
from db.importing.limits import limits
from db.importing.mapping import Mapped, fingerprint, map_columns
from db.importing.older import Older
from db.importing.packed import Plans, Rows
from db.importing.preview import ISSUES_PRINTED, Earlier, Outcome, Preview, understood
from db.importing.problems.files import IMPORTED_BEFORE
from db.importing.problems.places import OUTSIDE_SCOPE
from db.importing.problems.records import CODES, SIMILAR
from db.importing.problems.results import OTHERS_REPORT
from db.importing.problems.table import NO_ROWS, REMEMBERED
from db.importing.rows import Fate, ParsedRow, Values
from db.importing.seen import settle
from db.importing.shape import Records, Shaped
from db.importing.sided import with_sides
from db.importing.spool import parts
from db.importing.stages import Stage, Tell, unwatched
from db.importing.table import Facts, read_table, reading_of
from db.importing.upload import Upload
from db.importing.watched import Watched
from db.importing.wide import names_in, notes_of
from db.importing.words import Words
from db.models import ImportBatch
from db.results.noted import falls_and_jumps
from db.terms import BatchStatus, Event, Side

__all__ = [
    "ISSUES_PRINTED",
    "Outcome",
    "Preview",
    "Upload",
    "check_file",
    "import_file",
    "preview",
    "write",
]

_PREVIEWS: Kept[Preview] = Kept()
_ROWS: Kept[Rows] = Kept()

UNSETTLED_NAMED = 50
ONE_AT_A_TIME = Lock()
"""Waiting for SQLite's write lock is not fair: imports of this process queue here instead."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector, which would go through a hundred thousand rows again and again and
    find nothing: they make no cycles.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def check_file(engine: Engine, upload: Upload) -> Preview:
    """What importing the upload would do. Writes nothing."""
    with reading(engine) as connection:
        return preview(connection, upload)


@uncollected()
def import_file(engine: Engine, upload: Upload) -> Preview:
    """Import the upload in one transaction, or nothing of it. An accepted one has its batch.

    A file that changes nothing makes no batch.

    Raises:
        Forbidden: by somebody who may not import these records.
    """
    with reading(engine) as connection:
        checked = preview(connection, upload)
    if not checked.writes:
        return checked
    with ONE_AT_A_TIME, locked(engine) as connection:
        checked = preview(connection, upload)  # as it was, unless the store has moved
        if not checked.writes:
            return checked
        return replace(checked, batch=write(connection, upload, checked))


def write(connection: Connection, upload: Upload, checked: Preview, tell: Tell = unwatched) -> int:
    """Write a preview that was made at this revision of the store; the new batch's id.

    Raises:
        Forbidden: by somebody who may not import these records.
    """
    by = require(connection, upload.by, Action.IMPORT, over=checked.plans.matters)
    keep_file(connection, upload.sha256, upload.data)
    as_of = checked.as_of.day if checked.as_of else None
    batch = open_batch(
        connection,
        kind=upload.kind,
        file_name=upload.file_name,
        by=by,
        at=utc_now(),
        sha256=upload.sha256,
        header=checked.header,
        demo=upload.demo,
        choices=_choices(upload, checked),
        as_of=as_of,
    )
    spec = LEDGERS[upload.kind].spec
    write_plans(connection, spec, checked.plans, batch, upload.demo, tell, as_of)
    matters = checked.plans.matters
    if checked.confirms:
        matters = matters | confirm(connection, spec, checked.plans, batch, as_of)
    close_batch(connection, batch, checked.counts, matters)
    audit.note(connection, Event.IMPORTED, by, batch=batch, kind=upload.kind.value)
    raise_revision(connection)
    return batch


def _choices(upload: Upload, checked: Preview) -> dict[str, Any]:
    """The choices made, those remembered from an earlier batch among them, and the rows of which
    it was not said whether they are the records that they are like.
    """
    made = upload.choices()
    mapping = checked.used | made.get("mapping", {})
    kept_to = checked.as_of.as_json() if checked.as_of else None
    found = {"mapping": mapping, "codes": checked.codes, "as_of_from": kept_to}
    found |= {"unsettled": _unsettled(checked)}
    return made | {name: choice for name, choice in found.items() if choice}


def _unsettled(checked: Preview) -> dict[str, Any] | None:
    """How many rows like a record of the store were added on their own without an answer, and of
    the first which row is like which record.
    """
    like = [issue for issue in checked.issues if issue.problem is SIMILAR]
    rows = [[issue.record_no, issue.details["other"]] for issue in like[:UNSETTLED_NAMED]]
    return {"count": len(like), "rows": rows} if like else None


@uncollected()
def preview(connection: Connection, upload: Upload, tell: Tell = unwatched) -> Preview:
    """Stages 1 to 8 on an open connection. At one revision of the store a file is checked once; at
    another it is compared once more, and converted only where places, pairings or meetings differ.
    """
    by = upload.by
    account = find(connection, by.id) if isinstance(by, Account) else None
    store = connection.engine.pool, *moment(connection)  # an address can come to be another's
    asked = upload.kind, upload.file_name, upload.sha256, repr(upload.choices()), limits()
    key = (*store, *asked, by, account)
    return _PREVIEWS.get(key, lambda: _previewed(connection, upload, account, tell))


def _previewed(
    connection: Connection, upload: Upload, account: Account | None, tell: Tell
) -> Preview:
    ledger = LEDGERS[upload.kind]
    facts = Facts()
    told: dict[str, Any] = {"facts": facts, "earlier": _earlier(connection, upload)}
    try:
        shaped, notes = read_table(upload, facts)
        told |= {"skipped": shaped.skipped, "header": fingerprint(shaped.header)}
        remembered = _remembered(connection, upload, told["header"])
        answers = remembered.get("mapping", {})
        name = "" if is_bundle(upload.data) else upload.file_name  # each of several has its own
        names = names_in(connection, ledger, shaped)
        told["fields"] = {column.field: column for column in names.columns}
        shaped, grouped = with_groups(shaped, names)
        shaped, implied = with_implied(shaped, names, upload.mapping, name)
        sided = with_sides(connection, shaped, names, upload.mapping, name)
        directed = with_direction(connection, sided.shaped, names, upload.mapping, name)
        reported = with_reporter(connection, directed.shaped, names, upload.mapping, name)
        together = gathered(reported.shaped, names, upload.mapping, partial(_is_place, connection))
        shaped, given = together.shaped, {**sided.answers, **together.answers, **upload.mapping}
        mapped = map_columns(shaped, names, given, answers)
        mapped.questions += [*sided.questions, *directed.questions, *reported.questions]
        notes += [
            *grouped,
            *implied,
            *sided.notes,
            *directed.notes,
            *reported.notes,
            *together.notes,
        ]
        shaped = settle(shaped, mapped, upload.mapping, answers)
        told["codes"] = codes = _codes(upload, remembered)
        told |= {"columns": understood(shaped.header, mapped), "used": mapped.used}
        notes += notes_of(shaped, mapped.columns)
        if not shaped.records and not shaped.examples:
            raise Invalid(NO_ROWS, line=shaped.header_line)
    except Invalid as invalid:
        return _refused(invalid, told)
    notes += mapped.notes
    if codes is not None and codes is not upload.codes:
        notes.append(Invalid(REMEMBERED, choice=CODES[codes]).issue(line_no=shaped.header_line))
    if mapped.questions:
        return Preview(Outcome.NEED_CHOICE, [*mapped.questions, *notes], **told)
    if told["earlier"]:
        notes.append(_imported_before(told["earlier"]))
    directory, state = _directory(connection, mapped)
    key = (upload.kind, *reading_of(upload), repr((upload.mapping, mapped.used)), state)
    rows = _converted(key, shaped.records, Assembly(ledger, mapped, shaped.header, directory), tell)
    answers, plans, first = Answers(codes, upload.same), Plans(ledger.spec), First()
    closed, reach = shut(connection, ledger.spec.table), Reach(clock.today())
    likenesses = Likenesses(upload.kind, directory, upload.same)
    said = _said(upload, shaped, facts)
    kept_to = upload.as_of or next((found.day for found in said.days(reach)), None)
    older = Older(connection, upload.kind, ledger.spec, upload.mapping, kept_to)
    for part in rows:
        reach.add(part)
        checked = _within_scope(account, part, directory)
        planned = compare_part(connection, ledger.spec, checked, ledger.noun, answers, first)
        planned = older.kept(planned)
        likenesses.add(planned)
        plans.append(refuse_shut(closed, ledger.spec, planned))
    try:
        first.settle(answers)
    except Invalid as question:
        return _refused(question, told)
    del first
    for note in likenesses.notes(connection, plans):
        plans.say(note)
    written = plans.of(Fate.NEW, Fate.CHANGED)
    for note in falls_and_jumps(connection, upload.kind, written):
        plans.say(note)
    told["absent"] = gone = absent(connection, upload.kind, ledger.spec, plans, told["header"])
    if gone:
        notes.append(note_of_absent(gone, ledger.noun))
    try:
        told["as_of"], unlike = asof.settle(upload.as_of, said, reach)
    except Invalid as refusal:
        return _refused(refusal, told)
    notes += [note.issue() for note in unlike]
    notes += older.said(plans, ledger.noun)
    return _judge(upload, plans, notes, told)


def _said(upload: Upload, shaped: Shaped, facts: Facts) -> Said:
    """The texts of the file that may say when the ledger was kept to."""
    titles = [cell for line in shaped.above for cell in line.cells if cell.strip()]
    return Said(titles, facts.read, PurePath(upload.file_name).stem)


def _refused(invalid: Invalid, told: dict[str, Any]) -> Preview:
    issue = invalid.issue(line_no=invalid.details.get("line"))
    if issue.severity is Severity.CHOICE:
        told["options"] = invalid.details.get("options", ())
        return Preview(Outcome.NEED_CHOICE, [issue], **told)
    return Preview(Outcome.REJECT_FILE, [issue], **told)


def _directory(connection: Connection, mapped: Mapped) -> tuple[Directory, Hashable]:
    """What the rows are checked against, and a key of all that was read for it."""
    fields = {column.field for column in mapped.columns.values()}
    watched = Watched(connection)
    directory = read_directory(cast(Connection, watched), meetings="meeting" in fields)
    return directory, tuple(watched.found)


def _converted(
    key: Hashable, records: Sequence[Line], assembly: Assembly, tell: Tell
) -> Iterator[Block | list[ParsedRow]]:
    """The rows, part by part: those of the last time, where the key says that nothing differs."""
    known = _ROWS.find(key)
    if known is not None:
        yield from known.parts()
        return
    rows = Rows()
    for some in records.parts() if isinstance(records, Records) else parts(records):
        tell(Stage.CHECK, len(rows), len(records))
        part = assembly.rows(some)
        rows.append(part)
        yield part
    _ROWS.keep(key, rows)


def _is_place(connection: Connection, text: str) -> bool:
    return read_directory(connection, meetings=False).named(text) is not None


def _within_scope(
    account: Account | None, part: Block | list[ParsedRow], directory: Directory
) -> Block | list[ParsedRow]:
    """The part, with an error for every row that its uploader is not in charge of."""
    if account is None:
        return part
    if isinstance(part, Block):
        if not outside(account, matters_of(part)):
            return part
        part = part.rows()
    left: dict[Matter, bool] = {}
    for row in part:
        if row.failed:
            continue
        matter = matter_of(row.values)
        if matter not in left:
            left[matter] = bool(outside(account, [matter]))
        if left[matter]:
            place = {"record_no": row.record_no, "line_no": row.line_no}
            row.issues.append(_why_outside(account, row.values, directory).issue(**place))
    return part


SIDES = {Side.HELPER: Words("东部", "eastern"), Side.RECEIVER: Words("西部", "western")}


def _why_outside(account: Account, values: Values, directory: Directory) -> Invalid:
    """Of a report of a couple in one's charge it is the side that is not."""
    sides = values["helper_adcode"], values["receiver_adcode"]
    side = values.get("reported_by")
    if side and not outside(account, [Matter(*sides, values["pairing_id"])]):
        return Invalid(OTHERS_REPORT, side=SIDES[side])
    helper, receiver = (directory.areas[adcode].name_zh for adcode in sides)
    return Invalid(OUTSIDE_SCOPE, helper=helper, receiver=receiver)


def _judge(upload: Upload, plans: Plans, notes: list[Issue], told: dict[str, Any]) -> Preview:
    if any(note.severity is Severity.CHOICE for note in notes):
        return Preview(Outcome.NEED_CHOICE, [*notes, *plans.issues], plans, **told)
    failing = Fate.ERROR in plans.fates
    good = any(fate is not Fate.ERROR for fate in plans.fates)
    issues = [*notes, *plans.issues]
    issues.sort(key=_gravity)
    if failing and not (upload.only_good and good):
        return Preview(Outcome.REJECT_ROWS, issues, plans, **told)
    noted = failing or any(not (issue.problem.quiet or issue.problem.of_store) for issue in issues)
    return Preview(Outcome.ACCEPT_WITH_NOTE if noted else Outcome.ACCEPT, issues, plans, **told)


def _gravity(issue: Issue) -> bool:
    """Errors first, so that the first thousand hold them; otherwise in the order of the file."""
    return issue.severity is Severity.NOTE


def _imported_before(earlier: Earlier) -> Issue:
    at = clock.minute(earlier.at)
    return Invalid(IMPORTED_BEFORE, batch=earlier.batch, author=earlier.author, at=at).issue()


def _earlier(connection: Connection, upload: Upload) -> Earlier | None:
    found = connection.execute(
        select(ImportBatch.id, ImportBatch.author, ImportBatch.created_at)
        .where(
            ImportBatch.sha256 == upload.sha256,
            ImportBatch.kind == upload.kind,
            ImportBatch.status == BatchStatus.COMMITTED,
        )
        .order_by(ImportBatch.id.desc())
        .limit(1)
    ).one_or_none()
    return None if found is None else Earlier(*found)


def _remembered(connection: Connection, upload: Upload, header: str) -> dict[str, Any]:
    """The choices made when a file with this header was last imported."""
    choices = connection.scalar(
        select(ImportBatch.choices)
        .where(ImportBatch.header_sha256 == header, ImportBatch.kind == upload.kind)
        .order_by(ImportBatch.id.desc())
        .limit(1)
    )
    return dict(choices or {})


def _codes(upload: Upload, remembered: dict[str, Any]) -> Codes | None:
    """Whether projects' codes restart each year: as is said, or was said before."""
    if upload.codes is not None or not LEDGERS[upload.kind].spec.yearly:
        return upload.codes
    return Codes(remembered["codes"]) if remembered.get("codes") else None
