"""The version of the program, as pyproject.toml has it."""

import tomllib
from functools import cache

from db.settings import ROOT


@cache
def version() -> str:
    """Such as 1.0.0."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: str = tomllib.load(file)["project"]["version"]
    return found
