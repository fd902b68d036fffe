"""Databases that tests ask for by name: each build fills an empty one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, partial
from typing import Any

from sqlalchemy import MetaData, insert

from db import kept
from db.demo import load_demo
from db.engine import make_engine, writing
from db.folding import FOLDS, folds
from db.migrate import migrate
from db.models import (
    Area,
    Attendee,
    Base,
    Commitment,
    ImportBatch,
    Meeting,
    Metric,
    Pairing,
    Project,
    Scheme,
    Visit,
    VisitSite,
    table_of,
)
from db.reference import load_reference
from db.terms import (
    BatchStatus,
    Category,
    Confidence,
    Direction,
    Industry,
    Level,
    Mechanism,
    Precision,
    Role,
    Side,
    Stage,
)

Build = Callable[[str], object]
Couple = dict[str, str]
Content = dict[type[Base], list[dict[str, Any]]]


@dataclass(frozen=True)
class Upon:
    """A build that goes on where another one ends: whoever has a store of that `name` copies it
    and fills the copy.
    """

    name: str
    base: Build
    fill: Build

    def __call__(self, url: str) -> None:
        self.base(url)
        self.fill(url)


def build_migrated(url: str) -> None:
    """The tables, and nothing in them."""
    migrate(make_engine(url))


build_reference = Upon("migrated", build_migrated, lambda url: load_reference(make_engine(url)))
"""The sourced facts, no demo."""

build_demo = Upon("reference", build_reference, lambda url: load_demo(make_engine(url)))
"""The sourced facts and the demo records."""

build_paired = Upon("migrated", build_migrated, lambda url: _fill(url, PAIRED))
"""A few places, three pairings and three metrics: all that a ledger is checked against."""

build_small = Upon("migrated", build_migrated, lambda url: _fill(url, SMALL))
"""Three pairings, four meetings, six projects, three visits: few enough to add up by hand.

