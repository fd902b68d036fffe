"""The application. `streamlit run dashboard.py` serves it, and so does `uvicorn dashboard:app`."""

from functools import partial

import streamlit as st

from db.settings import public_url
from web import lifespan, middleware, routes

base = st.get_option("server.baseUrlPath")
here = f"http://{st.get_option('server.address')}:{st.get_option('server.port')}"

app = st.App(
    "ui/app.py",
    routes=routes(base),
    middleware=middleware(base),
    lifespan=partial(lifespan, address=public_url() or here),
)
