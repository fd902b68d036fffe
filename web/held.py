"""A response that is held back until it is whole, and sent as what is made of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.types import Message, Send

RawHeaders = list[tuple[bytes, bytes]]


@dataclass
class Held:
    """Sends in the place of `send`: as it comes what is not `wanted`, by its start; of the rest the
    headers and body that `made` makes of start and body.
    """

    send: Send
    wanted: Callable[[Message], bool]
    made: Callable[[Message, bytes], Awaitable[tuple[RawHeaders, bytes]]]
    start: Message | None = None
    body: bytearray = field(default_factory=bytearray)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and self.wanted(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                headers, body = await self.made(self.start, bytes(self.body))
                await self.send({**self.start, "headers": headers})
                await self.send({"type": "http.response.body", "body": body})
