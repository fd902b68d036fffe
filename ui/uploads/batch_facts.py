"""What is said of a batch: who, when, file, and the choices made."""

from typing import Any

from db import clock
from db.importing.batches import Batch
from db.importing.problems.records import CODES
from ui.frame import as_of, links, markup, numbers, terms
from ui.frame.text import _, language, n_
from ui.uploads import changes


def facts(batch: Batch) -> list[tuple[str, object]]:
    """Names and values for markup.facts."""
    return [
        (_("What") if batch.deed else _("Ledger"), what(batch)),
        (_("Record"), _record(batch)),
        (_("File"), batch.file_name),
        (_("Kept to"), _kept(batch)),
        (_("By"), batch.author),
        (_("When"), numbers.moment(batch.at)),
        (_("Choices made"), choices(batch.choices)),
        (_("Status"), status(batch)),
    ]


def what(batch: Batch) -> str:
    """The ledger that was imported, or what was done else."""
    if batch.deed is not None:
        return terms.label(terms.DEEDS, batch.deed)
    return terms.kind(batch.kind)


def _kept(batch: Batch) -> str:
    """The day to which a ledger was kept, and where that is from; of what else was done nothing."""
    if batch.deed is not None or batch.undoes is not None:
        return ""
    if batch.as_of is None:
        return _("not said; loaded on {day}", day=numbers.day(clock.day(batch.at)))
    usual = {"from": "given" if "as_of" in batch.choices else "latest"}
    told = batch.choices.get("as_of_from", usual if batch.has_file else {})
    origin = as_of.origin(told.get("from", ""), told.get("words", ""))
    return " · ".join(filter(None, (numbers.day(batch.as_of), origin)))


def _record(batch: Batch) -> object:
    """The record of what was done by hand."""
    if batch.record is None:
        return ""
    return changes.title(batch.record, changes.names([batch.record]))


def status(batch: Batch) -> object:
    """In force, or undone by which batch."""
    told = terms.label(terms.BATCH_STATUSES, batch.status)
    if batch.undoes is not None:
        return links.batch(batch.undoes, _("takes back no. {n}", n=batch.undoes))
    if batch.undone_by is not None:
        return links.batch(
            batch.undone_by, _("{status} by no. {n}", status=told, n=batch.undone_by)
        )
    return told


def choices(made: dict[str, Any]) -> object:
    """The answers given before it was imported."""
    told = [_("encoding {name}", name=made["encoding"].upper())] if made.get("encoding") else []
    if made.get("sheet"):
        told.append(_("sheet “{name}”", name=made["sheet"]))
    for header, answer in made.get("mapping", {}).items():
        told.append(f"{header} → {answer or _('not imported')}")
    if made.get("codes"):
        told.append(CODES[made["codes"]][language()])
    for number, record in made.get("same", {}).items():
        told.append(
            _("row {n} is record {record}", n=number, record=record)
            if record
            else _("row {n} is a record of its own", n=number)
        )
    if made.get("only_good"):
        told.append(_("only the good rows"))
    return markup.join(told, "<br>") if told else ""


def counted(batch: Batch) -> str:
    """What it did, shortly."""
    counts = batch.counts
    if batch.undoes is not None:
        parts = {
            "reversed": n_("{n} reversed", "{n} reversed", counts.get("reversed", 0)),
            "kept": n_("{n} kept", "{n} kept", counts.get("kept", 0)),
            "failed": n_("{n} failed", "{n} failed", counts.get("failed", 0)),
        }
    else:
        parts = {
            "new": n_("{n} new", "{n} new", counts.get("new", 0)),
            "changed": n_("{n} changed", "{n} changed", counts.get("changed", 0)),
            "deleted": n_("{n} removed", "{n} removed", counts.get("deleted", 0)),
            "error": n_("{n} left out", "{n} left out", counts.get("error", 0)),
        }
    return _(", ").join(text for fate, text in parts.items() if counts.get(fate))
