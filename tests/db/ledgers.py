"""Ledgers made for a test: a row is its cells by field name, a file its bytes."""

import csv
import io
from typing import Any

from sqlalchemy import Engine, insert

from db.accounts import Operator
from db.engine import writing
from db.importing.pipeline import Preview, Upload, check_file, import_file
from db.models import Metric
from db.terms import Better, Kind

Cells = dict[str, str]

STAFF = Operator("staff")


def meeting(**cells: str | None) -> Cells:
    sides = {"helper": "浙江省", "receiver": "四川省"}
    return _row(sides | {"date": "2022-06-03", "title": "浙川茶叶座谈会"}, cells)


def project(**cells: str | None) -> Cells:
    sides = {"helper": "浙江省", "receiver": "四川省"}
    what = {"code": "Z-1", "year": "2022", "title": "茶园", "industry": "茶叶", "stage": "已签约"}
    return _row(sides | what, cells)


def visit(**cells: str | None) -> Cells:
    sides = {"helper": "浙江省", "receiver": "四川省"}
    return _row(sides | {"date": "2022-04-01", "direction": "东部赴西部", "head": "甲"}, cells)


def target(**cells: str | None) -> Cells:
    sides = {"helper": "浙江省", "receiver": "四川省"}
    return _row(sides | {"year": "2023", "metric": "fund", "target": "3.5", "unit": "亿元"}, cells)


def result(**cells: str | None) -> Cells:
    sides = {"helper": "浙江省", "receiver": "四川省"}
    what = {"metric": "fund", "value": "20.1", "unit": "亿元", "reported_by": "东部"}
    when = {"year": "2022", "period": "6月", "basis": "累计", "as_of": "2022-06-30"}
    return _row(when | sides | what, cells)


def measured(engine: Engine) -> None:
    """A metric in per cent, and one that is done or not."""
    rate = {"name_zh": "脱贫人口稳岗率", "name_en": "Jobs kept", "unit": "percent"}
    plan = {"name_zh": "制定年度计划", "name_en": "Plan made", "unit": "items"}
    shared = {"definition_zh": "见通知", "definition_en": "as in the notice", "summable": False}
    shared |= {"origin": "agreement", "source": "a notice"}
    with writing(engine) as connection:
        connection.execute(insert(Metric).values(key="rate", **rate, **shared))
        done = {"key": "plan", "better": Better.DONE}
        connection.execute(insert(Metric).values(**done, **plan, **shared))


def pairing(**cells: str | None) -> Cells:
    sides = {"helper": "江西省", "receiver": "四川省"}
    return _row(sides | {"scheme": "2021_adjustment", "from": "2021", "source": "通知"}, cells)


def workshop(**cells: str | None) -> Cells:
    sides = {"helper": "浙江省", "receiver": "四川省"}
    return _row(sides | {"code": "CJ-1", "year": "2022", "title": "木鱼镇服装车间"}, cells)


def talent(**cells: str | None) -> Cells:
    sides = {"helper": "浙江省", "receiver": "四川省", "year": "2022"}
    what = {"direction": "东部赴西部", "category": "党政挂职干部", "name": "钱某某"}
    return _row(sides | what | {"post": "副局长", "start": "2022-05"}, cells)


def training(**cells: str | None) -> Cells:
    sides = {"helper": "浙江省", "receiver": "四川省", "year": "2022"}
    what = {"direction": "西部赴东部", "category": "党政干部", "title": "茶叶加工技术培训班"}
    return _row(sides | what | {"persons": "60", "start": "2022-05-10"}, cells)


def labour(**cells: str | None) -> Cells:
    sides = {"helper": "浙江省", "receiver": "四川省", "year": "2022", "period": "二季度"}
    return _row(sides | {"persons": "1200", "destination": "东部", "through": "劳务专车"}, cells)


def consumption(**cells: str | None) -> Cells:
    sides = {"helper": "浙江省", "receiver": "四川省", "year": "2022", "period": "6月"}
    return _row(sides | {"product": "茶叶", "channel": "专馆", "amount": "320.5"}, cells)


def grass_roots(**cells: str | None) -> Cells:
    sides = {"helper": "浙江省", "receiver": "四川省", "year": "2022", "category": "乡镇"}
    return _row(sides | {"helper_unit": "塘栖镇", "receiver_unit": "木鱼镇"}, cells)


def accord(**cells: str | None) -> Cells:
    sides = {"helper": "浙江省", "receiver": "四川省"}
    return _row(sides | {"title": "2022年浙川东西部协作协议", "year": "2022"}, cells)


def figure(**cells: str | None) -> Cells:
    sides = {"helper": "浙江省", "receiver": "四川省", "year": "2022", "basis": "当年"}
    what = {"metric": "fund", "value": "31.2", "unit": "亿元"}
    return _row(sides | what | {"source": "四川日报 https://example.org/a"}, cells)


MADE = {
    Kind.MEETINGS: meeting,
    Kind.PROJECTS: project,
    Kind.VISITS: visit,
    Kind.AGREEMENTS: target,
    Kind.PAIRINGS: pairing,
    Kind.RESULTS: result,
    Kind.WORKSHOPS: workshop,
    Kind.TALENT: talent,
    Kind.TRAINING: training,
    Kind.LABOUR: labour,
    Kind.CONSUMPTION: consumption,
    Kind.GRASS_ROOTS: grass_roots,
    Kind.ACCORDS: accord,
    Kind.FIGURES: figure,
}
"""What makes a row of each kind."""


def ledger(*rows: Cells) -> bytes:
    """A CSV file with the columns of its first row."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def upload(kind: Kind, *rows: Cells, data: bytes | None = None, **choices: Any) -> Upload:
    content = ledger(*rows) if data is None else data
    named: dict[str, Any] = {"file_name": "台账.csv", "by": STAFF} | choices
    return Upload(kind=kind, data=content, **named)


def bring(engine: Engine, kind: Kind, *rows: Cells, **choices: Any) -> Preview:
    """Import rows."""
    return import_file(engine, upload(kind, *rows, **choices))


def look(engine: Engine, kind: Kind, *rows: Cells, **choices: Any) -> Preview:
    """Check rows, importing nothing."""
    return check_file(engine, upload(kind, *rows, **choices))


def batch(preview: Preview) -> int:
    """The batch of an import that must have been accepted and have written something."""
    assert preview.batch is not None, [issue.message.en for issue in preview.issues]
    return preview.batch


def codes(preview: Preview) -> list[str]:
    return [issue.code for issue in preview.issues]


def _row(usual: Cells, cells: dict[str, str | None]) -> Cells:
    """The usual cells with some changed, or (None) without their column."""
    return {name: cell for name, cell in (usual | cells).items() if cell is not None}
