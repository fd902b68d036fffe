"""Meetings, visits, agreements and their targets of the files, as values of the store."""

from collections.abc import Callable

from db.importing.directory import Directory
from db.importing.issue import Invalid
from db.importing.rows import Values
from db.models import (
    Accord,
    AgreementTarget,
    Attendee,
    Commitment,
    Meeting,
    Visit,
    VisitSite,
    table_of,
)
from db.reference.files import Row, day, told
from db.terms import Level

LEVELS = {"city": Level.PREFECTURE.value}
"""Levels that the files call otherwise."""


def meeting_values(files: dict[str, list[Row]], directory: Directory) -> list[Values]:
    """Columns of `meeting`, and `children`: attendees and commitments."""
    attendees = _by_owner(files["attendees"], "meeting_id", _attendee)
    commitments = _by_owner(files["commitments"], "meeting_id", _commitment)
    return [_meeting(row, directory, attendees, commitments) for row in files["meetings"]]


def visit_values(
    files: dict[str, list[Row]], directory: Directory, meeting_ids: dict[str | None, int]
) -> list[Values]:
    """Columns of `visit`, and `children`: sites. `meeting_ids` by reference code."""
    sites = _by_owner(files["visit_sites"], "visit_code", _site)
    return [_visit(row, directory, meeting_ids, sites) for row in files["visits"]]


def target_values(files: dict[str, list[Row]], directory: Directory) -> list[Values]:
    """Columns of `agreement_target`."""
    return [_target(row, directory) for row in files["agreement_targets"]]


def accord_values(files: dict[str, list[Row]], directory: Directory) -> list[Values]:
    """Columns of `accord`."""
    return [_accord(row, directory) for row in files["accords"]]


def _by_owner(
    rows: list[Row], owner: str, convert: Callable[[Row], Values]
) -> dict[str, list[Values]]:
    found: dict[str, list[Values]] = {}
    for row in rows:
        found.setdefault(row[owner], []).append(convert(row))
    return found


def _meeting(
    row: Row,
    directory: Directory,
    attendees: dict[str, list[Values]],
    commitments: dict[str, list[Values]],
) -> Values:
    code = row["meeting_id"]
    level = LEVELS.get(row["level"], row["level"])
    called = {"title": "name_zh", "place": "place_zh", "summary": "summary_zh"}
    return {
        **told(table_of(Meeting), row | {"level": level}, code="meeting_id", **called),
        "reference_code": code,
        "pairing_id": _pairing_id(row, directory, row["date_start"]),
        "children": {
            "attendees": attendees.get(code, []),
            "commitments": commitments.get(code, []),
        },
    }


def _attendee(row: Row) -> Values:
    return told(table_of(Attendee), row, name="name_zh", post="post_zh")


def _commitment(row: Row) -> Values:
    return {
        **told(table_of(Commitment), row, text="text_zh", responsible="responsible_zh"),
        "due_precision": day(row["due"]).precision if row["due"] else None,
    }


def _visit(
    row: Row,
    directory: Directory,
    meeting_ids: dict[str | None, int],
    sites: dict[str, list[Values]],
) -> Values:
    called = {"head": "head_zh", "post": "post_zh", "purpose": "purpose_zh"}
    return {
        **told(table_of(Visit), row, reference_code="code", **called),
        "pairing_id": _pairing_id(row, directory, row["date_start"]),
        "meeting_id": meeting_ids.get(row["meeting_id"]),
        "children": {"sites": sites.get(row["code"], [])},
    }


def _site(row: Row) -> Values:
    return told(table_of(VisitSite), row, name="name_zh")


def _target(row: Row, directory: Directory) -> Values:
    # When it was in print the files say, too; how far they reach is the edition's to tell.
    row = {name: text for name, text in row.items() if name != "as_of"}
    return {
        **told(table_of(AgreementTarget), row, reference_code="code", target="value"),
        "pairing_id": _pairing_id(row, directory, row["year"]),
    }


def _accord(row: Row, directory: Directory) -> Values:
    return {
        **told(table_of(Accord), row, reference_code="code", title="title_zh"),
        "pairing_id": _pairing_id(row, directory, row["year"]),
        "signed_precision": day(row["signed_date"]).precision if row["signed_date"] else None,
    }


def _pairing_id(row: Row, directory: Directory, when: str) -> int | None:
    """That of its sides, where it has two; facts may tell of couples that no pairing joins."""
    helper, receiver = row["helper_adcode"], row["receiver_adcode"]
    if not (helper and receiver):
        return None
    try:
        return directory.pairing((helper, receiver), int(when[:4])).id
    except Invalid:
        return None
