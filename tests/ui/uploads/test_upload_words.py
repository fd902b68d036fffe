"""A page says what to do there, not what to type on a command line."""

from typing import Literal

import pytest

from db.importing.problems import PROBLEMS
from ui.uploads.upload_words import remedy


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_remedy_on_a_page_names_an_option_of_the_command_line(
    language: Literal["zh", "en"],
) -> None:
    shown = {name: remedy(problem.fix[language]) for name, problem in PROBLEMS.items()}
    assert {name: text for name, text in shown.items() if "--" in text} == {}
    assert {name for name, text in shown.items() if not text.strip()} == {
        name for name, problem in PROBLEMS.items() if not problem.fix[language].strip()
    }
