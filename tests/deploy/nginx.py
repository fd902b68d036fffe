"""Debian's nginx with the site of deploy/nginx as it is shipped, on free ports of the loopback.

Only the files that an administrator edits differ: ports, certificate, replicas, gateway.
"""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "deploy" / "nginx"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/sbin") or "nginx"
HOST = "xieshou.example.gov.cn"
START_SECONDS = 30

MAIN = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include xieshou.conf;
}}
"""


class Nginx:
    """A running nginx. `http` and `https` are its ports."""

    def __init__(
        self, folder: Path, replicas: Sequence[int], gateway: str = "", port: int | None = None
    ) -> None:
        self.folder = folder
        self.http, free = free_ports(2)
        self.https = port or free
        shutil.copytree(SHIPPED, folder, dirs_exist_ok=True)
        make_certificate(folder)
        own = folder / "xieshou"
        self._edit(own / "http.conf", {r"listen 80;": f"listen 127.0.0.1:{self.http};"})
        listen = {r"listen 443 ssl": f"listen 127.0.0.1:{self.https} ssl"}
        self._edit(own / "https.conf", listen | {"/etc/ssl/xieshou": str(folder)})
        self._edit(own / "log.conf", {"/var/log/nginx": str(folder)})
        (own / "replicas.conf").write_text("".join(f"server 127.0.0.1:{p};\n" for p in replicas))
        (own / "gateway.conf").write_text(gateway)
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(MAIN.format(user=user, folder=folder))

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.https}"

    @property
    def command(self) -> list[str]:
        return [NGINX, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]

    def secure(self) -> HTTPSConnection:
        """A connection to the site itself."""
        trusting = ssl.create_default_context()
        trusting.check_hostname = False
        trusting.verify_mode = ssl.CERT_NONE
        return HTTPSConnection("127.0.0.1", self.https, timeout=60, context=trusting)

    def plain(self) -> HTTPConnection:
        """A connection to what sends people on to HTTPS."""
        return HTTPConnection("127.0.0.1", self.http, timeout=60)

    @staticmethod
    def _edit(file: Path, changes: dict[str, str]) -> None:
        text = re.sub(r"^listen \[::\].*\n", "", file.read_text(), flags=re.MULTILINE)
        for theirs, ours in changes.items():
            assert theirs in text, f"{file.name} has no “{theirs}”"
            text = text.replace(theirs, ours)
        file.write_text(text)


@contextmanager
def running(
    folder: Path, replicas: Sequence[int], gateway: str = "", port: int | None = None
) -> Iterator[Nginx]:
    """nginx in front of servers on these ports of the loopback, itself on `port` or a free one."""
    made = Nginx(folder, replicas, gateway, port)
    # What ends us, a signal to the whole group, lets us end it.
    process = subprocess.Popen(made.command, stderr=subprocess.PIPE, start_new_session=True)
    try:
        wait_for(made.https, process)
        yield made
    finally:
        process.terminate()
        process.communicate(timeout=START_SECONDS)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.05)
    process.terminate()
    raise RuntimeError(process.communicate()[1].decode())


def free_ports(count: int) -> list[int]:
    """Ports of the loopback that nobody listens on."""
    held = [socket.socket() for _ in range(count)]
    try:
        for each in held:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in held]
    finally:
        for each in held:
            each.close()


def make_certificate(folder: Path) -> None:
    """fullchain.pem and privkey.pem, signed by nobody but themselves."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(private)
