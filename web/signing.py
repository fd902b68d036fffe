"""Signing in and out."""

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from db.accounts import devices, entrance, sessions
from db.accounts.administration import Refused
from db.accounts.entrance import NotLetIn
from db.importing.words import Words
from db.reader import answer, store_engine
from web import cookies, forms, page, queues, settings, words
from web.caller import caller
from web.page import Reader
from web.store import with_store

TOO_MANY = 429


@with_store
async def sign_in(request: Request) -> Response:
    """The form, or what became of it. Who is in goes to where they wanted to go."""
    read = page.reader(request)
    goes_to = forms.local(request.query_params.get("next"))
    if request.method != "POST":
        told = [page.said(read(words.NEEDED))] if "next" in request.query_params else []
        return _form(request, read, goes_to, told)
    try:
        fields = await forms.read(request, cookies.visit(request))
    except forms.NotOurs:
        return _form(request, read, goes_to, [page.said(read(words.FORM_OLD), "wrong")], status=400)
    name = fields.get("name", "")
    in_turn = (
        queues.known if await run_in_threadpool(_on_known_device, request) else queues.strangers
    )
    try:
        entered = await in_turn(
            entrance.with_password,
            store_engine(),
            name,
            fields.get("password", ""),
            caller(request),
        )
    except NotLetIn as refusal:
        told = [page.said(read(refusal.words), "wrong")]
        waits = refusal.words.en.startswith("Too many")
        return _form(request, read, goes_to, told, name, TOO_MANY if waits else 401)
    response = RedirectResponse(read.base + goes_to, 303)
    cookies.keep_session(response, entered.token)
    cookies.keep_device(response, entered.device)
    return response


@with_store
async def sign_out(request: Request) -> Response:
    """Ask, and then end the session. Who has none is told that they are out."""
    read = page.reader(request)
    token = cookies.session_token(request)
    account = token and await run_in_threadpool(_holder, token)
    if token and account and request.method != "POST":
        form = page.form(read.path("/sign-out"), sessions.proof(token), [], read(words.SIGN_OUT))
        body = [page.lead(read(words.SIGN_OUT_ASK)), form, page.link(_home(read), read(words.HOME))]
        return page.render(read, words.SIGN_OUT, body, address="/sign-out")
    if token and account:
        try:
            await forms.read(request, token)
        except forms.NotOurs:
            return RedirectResponse(read.path("/sign-out"), 303)
        address = caller(request).address
        await run_in_threadpool(entrance.sign_out, store_engine(), token, address)
    if request.method == "POST":
        response: Response = RedirectResponse(read.path("/sign-out"), 303)
    else:
        body = [page.lead(read(words.SIGNED_OUT_NOTE)), _ways(read)]
        response = page.render(read, words.SIGNED_OUT, body, address="/sign-out")
    cookies.drop_session(response)
    return response


def refusal(
    request: Request, title: Words, text: Words, status: int, goes_to: str = ""
) -> Response:
    """A page that says no, and where to go instead."""
    read = page.reader(request)
    again = page.link(read.path("/sign-in", next=goes_to), read(words.SIGN_IN_AGAIN))
    body = [page.said(read(text), "wrong"), again, page.link(_home(read), read(words.HOME))]
    return page.render(read, title, body, status=status)


def told(request: Request, error: NotLetIn | Refused) -> Response:
    """Why somebody whom another vouches for was not let in all the same."""
    return refusal(request, words.NOT_YOURS, error.words, 403)


def _form(
    request: Request,
    read: Reader,
    goes_to: str,
    told: list[Markup],
    name: str = "",
    status: int = 200,
) -> Response:
    secret = cookies.visit(request) or sessions.new_token()
    wanted = "" if goes_to == "/" else goes_to
    fields = [
        page.field(read(words.SIGN_IN_NAME), "name", value=name[:60], complete="username"),
        page.field(read(words.PASSWORD), "password", "password", complete="current-password"),
    ]
    action = read.path("/sign-in", next=wanted)
    body = [*told, page.form(action, sessions.proof(secret), fields, read(words.SIGN_IN))]
    if settings.openid():
        body.append(page.link(read.path("/openid", next=wanted), read(words.WITH_OPENID)))
    body.append(Markup('<p class="way"><small>{}</small></p>').format(read(words.FORGOTTEN)))
    if settings.reading() == settings.EVERYONE:
        body.append(page.link(_home(read), read(words.READ_ON)))
    response = page.render(
        read, words.SIGN_IN, body, address=_with_next("/sign-in", wanted), status=status
    )
    cookies.keep_visit(response, secret)
    return response


def _with_next(path: str, goes_to: str) -> str:
    return Reader("zh", "").path(path, next=goes_to).replace("&lang=zh", "") if goes_to else path


def _ways(read: Reader) -> Markup:
    ways = [page.link(read.path("/sign-in"), read(words.SIGN_IN_AGAIN))]
    if settings.reading() == settings.EVERYONE:
        ways.append(page.link(_home(read), read(words.HOME)))
    return Markup("").join(ways)


def _home(read: Reader) -> str:
    return read.path("/")


def _on_known_device(request: Request) -> bool:
    token = cookies.device(request)
    return token is not None and answer(devices.is_known, token)


def _holder(token: str) -> str | None:
    account = answer(sessions.account_of, token)
    return account.name if account else None
