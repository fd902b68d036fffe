"""axe finds nothing on the pages of results, and what the demo has there says that it is demo."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import Engine, select

from db.engine import make_engine, reading
from db.models import AgreementTarget, DifferenceRollup, table_of
from db.settings import session_cookie
from db.terms import AccountRole
from tests.accounts import make, session
from tests.browser.conftest import OpenTab, Serve
from tests.conftest import StoreFactory
from tests.stores import build_demo


@pytest.fixture
def engine(store_factory: StoreFactory) -> Iterator[Engine]:
    url = store_factory.copy("demo", build_demo, "sqlite")
    yield make_engine(url)
    store_factory.drop(url)


def pages(engine: Engine) -> Iterator[str]:
    """The pages of results, and of one clause and one difference of the demo."""
    with reading(engine) as connection:
        demo = select(AgreementTarget.id).where(AgreementTarget.demo)
        clause = connection.scalar(demo.order_by(AgreementTarget.id.desc()).limit(1))
        found = connection.execute(select(table_of(DifferenceRollup)).limit(1)).one()
    yield "/scorecard"
    yield f"/scorecard?clause={clause}"
    yield "/reconciliation"
    key = f"{found.pairing_id}.{found.metric_key}.{found.ends_on:%Y-%m}"
    yield f"/reconciliation?difference={key}"
    yield "/reporting"


def test_axe_finds_nothing(serve: Serve, engine: Engine, open_tab: OpenTab) -> None:
    tab = open_tab(serve(engine.url.render_as_string(hide_password=False)))
    chief = make(engine, AccountRole.ADMIN, "chief")
    cookie = {"name": session_cookie(), "value": session(engine, chief), "url": tab.base}
    tab.page.context.add_cookies([cookie])  # type: ignore[list-item]
    found, unsaid = {}, []
    for path in tab.walk([*pages(engine), "/closings"]):
        said = Axe().run(tab.page).response["violations"]
        found[path] = [(one["id"], [node["html"] for node in one["nodes"]]) for one in said]
        if not tab.page.get_by_text("演示").count():
            unsaid.append(path)
    assert {path: said for path, said in found.items() if said} == {}
    assert unsaid == ["/closings"]
