"""Meetings, visits, agreements and their targets of the files, as values of the store."""

from collections.abc import Callable

from db.importing.directory import Couple, Directory
from db.importing.issue import Invalid
from db.importing.rows import Values
from db.reference.files import Row, day, number, texts
from db.terms import Category, Direction, Industry, Level, Precision, Role, Side

LEVELS = {"city": Level.PREFECTURE}
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
    level = row["level"]
    return {
        **_sides(row, directory),
        **_period(row),
        **texts(row, place="place_zh", place_en="place_en", title_en="title_en"),
        **texts(row, summary="summary_zh", summary_en="summary_en"),
        "code": code,
        "reference_code": code,
        "category": Category(row["category"]),
        "title": row["name_zh"],
        "place_adcode": row["place_adcode"] or None,
        "level": LEVELS.get(level) or Level(level),
        "ordinal": number(row["ordinal"]),
        "signed_projects": number(row["signed_projects"]),
        "agreed_amount": number(row["agreed_amount"]),
        "source": row["source"],
        "note": row["note"],
        "children": {
            "attendees": attendees.get(code, []),
            "commitments": commitments.get(code, []),
        },
    }


def _attendee(row: Row) -> Values:
    return {
        "position": int(row["position"]),
        "name": row["name_zh"],
        **texts(row, name_en="name_en", post="post_zh", post_en="post_en"),
        "side": Side(row["side"]),
        "role": Role(row["role"]),
        "note": row["note"],
    }


def _commitment(row: Row) -> Values:
    due = day(row["due"]) if row["due"] else None
    return {
        "number": int(row["number"]),
        "text": row["text_zh"],
        **texts(row, text_en="text_en", responsible="responsible_zh"),
        **texts(row, responsible_en="responsible_en", target_unit="target_unit"),
        "side": Side(row["side"]) if row["side"] else None,
        "industry": Industry(row["industry"]) if row["industry"] else None,
        "due": due.day if due else None,
        "due_precision": due.precision if due else None,
        "target_value": number(row["target_value"]),
        "source": row["source"],
    }


def _visit(
    row: Row,
    directory: Directory,
    meeting_ids: dict[str | None, int],
    sites: dict[str, list[Values]],
) -> Values:
    return {
        **_sides(row, directory),
        **_period(row),
        "code": row["code"],
        "reference_code": row["code"],
        "direction": Direction(row["direction"]),
        "head": row["head_zh"],
        **texts(row, head_en="head_en", post="post_zh", post_en="post_en"),
        **texts(row, purpose="purpose_zh", purpose_en="purpose_en"),
        "level": Level(row["level"]),
        "headcount": number(row["headcount"]),
        "meeting_id": meeting_ids.get(row["meeting_id"]),
        "source": row["source"],
        "note": row["note"],
        "children": {"sites": sites.get(row["code"], [])},
    }


def _site(row: Row) -> Values:
    return {
        "position": int(row["position"]),
        "name": row["name_zh"],
        **texts(row, name_en="name_en", place_adcode="place_adcode"),
        "note": row["note"],
    }


def _target(row: Row, directory: Directory) -> Values:
    couple: Couple = (row["helper_adcode"], row["receiver_adcode"])
    return {
        "helper_adcode": couple[0],
        "receiver_adcode": couple[1],
        "pairing_id": _pairing_id(directory, couple, int(row["year"])),
        "reference_code": row["code"],
        "year": int(row["year"]),
        "metric_key": row["metric_key"],
        "target": int(row["value"]),
        "source": row["source"],
        "note": row["note"],
    }


def _accord(row: Row, directory: Directory) -> Values:
    couple: Couple = (row["helper_adcode"], row["receiver_adcode"])
    signed = day(row["signed_date"]) if row["signed_date"] else None
    return {
        "helper_adcode": couple[0],
        "receiver_adcode": couple[1],
        "pairing_id": _pairing_id(directory, couple, int(row["year"])),
        "reference_code": row["code"],
        "year": int(row["year"]),
        "year_to": int(row["year_to"]),
        "title": row["title_zh"],
        **texts(row, title_en="title_en", signed_by="signed_by", place="place"),
        "signed_date": signed.day if signed else None,
        "signed_precision": signed.precision if signed else None,
        "source": row["source"],
        "note": row["note"],
    }


def _sides(row: Row, directory: Directory) -> Values:
    helper, receiver = row["helper_adcode"] or None, row["receiver_adcode"] or None
    values: Values = {"helper_adcode": helper, "receiver_adcode": receiver, "pairing_id": None}
    if helper and receiver:
        year = day(row["date_start"]).day.year
        values["pairing_id"] = _pairing_id(directory, (helper, receiver), year)
    return values


def _pairing_id(directory: Directory, couple: Couple, year: int) -> int | None:
    """Facts may tell of couples that no listed pairing joins."""
    try:
        return directory.pairing(couple, year).id
    except Invalid:
        return None


def _period(row: Row) -> Values:
    return {
        "date_start": day(row["date_start"]).day,
        "date_end": day(row["date_end"]).day if row["date_end"] else None,
        "date_precision": Precision(row["date_precision"]),
    }
