"""Somebody with a browser and an address of their own, who signs in as people do: the form is
opened, filled in and sent, and the cookies that come back go with every request and websocket.
"""

import re
import ssl
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
from websockets import Origin

PATIENCE = 60.0
"""Seconds that a request is waited for: as long as nginx waits for the program."""

PROOF = re.compile(r'name="proof" value="([^"]+)"')


class NotIn(RuntimeError):
    """The way in did not lead in."""


@dataclass(frozen=True)
class Site:
    """A site under its public address, which a port of the loopback answers. It signs its
    certificate itself. `log`: what nginx says of what went wrong.
    """

    url: str
    port: int
    log: Path

    @property
    def host(self) -> str:
        """Name and port, as a browser sends them."""
        return urlsplit(self.url).netloc


class Visitor:
    """One person. Use as `async with Visitor(site, number) as visitor`; the number is theirs."""

    def __init__(self, site: Site, number: int) -> None:
        self._site = site
        self._address = f"127.1.{number // 250}.{1 + number % 250}"
        self._trusting = ssl.create_default_context()
        self._trusting.check_hostname = False
        self._trusting.verify_mode = ssl.CERT_NONE
        self._client = httpx.AsyncClient(
            base_url=f"https://127.0.0.1:{site.port}",
            headers={"Host": site.host, "Accept": "text/html,*/*"},
            transport=httpx.AsyncHTTPTransport(verify=self._trusting, local_address=self._address),
            timeout=PATIENCE,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    async def sign_in(self, name: str, password: str) -> None:
        """Come in, and open the start page.

        Raises:
            NotIn: one of the steps was answered otherwise than it should be.
        """
        form = await self._client.get("/sign-in")
        proof = PROOF.search(form.text)
        if proof is None:
            raise NotIn(f"the form to sign in: {form.status_code}")
        answer = await self.post(
            "/sign-in", {"name": name, "password": password} | {"proof": proof[1]}
        )
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise NotIn(f"{name} was not let in: {answer.status_code}")
        page = await self._client.get("/")
        if page.status_code != httpx.codes.OK:
            raise NotIn(f"the start page: {page.status_code}")

    async def post(self, path: str, fields: dict[str, str], **query: str) -> httpx.Response:
        """Send a form from a page of the site."""
        return await self._client.post(
            path, params=query, data=fields, headers={"Origin": self._site.url}
        )

    @property
    def stream(self) -> str:
        """The address of a page's websocket."""
        return f"wss://{self._site.host}/_stcore/stream"

    @property
    def connecting(self) -> dict[str, Any]:
        """How to open it: from where to where, and what the browser sends along."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._client.cookies.items())
        return {
            "host": "127.0.0.1",
            "port": self._site.port,
            "local_addr": (self._address, 0),
            "ssl": self._trusting,
            "origin": Origin(self._site.url),
            "additional_headers": {"Cookie": cookies},
        }
