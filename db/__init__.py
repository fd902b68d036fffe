"""The store: everything that knows SQL. Nothing here knows Streamlit or Plotly."""

from db import logs

logs.guard()
