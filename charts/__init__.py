"""Charts: a DataFrame and words in, a figure as Plotly's JSON out. Pure: no I/O, SQL or clock."""
