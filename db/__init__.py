"""The store: everything that knows SQL. Nothing here knows Streamlit or Plotly."""
