"""How much of uploads is held at a time: for each session, and in all.

Streamlit holds what is uploaded until the session ends. A page lets go of a file as soon as its
plan is stored, so that only what no page has taken yet is counted here.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from db.importing.limits import limits
from web import settings

PATH = "/_stcore/upload_file/"
TOO_MUCH = (
    "上传的文件太多，请先处理或移除已上传的文件，稍后再试。\n"
    "Too many uploads are held: deal with them or remove them, and try again.\n"
)


class Uploads:
    """Refuses an upload that would be too much beside those that are held or on their way."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self.app = app
        self.start = base_path + PATH
        self.most = settings.uploads()
        self._coming: dict[str, list[int]] = defaultdict(list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if not path.startswith(self.start):
            await self.app(scope, receive, send)
            return
        session = path.removeprefix(self.start).partition("/")[0]
        size = _size(scope)
        if self.refuses(session, size):
            await PlainTextResponse(TOO_MUCH, 413)(scope, receive, send)
            return
        self._coming[session].append(size)
        try:
            await self.app(scope, receive, send)
        finally:
            self._coming[session].remove(size)
            if not self._coming[session]:
                del self._coming[session]

    def refuses(self, session: str, size: int) -> bool:
        """Whether another upload of so many bytes is too much."""
        held = {name: [*sizes] for name, sizes in self._coming.items()}
        for name, sizes in held_now().items():
            held.setdefault(name, []).extend(sizes)
        own = held.get(session, [])
        in_all = sum(map(sum, held.values()))
        return (
            len(own) >= self.most.files
            or sum(own) + size > self.most.session
            or in_all + size > self.most.all
        )


def held_now() -> Mapping[str, list[int]]:
    """The sizes of the files that Streamlit holds, by session; nothing where it does not say."""
    from streamlit import runtime

    if not runtime.exists():
        return {}
    storage: Any = getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {})
    return {
        name: [len(file.data) for file in [*kept.values()]] for name, kept in [*storage.items()]
    }


def _size(scope: Scope) -> int:
    """What a request says that it brings; the most it may where it says nothing."""
    said = Headers(scope=scope).get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() else limits().bytes
