"""What the database itself refuses, whatever a program tells it."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, update
from sqlalchemy.exc import IntegrityError

from db.engine import locked, writing
from db.models import (
    AgreementTarget,
    Area,
    Attendee,
    Base,
    Commitment,
    ImportBatch,
    Meeting,
    Pairing,
    Project,
    PublishedFigure,
    RowHistory,
    StoreRevision,
    Visit,
    VisitSite,
    table_of,
)
from tests.conftest import Stores
from tests.db.states import small
from tests.stores import SMALL, ZHEJIANG_SICHUAN

Model = type[Base]


def like(model: Model, which: int, **changes: Any) -> dict[str, Any]:
    """A row of the small store under a new id, with changes that alone can be wrong with it."""
    row = {} if model is Area else {"id": 100}
    return SMALL[model][which] | row | changes


def meeting(**changes: Any) -> dict[str, Any]:
    return like(Meeting, 0, title="另一次") | changes


def project(**changes: Any) -> dict[str, Any]:
    return like(Project, 0, code="J9") | changes


def visit(**changes: Any) -> dict[str, Any]:
    return like(Visit, 0, head="戊") | changes


def target(**changes: Any) -> dict[str, Any]:
    usual = {"year": 2022, "metric_key": "fund", "target": 1}
    return ZHEJIANG_SICHUAN | usual | changes


def figure(**changes: Any) -> dict[str, Any]:
    usual = {
        "code": "F1",
        "scope": "national",
        "helper_named": "",
        "receiver_named": "",
        "period_start": 2020,
        "period_end": 2021,
        "as_of": date(2022, 1, 1),
        "metric_key": "fund",
        "value": 1,
        "published_value": "1",
        "published_unit": "元",
        "qualifier": "exact",
        "basis": "actual",
        "confidence": "high",
        "source": "a notice",
    }
    return usual | changes


SAME_SIDES = {"helper_adcode": "330000", "receiver_adcode": "330000"}
ONE_SIDE = {"receiver_adcode": None}
NO_SIDES = {"helper_adcode": None, "receiver_adcode": None}

GOOD: list[tuple[str, Model, dict[str, Any]]] = [
    ("a meeting", Meeting, meeting()),
    ("a national meeting", Meeting, meeting(**NO_SIDES)),
    ("a project", Project, project()),
    ("a visit", Visit, visit()),
    ("a target", AgreementTarget, target()),
    ("a figure", PublishedFigure, figure()),
    ("a figure of one year", PublishedFigure, figure(period_start=2021)),
]

BAD: list[tuple[str, Model, dict[str, Any]]] = [
    ("a pairing with itself", Pairing, like(Pairing, 0, code="P9") | SAME_SIDES),
    (
        "a pairing that ends first",
        Pairing,
        like(Pairing, 2, code="P9", scheme="2013_guizhou") | {"year_to": 2020},
    ),
    ("a pairing twice", Pairing, like(Pairing, 0, code="P9")),
    ("a code of a pairing twice", Pairing, like(Pairing, 0, scheme="2013_guizhou")),
    ("a scheme unknown", Pairing, like(Pairing, 0, code="P9", scheme="2050")),
    ("a level unknown", Area, like(Area, 0, adcode="999999", level="galaxy")),
    ("a parent unknown", Area, like(Area, 0, adcode="999999", parent_adcode="888888")),
    ("a meeting with itself", Meeting, meeting(**SAME_SIDES)),
    ("a meeting of one side", Meeting, meeting(**ONE_SIDE)),
    ("a meeting of the other side", Meeting, meeting(helper_adcode=None)),
    ("a meeting that ends first", Meeting, meeting(date_end=date(2021, 5, 19))),
    ("a meeting twice", Meeting, like(Meeting, 0)),
    ("a meeting of less than no projects", Meeting, meeting(signed_projects=-1)),
    ("a meeting of less than no money", Meeting, meeting(agreed_amount=-1)),
    ("a meeting before the first", Meeting, meeting(ordinal=-1)),
    ("a category unknown", Meeting, meeting(category="party")),
    ("a precision unknown", Meeting, meeting(date_precision="hour")),
    ("a level of a meeting unknown", Meeting, meeting(level="galaxy")),
    ("a meeting of a pairing unknown", Meeting, meeting(pairing_id=99)),
    ("a meeting of a batch unknown", Meeting, meeting(batch_id=99)),
    ("a meeting of a place unknown", Meeting, meeting(helper_adcode="999999")),
    ("a meeting without a title", Meeting, meeting(title=None)),
    ("a person of no meeting", Attendee, like(Attendee, 0, meeting_id=99)),
    ("two persons in one place", Attendee, like(Attendee, 0)),
    ("a role unknown", Attendee, like(Attendee, 0, position=9, role="king")),
    ("a side unknown", Attendee, like(Attendee, 0, position=9, side="north")),
    ("an item of no meeting", Commitment, like(Commitment, 0, meeting_id=99)),
    ("two items of one number", Commitment, like(Commitment, 0)),
    ("an item's status unknown", Commitment, like(Commitment, 0, number=9, status="lost")),
    ("an item of less than nothing", Commitment, like(Commitment, 0, number=9, target_value=-1)),
    ("a project with itself", Project, project(**SAME_SIDES)),
    ("a project of one side", Project, project(**ONE_SIDE)),
    ("a project of no sides", Project, project(**NO_SIDES)),
    ("a project without pairing", Project, project(pairing_id=None)),
    ("a project before 1990", Project, project(year=1989)),
    ("a project after 2100", Project, project(year=2101)),
    ("a project that ends first", Project, project(end_date=date(2021, 5, 31))),
    ("a project twice", Project, like(Project, 0)),
    ("an item without its meeting", Project, project(meeting_id=None)),
    ("an industry unknown", Project, project(industry="gold")),
    ("a stage unknown", Project, project(stage="dreamt")),
    ("a project of a meeting unknown", Project, project(meeting_id=99)),
    ("a project of an item unknown", Project, project(commitment_id=99)),
    *(
        (f"less than no {name}", Project, project(**{name: -1}))
        for name in (
            "total_investment",
            "agreed_amount",
            "in_place",
            "fiscal_aid",
            "social_aid",
            "jobs",
            "beneficiaries",
        )
    ),
    ("a visit of one side", Visit, visit(**ONE_SIDE)),
    ("a visit of no sides", Visit, visit(**NO_SIDES)),
    ("a visit that ends first", Visit, visit(date_end=date(2021, 5, 18))),
    ("a visit twice", Visit, like(Visit, 0)),
    ("a visit of less than nobody", Visit, visit(headcount=-1)),
    ("a direction unknown", Visit, visit(direction="up")),
    ("a visit of a meeting unknown", Visit, visit(meeting_id=99)),
    ("a stop of no visit", VisitSite, like(VisitSite, 0, visit_id=99)),
    ("two stops in one place", VisitSite, like(VisitSite, 0)),
    ("a target of one side", AgreementTarget, target(**ONE_SIDE)),
    ("a target before 1990", AgreementTarget, target(year=1989)),
    ("a target after 2100", AgreementTarget, target(year=2101)),
    ("a target below nothing", AgreementTarget, target(target=-1)),
    ("a target of a metric unknown", AgreementTarget, target(metric_key="luck")),
    ("a figure below nothing", PublishedFigure, figure(value=-1)),
    ("a figure that ends first", PublishedFigure, figure(period_end=2019)),
    ("a basis unknown", PublishedFigure, figure(basis="guess")),
    ("a figure of a metric unknown", PublishedFigure, figure(metric_key="luck")),
    ("a figure without a source", PublishedFigure, figure(source=None)),
    (
        "a second revision",
        StoreRevision,
        {"id": 2, "revision": 0, "changed_at": datetime(2022, 1, 1)},
    ),
    (
        "history of no batch",
        RowHistory,
        {
            "batch_id": 99,
            "table_name": "meeting",
            "row_id": 1,
            "action": "insert",
            "version": 1,
        },
    ),
]


def refused(connection: Connection, model: Model, row: dict[str, Any]) -> bool:
    """Whether the database refuses a row, which is put there past all of our own code."""
    try:
        with connection.begin_nested() as attempt:
            connection.execute(insert(model).values(row))
            attempt.rollback()
    except IntegrityError:
        return True
    return False


def refusals(stores: Stores, rows: list[tuple[str, Model, dict[str, Any]]]) -> dict[str, bool]:
    """For each row by itself, put into the small store: whether it is refused."""
    with locked(small(stores)) as connection:
        connection.execute(insert(AgreementTarget).values(target(year=2030)))
        return {name: refused(connection, model, row) for name, model, row in rows}


def test_the_database_takes_good_rows(stores: Stores) -> None:
    assert refusals(stores, GOOD) == {name: False for name, _, _ in GOOD}


def test_the_database_refuses_bad_rows(stores: Stores) -> None:
    assert refusals(stores, BAD) == {name: True for name, _, _ in BAD}


@pytest.mark.parametrize(
    ("model", "identity"),
    [(Meeting, 1), (Commitment, 11), (Visit, 1), (Pairing, 1), (ImportBatch, 1)],
    ids=lambda value: getattr(value, "__tablename__", ""),
)
def test_the_database_keeps_what_is_pointed_to(stores: Stores, model: Model, identity: int) -> None:
    table = table_of(model)
    with pytest.raises(IntegrityError), writing(small(stores)) as connection:
        connection.execute(delete(table).where(table.c.id == identity))


def test_the_database_refuses_a_change_to_a_bad_row(stores: Stores) -> None:
    with pytest.raises(IntegrityError), writing(small(stores)) as connection:
        connection.execute(update(Project).values(in_place=-1))


def test_a_deleted_id_is_never_given_again(stores: Stores) -> None:
    engine = small(stores)
    row = SMALL[Attendee][0]
    identities = []
    for position in (7, 8):
        with writing(engine) as connection:
            made = insert(Attendee).values(row | {"position": position}).returning(Attendee.id)
            identities.append(connection.execute(made).scalar_one())
        with writing(engine) as connection:
            connection.execute(delete(Attendee).where(Attendee.id == identities[-1]))
    assert identities[1] > identities[0]
