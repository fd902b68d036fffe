"""docs/imports.md lists every code that the importer has, and none that it has not."""

import re
from pathlib import Path

from click.testing import CliRunner

from db.cli import main
from db.importing.problems import PROBLEMS
from db.importing.problems.meanings import page, without_meaning

DOCS = Path(__file__).parents[3] / "docs" / "imports.md"
AGAIN = "python -m db codes > docs/imports.md"


def test_every_code_has_a_meaning() -> None:
    missing = without_meaning()
    assert not missing, f"to be explained in db/importing/problems/meanings.py: {missing}"


def test_the_page_lists_each_code_and_no_other() -> None:
    listed = set(re.findall("^## (.+)$", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    codes = {problem.code for problem in PROBLEMS.values()}
    missing, extra = sorted(codes - listed), sorted(listed - codes)
    assert not missing, f"not in docs/imports.md: {missing}; run {AGAIN}"
    assert not extra, f"in docs/imports.md, and no codes: {extra}; run {AGAIN}"


def test_the_page_says_what_the_importer_says() -> None:
    lines = page().splitlines()
    written = DOCS.read_text(encoding="utf-8").splitlines()
    missing = [line for line in lines if line not in written]
    extra = [line for line in written if line not in lines]
    assert (missing, extra) == ([], []), f"run {AGAIN}"


def test_the_command_prints_the_page() -> None:
    done = CliRunner().invoke(main, ["codes"])
    assert (done.exit_code, done.output) == (0, page())
