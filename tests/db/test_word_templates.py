"""An office's Word templates: who may put one in, what is refused, and what the audit keeps."""

import pytest
from sqlalchemy import Engine

from db import word_templates
from db.accounts import Forbidden
from db.engine import reading
from db.evidence import CannotKeep, Upload
from db.migrate import migrate
from db.terms import AccountRole
from db.word_templates import CannotKeepTemplate, Kept
from tests.accounts import OPERATOR, make
from tests.conftest import Stores
from tests.db.states import small, table
from tests.export.papers.made import changed, template

GOOD = template("{{ title }}")


@pytest.fixture
def engine(stores: Stores) -> Engine:
    return small(stores)


@pytest.fixture
def checked() -> list[bytes]:
    """What was checked."""
    return []


def held(engine: Engine) -> Kept | None:
    with reading(engine) as connection:
        return word_templates.held(connection, "brief", "zh")


def test_a_template_is_checked_kept_replaced_and_taken_out(
    engine: Engine, checked: list[bytes]
) -> None:
    for name in ("甲.docx", "乙"):
        word_templates.keep(engine, "brief", "zh", Upload(name, GOOD), checked.append, OPERATOR)
    kept = held(engine)
    assert kept is not None
    assert (kept.name, kept.content, kept.author) == ("乙.docx", GOOD, OPERATOR.name)
    assert checked == [GOOD, GOOD]
    word_templates.remove(engine, "brief", "zh", OPERATOR)
    assert held(engine) is None
    events = [row["event"].value for row in table(engine, "audit")]
    assert events == ["template_kept", "template_kept", "template_removed"]
    with pytest.raises(CannotKeepTemplate):
        word_templates.remove(engine, "brief", "zh", OPERATOR)


@pytest.mark.parametrize("role", [AccountRole.VIEWER, AccountRole.AUDITOR, AccountRole.STAFF])
def test_nobody_but_administrators_puts_one_in_and_nothing_is_looked_at(
    engine: Engine, checked: list[bytes], role: AccountRole
) -> None:
    charge = ["330000"] if role is AccountRole.STAFF else []
    for by in (make(engine, role, provinces=charge), None):
        with pytest.raises(Forbidden):
            word_templates.keep(engine, "brief", "zh", Upload("a", GOOD), checked.append, by)
        with pytest.raises(Forbidden):
            word_templates.remove(engine, "brief", "zh", by)
    assert (checked, table(engine, "word_template")) == ([], [])


REFUSED = {
    "empty": (b"", "空"),
    "large": (b"PK\x03\x04" + bytes(5 * 2**20), "最大为 5 MB"),
    "text": (b"plain text", "内容不是"),
    "pdf": (b"%PDF-1.7", "不是 Word 文档"),
    "macros": (changed(GOOD, lambda n, d: d, **{"word__vbaProject.bin": b"x"}), "带有宏"),
}


@pytest.mark.parametrize("which", REFUSED)
def test_what_is_no_plain_word_document_is_refused_in_words(
    engine: Engine, checked: list[bytes], which: str
) -> None:
    data, words = REFUSED[which]
    with pytest.raises((CannotKeepTemplate, CannotKeep)) as refused:
        word_templates.keep(engine, "brief", "zh", Upload("a.docx", data), checked.append, OPERATOR)
    assert words in refused.value.words.zh
    assert (checked, table(engine, "word_template")) == ([], [])


def test_a_template_that_fails_its_check_is_not_kept(engine: Engine) -> None:
    def fail(_data: bytes) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        word_templates.keep(engine, "brief", "zh", Upload("a.docx", GOOD), fail, OPERATOR)
    assert (table(engine, "word_template"), table(engine, "audit")) == ([], [])


def test_an_older_store_has_no_templates_and_keeps_what_the_audit_knows(engine: Engine) -> None:
    migrate(engine, "0022")
    migrate(engine)
    word_templates.keep(engine, "brief", "en", Upload("a", GOOD), lambda _data: None, OPERATOR)
    with pytest.raises(ValueError, match="template_kept"):
        migrate(engine, "0022")
