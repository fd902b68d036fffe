"""plotly.js, as the installed package of Plotly brings it: one for pages, files and pictures."""

from functools import cache

from plotly.offline import get_plotlyjs, get_plotlyjs_version

NAME = f"plotly-{get_plotlyjs_version()}.min.js"
"""What a page asks for: another name for another version."""


@cache
def text() -> str:
    """The script, 5 MB."""
    return str(get_plotlyjs())
