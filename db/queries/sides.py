"""The columns that name both sides of a record, the same in every query."""

from typing import Any

from sqlalchemy import ColumnElement

from db.queries.where import HelperArea, ReceiverArea

SIDES: tuple[ColumnElement[Any], ...] = (
    HelperArea.adcode.label("helper_adcode"),
    HelperArea.name_zh.label("helper_zh"),
    HelperArea.name_en.label("helper_en"),
    ReceiverArea.adcode.label("receiver_adcode"),
    ReceiverArea.name_zh.label("receiver_zh"),
    ReceiverArea.name_en.label("receiver_en"),
)
"""helper_adcode, helper_zh, helper_en, receiver_adcode, receiver_zh, receiver_en (text, may be
missing)."""
