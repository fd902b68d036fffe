"""A reader without a browser: a session that speaks Streamlit's protocol over its websocket.

It does what the browser's side does when a filter is moved: it sends the state of the slider, the
address and what it has cached, takes every message of the run, and keeps the new address.
"""

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

Years = tuple[int, int]

RUN_SECONDS = 180
"""A run that takes longer has failed."""

REMEMBERED_RUNS = 2
"""For how many runs a browser keeps a message it may be sent again as a mere reference."""


class PageFailed(RuntimeError):
    """A run of the script did not come to its end, or drew an error."""


@dataclass(frozen=True)
class Run:
    """A run of the script as the reader saw it."""

    milliseconds: float
    messages: int
    size: int
    charts: int


class Way(Protocol):
    """How a page's websocket is reached: its address, and what `connect` is told besides."""

    @property
    def stream(self) -> str: ...

    @property
    def connecting(self) -> dict[str, Any]: ...


class Session:
    """One reader on one page. Use as `async with Session(server, "projects") as session`."""

    def __init__(self, way: Way, page: str = "") -> None:
        self._way = way
        self._page = page
        self._page_hash = ""
        self._query = ""
        self._slider = ""
        self._cached: deque[set[str]] = deque(maxlen=REMEMBERED_RUNS)
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        self._socket = await connect(
            self._way.stream,
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            proxy=None,
            **self._way.connecting,
        )
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._socket:
            await self._socket.close()

    async def open(self) -> Run:
        """Open the page."""
        return await self._run(None)

    async def choose(self, years: Years) -> Run:
        """Move the slider of years."""
        if not self._slider:
            raise PageFailed("the page has no slider of years")
        return await self._run(years)

    async def _run(self, years: Years | None) -> Run:
        assert self._socket
        started = time.perf_counter()
        await self._socket.send(self._request(years).SerializeToString())
        messages = size = charts = 0
        cached: set[str] = set()
        self._cached.append(cached)
        message = ForwardMsg()
        async with asyncio.timeout(RUN_SECONDS):
            while message.WhichOneof("type") != "script_finished":
                data = await self._socket.recv(decode=False)
                message.ParseFromString(data)
                messages, size = messages + 1, size + len(data)
                charts += self._take(message, cached)
        took = (time.perf_counter() - started) * 1000
        if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
            raise PageFailed(f"the script ended with status {message.script_finished}")
        return Run(took, messages, size, charts)

    def _request(self, years: Years | None) -> BackMsg:
        request = BackMsg()
        state = request.rerun_script
        state.query_string = self._query
        state.context_info.timezone = "Asia/Shanghai"
        state.context_info.locale = "zh-CN"
        state.context_info.color_scheme = "light"
        state.cached_message_hashes.extend(set().union(*self._cached))
        if self._page_hash:
            state.page_script_hash = self._page_hash
        else:
            state.page_name = self._page
        if years is not None:
            slider = state.widget_states.widgets.add(id=self._slider)
            slider.double_array_value.data.extend(years)
        return request

    def _take(self, message: ForwardMsg, cached: set[str]) -> int:
        """Keep what the next request needs; return how many charts the message draws."""
        if message.metadata.cacheable:
            cached.add(message.hash)
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            cached.add(message.ref_hash)
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "delta":
            element = message.delta.new_element
            drawn = element.WhichOneof("type")
            if drawn == "exception":
                raise PageFailed(f"{element.exception.type}: {element.exception.message}")
            if drawn == "slider":
                self._slider = element.slider.id
            return int(drawn == "bidi_component")
        return 0
