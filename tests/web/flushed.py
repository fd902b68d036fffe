"""The dashboard, whose server tells what it sent: GET /flushed answers with the kinds of messages
of each time that it sent any. It sends whatever it was given, as soon as it was given something.
"""

import time
from functools import partial
from typing import Any

import streamlit as st
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from db.settings import ROOT
from ui.frame import batched
from web import lifespan, middleware, routes

LONG_ENOUGH = 0.03
"""Seconds after which Streamlit has sent what it was given."""

batched.PATIENCE = 60.0  # however slow the machine is
_flush, _give = ForwardMsgQueue.flush, ScriptRunner._enqueue_forward_msg
_sent: list[list[str]] = []


def flush(queue: ForwardMsgQueue) -> list[Any]:
    messages = _flush(queue)
    if messages:
        _sent.append([str(message.WhichOneof("type")) for message in messages])
    return messages


def give(runner: ScriptRunner, message: Any) -> None:
    _give(runner, message)
    time.sleep(LONG_ENOUGH)


ForwardMsgQueue.flush = flush  # type: ignore[assignment, method-assign]
ScriptRunner._enqueue_forward_msg = give  # type: ignore[assignment, method-assign]
app = st.App(
    str(ROOT / "ui" / "app.py"),
    routes=[Route("/flushed", lambda _request: JSONResponse(_sent)), *routes("")],
    middleware=middleware(""),
    lifespan=partial(lifespan, address="http://127.0.0.1"),
)
