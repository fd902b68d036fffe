"""Garbage collection that does not stand in the readers' way.

Streamlit collects all garbage after every run of the script, which looks at each of half a million
objects that never go away: 70 ms and more, with the interpreter locked, twenty times a second for
twenty readers. That is off (runner.postScriptGC in .streamlit/config.toml). Python collects by
itself as objects come and go; what is loaded is taken out of its sight once, so that its full
collections look at sessions and kept answers alone. bench/ (d) shows that memory stays flat.
"""

import gc
from functools import cache


@cache
def settle() -> None:
    """Once a process, at the end of its first run: all modules are loaded by then."""
    gc.collect()
    gc.freeze()
