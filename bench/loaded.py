"""The dashboard, and a short way to import through it: POST /load/import?name=… imports a ledger
of meetings in the server's own process, as the upload page does, and takes it back, by whoever is
signed in.
"""

from functools import partial

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from db.engine import make_engine
from db.importing.undo import undo
from db.settings import ROOT, database_url
from db.terms import Kind
from tests.db.ledgers import batch, bring, meeting
from web import lifespan, middleware, routes
from web.caller import holder

MEETINGS = 300


def come_and_go(request: Request) -> JSONResponse:
    """Import and undo; how many meetings came, and how many went again."""
    name, person = request.query_params["name"], holder(request)
    assert person, "the Gate lets nobody through who has not signed in"
    engine = make_engine(database_url())
    rows = (meeting(title=f"{name}第{number}次", attendees="甲；乙") for number in range(MEETINGS))
    done = bring(engine, Kind.MEETINGS, *rows, by=person)
    gone = undo(engine, batch(done), person)
    return JSONResponse([done.counts["new"], gone.reversed])


app = st.App(
    str(ROOT / "ui" / "app.py"),
    routes=[Route("/load/import", come_and_go, methods=["POST"]), *routes("")],
    middleware=middleware(""),
    lifespan=partial(lifespan, address="http://127.0.0.1"),
)
