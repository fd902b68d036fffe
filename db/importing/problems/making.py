"""How a kind of issue is written down."""

from db.importing.issue import Problem, Severity
from db.importing.words import Words

AGAIN = Words("请改正后重新上传。", "Correct it and upload the file again.")
CHECK = Words("请核对。", "Please check.")
NOTHING_TO_DO = Words("无需处理。", "Nothing to do.")


def fatal(code: str, zh: str, en: str, fix: Words = AGAIN) -> Problem:
    """The file fails."""
    return Problem(code, Severity.FATAL, Words(zh, en), fix)


def error(code: str, zh: str, en: str, fix: Words = AGAIN) -> Problem:
    """The row fails."""
    return Problem(code, Severity.ERROR, Words(zh, en), fix)


def note(
    code: str,
    zh: str,
    en: str,
    fix: Words = CHECK,
    quiet: bool = False,
    of_store: bool = False,
) -> Problem:
    """Imported all the same."""
    return Problem(code, Severity.NOTE, Words(zh, en), fix, quiet, of_store)


def choice(code: str, zh: str, en: str, fix: Words) -> Problem:
    """Asked before anything is imported."""
    return Problem(code, Severity.CHOICE, Words(zh, en), fix)
