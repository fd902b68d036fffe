"""The dashboard's real server, with a stopwatch in it: `python -m bench.served TIMES run …`.

It is `python -m streamlit run …` and nothing else, but that each run of the script writes a line
to the file TIMES: "script", its milliseconds on the clock and of its thread's CPU; and each full
garbage collection another one: "gc", its milliseconds likewise, and how many objects it freed.
"""

import gc
import sys
import time
from collections.abc import Callable
from typing import Any, TextIO

from streamlit.runtime.scriptrunner import script_runner
from streamlit.web import cli

RUN = "exec_func_with_error_handling"
"""The function that runs callbacks and script, by its name in Streamlit's script_runner."""

FULL = 2
"""The oldest generation of the garbage collector."""


def main() -> None:
    times = open(sys.argv[1], "a", buffering=1)  # noqa: SIM115 - open as long as the server
    _time_scripts(times)
    _time_collections(times)
    sys.argv = ["streamlit", *sys.argv[2:]]
    cli.main()


def _time_scripts(times: TextIO) -> None:
    """Wrap what Streamlit runs in the script thread: callbacks, then the script."""
    original: Callable[..., Any] = getattr(script_runner, RUN)

    def timed(*args: Any, **kwargs: Any) -> Any:
        clock, cpu = time.perf_counter(), time.thread_time()
        try:
            return original(*args, **kwargs)
        finally:
            took = (time.perf_counter() - clock, time.thread_time() - cpu)
            times.write(f"script {took[0] * 1000:.2f} {took[1] * 1000:.2f}\n")

    setattr(script_runner, RUN, timed)


def _time_collections(times: TextIO) -> None:
    clock = cpu = 0.0

    def timed(phase: str, info: dict[str, int]) -> None:
        nonlocal clock, cpu
        if info["generation"] != FULL:
            return
        if phase == "start":
            clock, cpu = time.perf_counter(), time.thread_time()
        else:
            took = (time.perf_counter() - clock, time.thread_time() - cpu)
            times.write(f"gc {took[0] * 1000:.2f} {took[1] * 1000:.2f} {info['collected']}\n")

    gc.callbacks.append(timed)


if __name__ == "__main__":
    main()
