"""A real OpenID Connect provider, and somebody in the middle who can lie in its name."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from flask import Flask, Response, request
from oidc_provider_mock import User  # type: ignore[import-untyped]
from oidc_provider_mock import app as make_app
from werkzeug.serving import make_server

PEOPLE = {
    "chief": {"preferred_username": "chief", "name": "首席", "groups": ["admins", "others"]},
    "zhou": {"preferred_username": "zhou", "name": "周敏", "groups": ["zhejiang"]},
    "reader": {"preferred_username": "reader", "name": "Reader", "groups": ["readers"]},
    "stranger": {"preferred_username": "stranger", "name": "Stranger", "groups": ["others"]},
    "twin": {"preferred_username": "admin", "name": "Another", "groups": "readers"},
    "mover": {"preferred_username": "mover", "name": "Mover", "groups": ["admins"]},
    "gone": {"preferred_username": "gone", "name": "Gone", "groups": ["readers"]},
}
ROLES = "admins=admin; zhejiang=staff:330000; readers=viewer"
OTHER = "other.example"

THEIRS = "ignore::DeprecationWarning"
"""The provider runs in this process, and uses what Authlib is about to give up."""


class Provider:
    """Where it is, and the lies that are told: `nonce`, `issuer` (of the token), `described` (as
    what it describes itself).
    """

    def __init__(self) -> None:
        self.lies: set[str] = set()
        self.app: Flask = make_app(user_claims=[User(sub=s, claims=c) for s, c in PEOPLE.items()])
        self.app.after_request(self._describe)
        self.url = ""

    @property
    def env(self) -> dict[str, str]:
        """The settings of a server whose people come from here."""
        return {
            "XIESHOU_OIDC_ISSUER": self.url,
            "XIESHOU_OIDC_CLIENT_ID": "xieshou",
            "XIESHOU_OIDC_CLIENT_SECRET": "between us",
            "XIESHOU_OIDC_ROLES": ROLES,
        }

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        if "issuer" in self.lies and environ["PATH_INFO"] == "/oauth2/token":
            environ["HTTP_HOST"] = OTHER
        if "nonce" in self.lies and environ["PATH_INFO"] == "/oauth2/authorize":
            environ["QUERY_STRING"] = re.sub("nonce=[^&]+", "nonce=x", environ["QUERY_STRING"])
        return self.app(environ, start_response)

    def _describe(self, response: Response) -> Response:
        if "described" in self.lies and request.path.startswith("/.well-known/"):
            said = json.loads(response.get_data()) | {"issuer": f"http://{OTHER}"}
            response.set_data(json.dumps(said))
        return response


@contextmanager
def running() -> Iterator[Provider]:
    """A provider on a free port of the loopback."""
    provider = Provider()
    server = make_server("localhost", 0, provider, threaded=True)
    provider.url = f"http://localhost:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.1,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
