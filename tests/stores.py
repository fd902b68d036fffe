"""Databases that tests ask for by name: each build fills an empty one."""

from db.demo import load_demo
from db.engine import make_engine
from db.migrate import migrate
from db.reference import load_reference


def build_migrated(url: str) -> None:
    """The tables, and nothing in them."""
    migrate(make_engine(url))


def build_reference(url: str) -> None:
    """The sourced facts, no demo."""
    build_migrated(url)
    load_reference(make_engine(url))


def build_demo(url: str) -> None:
    """The sourced facts and the demo records."""
    build_reference(url)
    load_demo(make_engine(url))
