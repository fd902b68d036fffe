"""Signing in through an OpenID Connect provider: the authorization code flow, with PKCE.

What was asked of the provider (state, nonce, verifier) waits in a cookie of this browser.
"""

import base64
import json
import logging
import warnings
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.deprecate import AuthlibDeprecationWarning
from httpx import HTTPError, InvalidURL
from joserfc.errors import JoseError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from db.accounts import claims, entrance
from db.accounts.administration import Refused
from db.accounts.entrance import Known, NotLetIn
from db.reader import answer, store_engine
from db.settings import public_url
from web import cookies, forms, signing, words
from web.caller import caller
from web.settings import OpenID, openid
from web.store import with_store

log = logging.getLogger("xieshou")

DISCOVERY = "/.well-known/openid-configuration"
SECONDS = 10
FAILED = (
    AuthlibBaseError,
    HTTPError,
    InvalidURL,
    JoseError,
    AttributeError,
    KeyError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""All that a provider, or what comes back from the browser, can get wrong."""


@with_store
async def start(request: Request) -> Response:
    """Send the person to the provider."""
    provider = openid()
    if provider is None:
        return signing.refusal(request, words.NOT_FOUND, words.OPENID_FAILED_LEAD, 404)
    goes_to = forms.local(request.query_params.get("next"))
    waiting: dict[str, Any] = {}
    asking = _with(request, waiting)
    try:
        response: Response = await _client(provider).authorize_redirect(asking, _callback(request))
    except FAILED as error:
        return _failed(request, error, goes_to)
    lang = request.query_params.get("lang", "")
    state = json.dumps({"asked": waiting, "next": goes_to, "lang": lang})
    cookies.keep_openid_state(response, base64.urlsafe_b64encode(state.encode()).decode())
    return response


@with_store
async def callback(request: Request) -> Response:
    """Take the provider's word, if it is the answer to what this browser asked."""
    provider, kept = openid(), _kept(request)
    goes_to = forms.local(kept.get("next"))
    if provider is None:
        return signing.refusal(request, words.NOT_FOUND, words.OPENID_FAILED_LEAD, 404)
    asked = _with(request, kept.get("asked") or {})
    try:
        token = await _client(provider).authorize_access_token(
            asked, claims_options=_claims(provider)
        )
        known = await run_in_threadpool(_known, provider, dict(token["userinfo"]))
    except FAILED as error:
        return _failed(request, error, goes_to)
    try:
        entered = await run_in_threadpool(
            entrance.by_word_of_provider, store_engine(), known, caller(request)
        )
    except (NotLetIn, Refused) as refusal:
        response = signing.told(request, refusal)
    else:
        response = RedirectResponse(request.scope.get("xieshou.base", "") + goes_to, 303)
        cookies.keep_session(response, entered.token)
    cookies.keep_openid_state(response, None)
    return response


def _with(request: Request, waiting: dict[str, Any]) -> Request:
    """The request with what Authlib takes for its session. The request's own is Streamlit's."""
    return Request({**request.scope, "session": waiting})


def _client(provider: OpenID) -> Any:
    with warnings.catch_warnings():  # it would rather have a successor of httpx, not yet stable
        warnings.simplefilter("ignore", AuthlibDeprecationWarning)
        from authlib.integrations.starlette_client import OAuth

    return OAuth().register(
        "xieshou",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.issuer + DISCOVERY,
        client_kwargs={
            "scope": provider.scopes,
            "code_challenge_method": "S256",
            "timeout": SECONDS,
        },
    )


def _claims(provider: OpenID) -> dict[str, dict[str, Any]]:
    """Which claims must say what: the token is the set-up provider's own, whatever the provider's
    description calls itself.
    """
    return {"iss": {"essential": True, "values": [provider.issuer, f"{provider.issuer}/"]}}


def _known(provider: OpenID, said: dict[str, Any]) -> Known:
    """The person of an ID token's claims."""
    subject = str(said["sub"])
    role, scopes = claims.entitled(provider.rules, claims.values_of(said.get(provider.claim)))
    name = str(said.get("preferred_username") or said.get("email") or subject)
    shown = " ".join(str(said.get("name") or name).split())
    printable = "".join(character for character in shown if character.isprintable())
    return Known(
        issuer=str(said["iss"]),
        subject=subject,
        name=name,
        display_name=printable[:60] or subject[:60],
        role=role,
        scope=answer(claims.scope_of, scopes),
    )


def _callback(request: Request) -> str:
    base = public_url() or f"{request.scope['scheme']}://{request.headers['host']}"
    return f"{base}{request.scope.get('xieshou.base', '')}/openid/callback"


def _failed(request: Request, error: Exception, goes_to: str) -> Response:
    log.warning("OpenID Connect: %s: %s", type(error).__name__, str(error)[:300])
    response = signing.refusal(request, words.OPENID_FAILED, words.OPENID_FAILED_LEAD, 400, goes_to)
    cookies.keep_openid_state(response, None)
    return response


def _kept(request: Request) -> dict[str, Any]:
    try:
        found = json.loads(
            base64.urlsafe_b64decode((cookies.openid_state(request) or "{}").encode()).decode()
        )
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
