"""A server in the program's place that tells what has reached it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class Echo(BaseHTTPRequestHandler):
    """Answers with the request's headers (names in lower case) and the length of its body."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        read = len(self.rfile.read(length))
        headers = [[name.lower(), value] for name, value in self.headers.items()]
        told = {"headers": headers, "read": read, "port": self.connection.getsockname()[1]}
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/javascript")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = answer

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@contextmanager
def echoing() -> Iterator[int]:
    """The port of such a server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
