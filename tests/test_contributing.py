"""CONTRIBUTING.md is true: the files that it names are there, and a kind is as short as it says."""

import re
from pathlib import Path

from click.testing import CliRunner

from db.cli import main
from db.importing.kinds import LEDGERS
from db.release import version
from db.terms import Kind

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
NAMED = set(
    re.findall(r"\b(?:db|ui|pages|charts|tests|data|docs)/[\w/.]+\.(?:py|txt|md|csv|po)\b", TEXT)
)
ROWS = dict(re.findall(r"^\| ([\w/.]+\.py) \| .+ \| (\d+) \|$", TEXT, re.MULTILINE))
KIND, LINES = 8, 250
"""At most so many program files, and lines in them, a kind needs."""


def test_the_files_that_it_names_are_there() -> None:
    assert len(NAMED) > 8
    assert [name for name in sorted(NAMED) if not (ROOT / name).is_file()] == []


GUIDES = ("docs/architecture.md", "docs/glossary.md", "SECURITY.md")
FILES = re.compile(r"`?\b((?:db|ui|pages|web|charts|export|docs|deploy)/[\w/]+\.(?:py|md|txt))\b")


def test_the_files_that_the_guides_name_are_there() -> None:
    told = {guide: set(FILES.findall((ROOT / guide).read_text("utf-8"))) for guide in GUIDES}
    assert len(told["docs/architecture.md"]) > 5
    gone = {(guide, n) for guide, names in told.items() for n in names if not (ROOT / n).is_file()}
    assert gone == set()


def test_the_glossary_says_each_word_once() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| [^|]+ \|$", _glossary(), re.MULTILINE)
    words = [row[0].strip() for row in rows[1:]]
    assert len(words) > 25
    assert len(set(words)) == len(words)


def _glossary() -> str:
    return (ROOT / "docs/glossary.md").read_text("utf-8")


def test_the_version_is_that_of_the_newest_release() -> None:
    newest = re.search(r"^## ([\d.]+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == version()
    told = CliRunner().invoke(main, ["--version"])
    assert told.output == f"xieshou, version {version()}\n"


def test_a_kind_needs_the_files_and_lines_that_it_says() -> None:
    """Files of its own are counted here; of those that it shares the table knows its lines."""
    program = {name: int(lines) for name, lines in ROWS.items()}
    own = {name for name in program if "workshops" in name}
    lines = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in own}
    whole = sum((program | lines).values())
    assert len(program) <= KIND
    assert whole <= LINES
    assert abs(whole - sum(program.values())) < 20


def test_a_type_of_chart_needs_at_most_six_files() -> None:
    walk = TEXT.partition("## A chart\n")[2].partition("\n## ")[0]
    assert 4 <= len(re.findall(r"^\| [\w]+/", walk, re.MULTILINE)) <= 6


CLAUSES = {"db/results/heads.py", "db/results/ledgers.py"}
"""What the clauses of an agreement count: not every kind has one."""


def test_no_other_program_file_speaks_of_the_kind() -> None:
    assert CLAUSES <= NAMED
    folders = ("db", "ui", "pages", "web", "papers", "charts", "export")
    files = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    said = re.compile(r"\bWorkshop\b|Kind\.WORKSHOPS\b|\"workshop\"")
    found = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if "versions" not in path.parts and said.search(path.read_text("utf-8"))
    }
    own = {name for name in ROWS if said.search((ROOT / name).read_text("utf-8"))}
    assert found == own | CLAUSES
    assert Kind.WORKSHOPS in LEDGERS
