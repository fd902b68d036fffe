"""The application. `streamlit run dashboard.py` serves it, and so does `uvicorn dashboard:app`."""

import streamlit as st

from web import ROUTES, lifespan, middleware

app = st.App(
    "ui/app.py",
    routes=ROUTES,
    middleware=middleware(st.get_option("server.baseUrlPath")),
    lifespan=lifespan,
)
