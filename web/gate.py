"""The Gate: ASGI middleware in front of every route, websocket, upload and file.

It fails closed: what no door of web.doors is known for takes a session, and a session that cannot
be made sure of is none. Every request and every message of an open websocket asks the store, so
that what ends a session ends it at once.
"""

import asyncio
import re
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from db.accounts import sessions
from db.accounts.account import Account
from db.accounts.administration import normal_name
from db.accounts.entrance import NotLetIn, by_word_of_proxy
from db.errors import StoreError
from db.reader import answer, store_engine
from db.settings import idle
from db.terms import AccountRole
from web import activity, client_address, cookies, hosts, page, settings, signing, store, words
from web.caller import caller
from web.doors import GET, Need, need

OVER = 4401
"""The code with which a websocket is closed whose session is over, or that takes one."""

LATER = 1013
"""“Try again later”, of the websocket protocol's own codes."""

LOOK_SECONDS = 30
"""How often an open page on which nothing is done is asked for its session."""

IDENTITY = re.compile(
    r"x-(forwarded|auth(enticated)?(-request)?|remote|webauth|original|xieshou)-?"
    r"(user(name)?|email|groups?|preferred-username|name|roles?|account|scope|access-token).*"
    r"|(x-)?(remote|proxy|logged-in)-(user|name|email|groups?)|x-user(name|-.*)?|x-xieshou-.*"
    r"|x-(goog-authenticated-user|ms-client-principal|ms-token|amzn-oidc)-.*|x-ms-client-principal"
    r"|cf-access-.*|x-ssl-client-.*|ssl-client-.*|x-client-(cert|dn|verify).*"
)
"""Headers in which proxies name a person. Nobody behind us believes them, so nobody sees them."""


