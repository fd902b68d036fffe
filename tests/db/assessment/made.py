"""A store with a measure of three heads (one of them empty) and a couple's year to look at."""

from typing import Any

from sqlalchemy import Engine, select

from db.assessment import dossier
from db.assessment.dossier import Dossier, Told
from db.assessment.measures import Head, Indicator, Measure, add
from db.engine import reading, writing
from db.importing.words import Language
from db.models import Pairing
from db.terms import Kind
from tests.conftest import Stores
from tests.db import states
from tests.db.ledgers import batch, bring, project, result, target

FUNDS = Head("funds", "资金使用", "Use of funds", 20_00, (Indicator("fund", 15_00),))
INDUSTRY = Head("industry", "产业合作", "Industry", None, (Indicator("ent"), Indicator("gone")))
EMPTY = Head("empty", "其他", "Other")
MEASURE = Measure("办法", "Measure", None, 2017, None, "通知 / a notice", (FUNDS, INDUSTRY, EMPTY))
DECEMBER = {"period": "12月", "as_of": "2022-12-31"}


def measured(stores: Stores) -> Engine:
    """Two provinces that are paired, and the measure."""
    engine = states.paired(stores)
    with writing(engine) as connection:
        add(connection, "m", MEASURE, number=1, author="xieshou", reason="x")
    return engine


def fill(engine: Engine) -> None:
    """Targets, what both sides report (they differ by 0.15亿元), last year, and two projects."""
    rows = [target(year="2022", target="33.1"), target(year="2022", metric="ent", target="100")]
    rows[1]["unit"] = "家"
    batch(bring(engine, Kind.AGREEMENTS, *rows))
    reports = [
        result(value="34.05", source="月报", **DECEMBER),
        result(value="33.9", reported_by="西部", source="", **DECEMBER),
        result(value="30", year="2021", period="12月", as_of="2021-12-31", source="月报"),
        result(metric="ent", value="1234", unit="家", period="9月", as_of="2022-09-30", source=""),
    ]
    batch(bring(engine, Kind.RESULTS, *reports))
    batch(bring(engine, Kind.PROJECTS, project(source="=台账"), project(code="Z-2", title="药园")))


def pairing(engine: Engine, helper: str = "330000") -> int:
    with reading(engine) as connection:
        found = connection.scalar(select(Pairing.id).where(Pairing.helper_adcode == helper))
    assert found is not None
    return found


def read(engine: Engine, language: Language = "zh", year: int = 2022, **more: Any) -> Dossier:
    with reading(engine) as connection:
        found = dossier.read(connection, pairing(engine), year, language, **more)
    assert found is not None
    return found


def head(found: Dossier, key: str) -> Told:
    return next(told for told in found.heads if told.under.head.key == key)
