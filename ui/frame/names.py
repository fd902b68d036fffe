"""Names of places and records in the reader's language."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from db.queries import store
from db.queries.records import Title
from ui.frame.query_cache import derived, load
from ui.frame.text import either


def with_sides(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `helper` and `receiver`, from the columns of db.queries.sides."""
    return frame.assign(
        helper=chosen(frame, "helper_zh", "helper_en"),
        receiver=chosen(frame, "receiver_zh", "receiver_en"),
    )


def chosen(frame: pd.DataFrame, zh: str, en: str) -> list[str]:
    """One text a row: the column of the reader's language, else the other one."""
    return [either(first, second) for first, second in zip(frame[zh], frame[en], strict=True)]


@derived
def of_places() -> dict[str, tuple[str, str]]:
    """Code of a place → its Chinese name, and its name for the reader."""
    found = load(store.places)
    columns = (found["adcode"], found["name_zh"], found["name_en"])
    return {adcode: (zh, either(zh, en)) for adcode, zh, en in zip(*columns, strict=True)}


def of_record(title: Title | None, identity: int | str = "") -> str:
    """What a record is called: by what tells it from others where it has no title, and by its
    number where it is not there.
    """
    return either(title.zh, title.en) or title.more if title else str(identity)


def couple(row: Any) -> str:
    """helper → receiver; nothing for a national record."""
    return f"{row['helper']} → {row['receiver']}" if row["helper"] and row["receiver"] else ""


def sides(record: Mapping[Any, Any]) -> tuple[str, str]:
    """Helper and receiver of a record, from the columns of db.queries.sides."""
    helper, receiver = (
        either(record[f"{side}_zh"], record[f"{side}_en"]) for side in ("helper", "receiver")
    )
    return helper, receiver


def both(record: Mapping[Any, Any]) -> str:
    """The same as helper → receiver."""
    return " → ".join(sides(record))
