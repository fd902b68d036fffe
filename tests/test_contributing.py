"""CONTRIBUTING.md is true: the files that it names are there, and a kind is as short as it says."""

import re
from pathlib import Path

from db.importing.kinds import LEDGERS
from db.terms import Kind

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
NAMED = set(re.findall(r"\b(?:db|ui|pages|tests|data|docs)/[\w/.]+\.(?:py|txt|md|csv)\b", TEXT))
ROWS = dict(re.findall(r"^\| ([\w/.]+\.py) \| .+ \| (\d+) \|$", TEXT, re.MULTILINE))
KIND, LINES = 8, 250
"""At most so many program files, and lines in them, a kind needs."""


def test_the_files_that_it_names_are_there() -> None:
    assert len(NAMED) > 8
    assert [name for name in sorted(NAMED) if not (ROOT / name).is_file()] == []


def test_a_kind_needs_the_files_and_lines_that_it_says() -> None:
    """Files of its own are counted here; of those that it shares the table knows its lines."""
    program = {name: int(lines) for name, lines in ROWS.items()}
    own = {name for name in program if "workshops" in name}
    lines = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in own}
    whole = sum((program | lines).values())
    assert len(program) <= KIND
    assert whole <= LINES
    assert abs(whole - sum(program.values())) < 20


def test_no_other_program_file_speaks_of_the_kind() -> None:
    folders = ("db", "ui", "pages", "web", "charts", "export")
    files = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    said = re.compile(r"\bWorkshop\b|Kind\.WORKSHOPS\b|\"workshop\"")
    found = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if "versions" not in path.parts and said.search(path.read_text("utf-8"))
    }
    assert found == {name for name in ROWS if said.search((ROOT / name).read_text("utf-8"))}
    assert Kind.WORKSHOPS in LEDGERS
