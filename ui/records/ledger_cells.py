"""The columns of any record in words, whatever its ledger."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from markupsafe import Markup

from db.importing.kinds import Ledger
from db.importing.kinds.attributes import Form
from db.importing.written import precision_of
from db.queries import records
from ui.frame import columns, links, markup, numbers
from ui.frame.names import of_record
from ui.frame.query_cache import load


def cell(ledger: Ledger, name: str, record: Mapping[str, Any]) -> str:
    """A column of a record (of ledgers.listed) in words; nothing where it has none."""
    given = record[name]
    if given is None or given == "" or pd.isna(given):
        return ""
    if ledger.attributes[name].form is Form.DAY:
        return numbers.day(given, record.get(precision_of(name)) or "day")
    return columns.value(ledger.spec.table.name, name, given, record)


def linked(ledger: Ledger, name: str, record: Mapping[str, Any]) -> Markup:
    """The same with its lines; what it points to as a link."""
    attribute = ledger.attributes[name]
    if attribute.form is not Form.RECORD or pd.isna(record[name]):
        return markup.lines(cell(ledger, name, record))
    identity = int(record[name])
    title = load(records.titles, attribute.table, (identity,)).get(identity)
    return links.record(attribute.table, identity, of_record(title, identity))
