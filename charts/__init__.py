"""Charts: a DataFrame and words in, a `go.Figure` out. Pure: no I/O, Streamlit, SQL or clock."""
