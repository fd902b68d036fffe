"""Somebody who is signed in, at the pages of upload and imports, on a store of their own."""

import pytest
from sqlalchemy import Engine

from db.accounts import Account
from db.engine import make_engine
from tests.accounts import session, sign_in
from tests.pages.conftest import OpenPage
from tests.pages.screen import Session

SAY = {
    "zh-CN": {
        "import": "确认导入",
        "good": "只导入无误的 1 行",
        "again": "重新预览",
        "answer": "按以上选择检查",
        "leave out": "不认识的列都不导入",
        "take": "导入此列",
        "sheets": "读取所选的表",
        "discard": "放弃这次上传",
        "undo?": "撤销这次导入……",
        "undo": "确认撤销",
        "no right": "您的账号没有此项权限。如有需要，请联系管理员。",
    },
    "en-GB": {
        "import": "Import",
        "good": "Import only the 1 good row",
        "again": "Preview again",
        "answer": "Check with these answers",
        "leave out": "Leave out all columns that are not known",
        "take": "Import it",
        "sheets": "Read these sheets",
        "discard": "Discard this upload",
        "undo?": "Undo this import …",
        "undo": "Undo it now",
        "no right": ("Your account does not have this right. Ask an administrator if you need it."),
    },
}


class Desk:
    """A store, a language, and whoever is signed in."""

    def __init__(
        self, url: str, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, locale: str
    ) -> None:
        self.engine: Engine = make_engine(url)
        self.words = SAY[locale]
        self.chinese = locale == "zh-CN"
        self._url, self._open, self._patch, self._locale = url, open_page, monkeypatch, locale

    def sign_in(self, account: Account | None) -> None:
        sign_in(self._patch, session(self.engine, account) if account else None)

    def open(self, page: str, /, **address: str) -> Session:
        return self._open(self._url, page, locale=self._locale, **address)

    def bring(self, data: bytes, name: str = "台账.csv") -> Session:
        """Drop a file on the upload page."""
        screen = self.open("upload")
        screen.at.file_uploader[0].upload(name, data, "text/csv")
        screen.run()
        return screen

    def press(self, screen: Session, word: str) -> None:
        """Press the button with this label."""
        label = self.words[word]
        (button,) = [button for button in screen.at.button if button.label == label]
        button.click()
        screen.run()


def labels(screen: Session) -> list[str]:
    """What the buttons of a page say."""
    return [button.label for button in screen.at.button]


def downloads(screen: Session) -> list[str]:
    """What the page's downloads say."""
    return [button.proto.label for button in screen.at.get("download_button")]


def verdict(screen: Session) -> str:
    """The sentence that says what will happen, or did."""
    return screen.main.one(name="x-verdict").text