class Gate:
    """Lets through who may pass, and turns the others to signing in."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self.app = app
        self.base = base_path
        self.open = settings.reading() == settings.EVERYONE
        self.hosts = hosts.known()
        self.proxies = settings.proxies()
        self.trusted = settings.trusted_for_addresses()
        self.proxy_header = settings.proxy_header()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        # Nothing else exists today; whatever comes is not let in.

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not hosts.right(scope, self.hosts):
            await PlainTextResponse(words.WRONG_HOST.zh, 400)(scope, receive, send)
            return
        named = self._named_by_proxy(scope)
        scope = self._cleaned(scope)
        needed = need(self._path(scope), scope["method"])
        answered = await self._judge(scope, needed, named)
        await (answered or self.app)(scope, receive, send)

    async def _judge(self, scope: Scope, needed: Need, named: str | None) -> Response | None:
        """The answer to somebody who may not pass; None lets them through."""
        request = Request(scope)
        if needed is Need.NEVER:
            return PlainTextResponse("404\n", 404)
        if needed is Need.NOTHING or (self._readable(needed) and named is None):
            return None
        if scope["method"] not in GET and not hosts.from_our_page(scope):
            return PlainTextResponse("403\n", 403)
        try:
            account = await self._account(scope)
            if named is not None and (account is None or account.name != normal_name(named)):
                if _wants_page(request):
                    return await self._enter(request, named)
                account = None
        except StoreError as error:
            if self._readable(needed):
                return None  # the page says so itself, and reads nothing
            if _of_a_person(request):
                return store.away(request, error)
            return PlainTextResponse("503\n", 503, {"Retry-After": store.RETRY_SECONDS})
        if self._readable(needed):
            return None
        if account is None:
            return self._to_sign_in(request)
        scope["xieshou.account"] = account
        self._note(request)
        if _rank(account) < needed:
            if _wants_page(request):
                return signing.refusal(request, words.NOT_YOURS, words.NOT_YOURS_LEAD, 403)
            return PlainTextResponse("403\n", 403)
        return None

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope = self._cleaned(scope)
        needed = need(self._path(scope), "WEBSOCKET")
        try:
            account = await self._account(scope)
        except StoreError:
            account = None
        allowed = account is not None and _rank(account) >= needed
        ours = hosts.right(scope, self.hosts) and hosts.from_our_page(scope)
        if not ours or not (allowed or self._readable(needed)):
            await send({"type": "websocket.close", "code": OVER, "reason": ""})
            return
        token = cookies.session_token(HTTPConnection(scope))
        if token is None or account is None:
            await self.app(scope, receive, send)
            return
        watched = _Watched(receive, send, token, self.open)
        await self.app(scope, watched.receive, watched.send)

    def _note(self, request: Request) -> None:
        """Somebody opens a page or sends something. What pages ask for by themselves is no deed."""
        token = cookies.session_token(request)
        opened = request.headers.get("sec-fetch-mode", "navigate") == "navigate"
        if token and (request.method not in GET or (opened and _wants_page(request))):
            activity.note(token)

    def _readable(self, needed: Need) -> bool:
        """Whether anybody may, as things are set."""
        return needed is Need.NOTHING or (needed is Need.READING and self.open)

    async def _account(self, scope: Scope) -> Account | None:
        token = cookies.session_token(HTTPConnection(scope))
        return await run_in_threadpool(answer, sessions.account_of, token) if token else None

    async def _enter(self, request: Request, named: str) -> Response:
        """Give a session to somebody whom a trusted proxy names, and ask for the page again."""
        try:
            entered = await run_in_threadpool(
                by_word_of_proxy, store_engine(), named, caller(request)
            )
        except NotLetIn as refused:
            return signing.told(request, refused)
        response = RedirectResponse(_address(request.scope), 303)
        cookies.keep_session(response, entered.token)
        return response

    def _to_sign_in(self, request: Request) -> Response:
        if not _wants_page(request):
            return PlainTextResponse("401\n", 401)
        goes_to = _address(request.scope).removeprefix(self.base) or "/"
        read = page.reader(request)
        return RedirectResponse(read.path("/sign-in", next=goes_to), 303)

    def _named_by_proxy(self, scope: Scope) -> str | None:
        """The one person whom a trusted proxy says this is."""
        if not client_address.speaks_for_others(scope, self.proxies, self.trusted):
            return None
        wanted = self.proxy_header.encode()
        said = [value for name, value in scope["headers"] if name == wanted]
        if len(said) != 1 or not said[0].strip():
            return None
        name: bytes = said[0].strip()
        return name.decode("utf-8", "replace")

    def _cleaned(self, scope: Scope) -> Scope:
        """The scope without what a client says of itself, and with what we know."""
        kept = [(name, value) for name, value in scope["headers"] if not self._identity(name)]
        known = {"xieshou.base": self.base, "xieshou.account": None}
        return {**scope, "headers": kept, **known}

    def _identity(self, name: bytes) -> bool:
        plain = name.decode("latin-1").lower().replace("_", "-")
        return plain == self.proxy_header or bool(IDENTITY.fullmatch(plain))

    def _path(self, scope: Scope) -> str:
        """The path within the application, as the router will see it: never that of a URL, which
        a Host header can change.
        """
        path = str(scope["path"])
        if self.base and (path == self.base or path.startswith(self.base + "/")):
            return path[len(self.base) :] or "/"
        return path


class _Watched:
    """An open websocket: before each message of the client, and every now and then where none
    comes, the store is asked for its session.
    """

    def __init__(self, receive: Receive, send: Send, token: str, open_to_all: bool) -> None:
        self._receive = receive
        self._send = send
        self._token = token
        self._open_to_all = open_to_all
        self._closed = False
        self._every = min(LOOK_SECONDS, idle().total_seconds() / 2)

    async def receive(self) -> Message:
        coming = asyncio.ensure_future(self._receive())
        try:
            while not (await asyncio.wait({coming}, timeout=self._every))[0]:
                if not self._closed and await self._over() == OVER:
                    return await self._close(OVER)
            message = coming.result()
        finally:
            coming.cancel()
        if self._closed or message["type"] != "websocket.receive":
            return message
        code = await self._over()
        if code is not None:
            return await self._close(code)
        activity.note(self._token)
        return message

    async def _close(self, code: int) -> Message:
        self._closed = True
        await self._send({"type": "websocket.close", "code": code, "reason": ""})
        return {"type": "websocket.disconnect", "code": code, "reason": ""}

    async def send(self, message: Message) -> None:
        if not self._closed:
            await self._send(message)

    async def _over(self) -> int | None:
        """The code to close with, if the session is over."""
        try:
            account = await run_in_threadpool(answer, sessions.account_of, self._token)
        except StoreError:
            # Nothing can be read now, and the page says so, if anybody may read it at all.
            return None if self._open_to_all else LATER
        return None if account else OVER


def _rank(account: Account) -> Need:
    return {
        AccountRole.VIEWER: Need.SESSION,
        AccountRole.AUDITOR: Need.SESSION,
        AccountRole.STAFF: Need.STAFF,
        AccountRole.ADMIN: Need.ADMIN,
    }[account.role]


def _wants_page(request: Request) -> bool:
    return request.method in ("GET", "HEAD") and _of_a_person(request)


def _of_a_person(request: Request) -> bool:
    """Whether a page is the answer: to one that was opened, or to a form that was sent."""
    return "text/html" in request.headers.get("accept", "")


def _address(scope: Scope) -> str:
    """Path and query of a request, as a path of ours: it never leads to another host."""
    path = "/" + quote(str(scope["path"]).lstrip("/\\"), safe="/-._~!$&'()*+,;=:@")
    query = scope.get("query_string", b"").decode("latin-1")
    return f"{path}?{query}" if query else path