tests/db/queries say what every query should find here; ids are given so that they can.
"""


@cache
def build_small_at(version: str) -> Build:
    """What fills a store of an older version with as much of `small` as it has room for."""
    return partial(_fill_at, version)


def _fill_at(version: str, url: str) -> None:
    engine = make_engine(url)
    migrate(engine, version)
    stored = MetaData()
    stored.reflect(engine)
    with writing(engine) as connection:
        for model, rows in SMALL.items():
            if model.__tablename__ not in stored.tables:
                continue
            table = stored.tables[model.__tablename__]
            for row in rows:
                row = row | _folded(model, row)
                kept = {name: _plain(row[name]) for name in row.keys() & table.c.keys()}
                connection.execute(insert(table).values(kept))


def _folded(model: type[Base], row: dict[str, Any]) -> dict[str, str | None]:
    """The folded copies of a row's texts, which only the models' own defaults would make."""
    columns = table_of(model).c
    return {c.name: folds(row.get(c.info[FOLDS])) for c in columns if FOLDS in c.info}


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _fill(url: str, content: Content) -> None:
    with writing(make_engine(url)) as connection:
        for model, rows in content.items():
            for row in rows:
                connection.execute(insert(model).values(row))
        kept.recount(connection)


def _batch(identity: int, name: str, *, demo: bool) -> dict[str, Any]:
    return {
        "id": identity,
        "kind": "meetings",
        "file_name": name,
        "author": "staff",
        "created_at": datetime(2022, 1, 2, 3, 4, 5),
        "status": BatchStatus.COMMITTED,
        "demo": demo,
        "counts": {},
        "choices": {},
    }


def _area(adcode: str, level: Level, zh: str, en: str | None = None) -> dict[str, Any]:
    province = f"{adcode[:2]}0000"
    return {
        "adcode": adcode,
        "level": level,
        "name_zh": zh,
        "name_en": en,
        "short_zh": zh[:2] if en else None,
        "parent_adcode": None if province == adcode else province,
        "province_adcode": province,
        "source": "GB/T 2260",
    }


def _metric(key: str, zh: str, en: str, unit: str) -> dict[str, Any]:
    return {
        "key": key,
        "name_zh": zh,
        "name_en": en,
        "unit": unit,
        "definition_zh": "",
        "definition_en": "",
        "summable": True,
        "origin": "agreements",
        "source": "a notice",
    }


def _scheme(key: str, zh: str, en: str, year: int) -> dict[str, Any]:
    return {"key": key, "name_zh": zh, "name_en": en, "year_from": year, "source": "a notice"}


def _pairing(
    code: str, scheme: str, level: Level, couple: Couple, years: tuple[int, int | None]
) -> dict[str, Any]:
    return {
        "code": code,
        "scheme": scheme,
        "mechanism": Mechanism.COOPERATION,
        "level": level,
        **couple,
        "year_from": years[0],
        "year_to": years[1],
        "confidence": Confidence.HIGH,
        "source": "a notice",
    }


ZHEJIANG_SICHUAN: Couple = {"helper_adcode": "330000", "receiver_adcode": "510000"}
FUJIAN_NINGXIA: Couple = {"helper_adcode": "350000", "receiver_adcode": "640000"}
HANGZHOU_GUANGYUAN: Couple = {"helper_adcode": "330100", "receiver_adcode": "510800"}

PAIRED: Content = {
    Area: [
        _area("330000", Level.PROVINCE, "浙江省", "Zhejiang"),
        _area("350000", Level.PROVINCE, "福建省", "Fujian"),
        _area("360000", Level.PROVINCE, "江西省", "Jiangxi"),  # paired with nobody
        _area("510000", Level.PROVINCE, "四川省", "Sichuan"),
        _area("640000", Level.PROVINCE, "宁夏回族自治区", "Ningxia"),
        _area("330100", Level.PREFECTURE, "杭州市"),
        _area("510800", Level.PREFECTURE, "广元市"),
    ],
    Scheme: [
        _scheme("2021_adjustment", "2021年调整（省际）", "2021 adjustment: provinces", 2021),
        _scheme("2021_city_level", "2021年以来（市际）", "Since 2021: cities", 2021),
        _scheme("1996_initial", "1996年首批结对", "1996: first pairings", 1996),
    ],
    Pairing: [
        _pairing("P1", "2021_adjustment", Level.PROVINCE, ZHEJIANG_SICHUAN, (2021, None)),
        _pairing("P2", "1996_initial", Level.PROVINCE, FUJIAN_NINGXIA, (1996, 2016)),
        _pairing("P3", "2021_city_level", Level.PREFECTURE, HANGZHOU_GUANGYUAN, (2021, None)),
    ],
    Metric: [
        _metric("fund", "财政援助资金", "Fiscal aid", "yuan"),
        _metric("cadre_ew", "东部赴西部挂职干部", "Officials, east to west", "persons"),
        _metric("ent", "引导企业", "Enterprises introduced", "enterprises"),
    ],
}

SMALL: Content = PAIRED | {
    ImportBatch: [_batch(1, "会议.csv", demo=False), _batch(2, "demo.csv", demo=True)],
    Meeting: [
        ZHEJIANG_SICHUAN
        | {
            "id": 1,
            "pairing_id": 1,
            "batch_id": 1,
            "code": "M-1",
            "category": Category.JOINT_MEETING,
            "title": "浙川第三次联席会议",
            "title_en": "Third Joint Meeting",
            "date_start": date(2021, 5, 20),
            "date_end": date(2021, 5, 21),
            "date_precision": Precision.DAY,
            "place": "杭州",
            "place_en": "Hangzhou",
            "place_adcode": "330100",
            "level": Level.PROVINCE,
            "ordinal": 3,
            "signed_projects": 12,
            "agreed_amount": 350_000_000,
            "summary": "签署协议",
            "source": "a newspaper",
        },
        FUJIAN_NINGXIA
        | {
            "id": 2,
            "pairing_id": 2,
            "category": Category.JOINT_MEETING,
            "title": "闽宁第一次联席会议",
            "date_start": date(1996, 11, 1),
            "date_precision": Precision.MONTH,
            "place": "福州",
            "place_en": "Fuzhou",
            "level": Level.PROVINCE,
            "ordinal": 1,
        },
        {
            "id": 3,
            "category": Category.NATIONAL_CONFERENCE,
            "title": "全国座谈会",
            "title_en": "National Symposium",
            "date_start": date(2020, 3, 6),
            "date_precision": Precision.DAY,
            "place": "北京",
            "level": Level.NATIONAL,
        },
        HANGZHOU_GUANGYUAN
        | {
            "id": 4,
            "pairing_id": 3,
            "batch_id": 2,
            "category": Category.SYMPOSIUM,
            "title": "完成100%的A_B座谈会",
            "date_start": date(2022, 8, 1),
            "date_precision": Precision.DAY,
            "level": Level.PREFECTURE,
            "signed_projects": 5,
            "demo": True,
        },
    ],
    Attendee: [
        {"meeting_id": 1, "position": 2, "name": "乙", "role": Role.ATTENDEE},
        {
            "meeting_id": 1,
            "position": 1,
            "name": "甲",
            "name_en": "Jia",
            "post": "省长",
            "side": Side.HELPER,
            "role": Role.CHAIR,
        },
    ],
    Commitment: [
        {"id": 11, "meeting_id": 1, "number": 1, "text": "建茶园", "industry": Industry.TEA},
        {
            "id": 12,
            "meeting_id": 1,
            "number": 2,
            "text": "种药材",
            "due": date(2022, 12, 31),
            "due_precision": Precision.DAY,
            "target_value": 10,
            "target_unit": "个",
        },
        {"id": 13, "meeting_id": 1, "number": 3, "text": "互派干部"},
        {"id": 21, "meeting_id": 2, "number": 1, "text": "签协议"},
        {"id": 41, "meeting_id": 4, "number": 1, "text": "建车间"},
    ],
    Visit: [
        ZHEJIANG_SICHUAN
        | {
            "id": 1,
            "pairing_id": 1,
            "date_start": date(2021, 5, 19),
            "date_end": date(2021, 5, 21),
            "date_precision": Precision.DAY,
            "direction": Direction.WEST_TO_EAST,
            "head": "乙",
            "level": Level.PROVINCE,
            "headcount": 30,
            "purpose": "出席会议",
            "meeting_id": 1,
        },
        FUJIAN_NINGXIA  # after their pairing had ended
        | {
            "id": 2,
            "date_start": date(2022, 7, 1),
            "date_precision": Precision.MONTH,
            "direction": Direction.EAST_TO_WEST,
            "head": "丙",
            "level": Level.PROVINCE,
            "purpose": "考察",
            "purpose_en": "Study tour",
        },
        HANGZHOU_GUANGYUAN
        | {
            "id": 3,
            "pairing_id": 3,
            "date_start": date(2022, 10, 10),
            "date_precision": Precision.DAY,
            "direction": Direction.EAST_TO_WEST,
            "head": "丁",
            "level": Level.PREFECTURE,
            "purpose": "回访",
            "demo": True,
        },
    ],
    VisitSite: [
        {"visit_id": 1, "position": 2, "name": "海康威视"},
        {"visit_id": 1, "position": 1, "name": "余村", "name_en": "Yucun Village"},
    ],
    Project: [
        ZHEJIANG_SICHUAN
        | {
            "id": 1,
            "pairing_id": 1,
            "code": "J1",
            "year": 2021,
            "title": "茶园一期",
            "title_en": "Tea Garden",
            "industry": Industry.TEA,
            "stage": Stage.PRODUCING,
            "agreed_amount": 10_000_000,
            "in_place": 8_000_000,
            "jobs": 100,
            "beneficiaries": 300,
            "start_date": date(2021, 6, 1),
            "start_precision": Precision.DAY,
            "meeting_id": 1,
            "commitment_id": 11,
        },
        ZHEJIANG_SICHUAN
        | {
            "id": 2,
            "pairing_id": 1,
            "code": "J2",
            "year": 2022,
            "title": "药材基地",
            "industry": Industry.HERBS,
            "stage": Stage.STARTED,
            "agreed_amount": 5_000_000,
            "in_place": 2_000_000,
            "jobs": 50,
            "start_date": date(2022, 3, 1),
            "start_precision": Precision.MONTH,
            "meeting_id": 1,
            "commitment_id": 11,
        },
        HANGZHOU_GUANGYUAN
        | {
            "id": 3,
            "pairing_id": 3,
            "code": "J3",
            "year": 2022,
            "title": "停工茶厂",
            "industry": Industry.TEA,
            "stage": Stage.STALLED,
            "agreed_amount": 3_000_000,
        },
        FUJIAN_NINGXIA
        | {
            "id": 4,
            "pairing_id": 2,
            "code": "J4",
            "year": 2016,
            "title": "养牛场",
            "industry": Industry.LIVESTOCK,
            "stage": Stage.PRODUCING,
            "in_place": 4_000_000,
            "jobs": 20,
            "beneficiaries": 60,
            "start_date": date(2016, 4, 1),
            "start_precision": Precision.MONTH,
        },
        ZHEJIANG_SICHUAN
        | {
            "id": 5,
            "pairing_id": 1,
            "code": "J5",
            "year": 2022,
            "title": "茶园二期",
            "industry": Industry.TEA,
            "stage": Stage.FUNDED,
            "agreed_amount": 7_000_000,
            "in_place": 6_000_000,
            "jobs": 10,
            "beneficiaries": 20,
            "start_date": date(2022, 5, 5),
            "start_precision": Precision.DAY,
            "meeting_id": 1,
            "commitment_id": 12,
            "demo": True,
        },
        HANGZHOU_GUANGYUAN
        | {
            "id": 6,
            "pairing_id": 3,
            "code": "J6",
            "year": 2022,
            "title": "电商站",
            "industry": Industry.ECOMMERCE,
            "stage": Stage.SIGNED,
            "in_place": 0,
            "start_date": date(2022, 9, 9),
            "start_precision": Precision.DAY,
            "demo": True,
        },
    ],
}
