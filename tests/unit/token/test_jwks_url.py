"""A published key set is read over TLS that is checked, and nothing else is believed."""

from __future__ import annotations

import http.server
import ssl
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

import pytest

from cdp.http.jwks import read
from cdp.http.jwks_url import LARGEST, JwksUrl
from tests.certificates import self_signed
from tests.forge import Forge, jwks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Publishing(http.server.BaseHTTPRequestHandler):
    """An issuer's address, and some that no issuer should have."""

    answers: ClassVar[dict[str, tuple[int, bytes]]] = {
        "/jwks": (200, jwks(Forge())),
        "/jwks?v=1": (200, jwks(Forge(kid="v1"))),
        "/gone": (404, jwks(Forge())),
        "/moved": (302, b""),
        "/vast": (200, b" " * (LARGEST + 1)),
    }

    def do_GET(self) -> None:
        status, body = self.answers[self.path]
        self.send_response(status)
        self.send_header("Location", "/jwks")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
        """Say nothing."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1 that signs itself."""
    return self_signed(tmp_path_factory.mktemp("tls") / "issuer.pem")


@contextmanager
def serving(certificate: Path | None) -> Iterator[int]:
    """The issuer on a port of loopback, over TLS where there is a certificate."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Publishing)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # refused handshakes
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def port(certificate: Path) -> Iterator[int]:
    with serving(certificate) as port:
        yield port


@pytest.fixture(scope="module")
def trust(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certificate)


@pytest.mark.parametrize(("path", "kid"), [("jwks", "k1"), ("jwks?v=1", "v1")])
async def test_keys_are_read_where_the_settings_say(
    port: int, trust: ssl.SSLContext, path: str, kid: str
) -> None:
    """Path and query included."""
    document = await JwksUrl(url=f"https://127.0.0.1:{port}/{path}", trust=trust).fetch()
    assert list(read(document)) == [kid]


async def is_outage(jwks_url: JwksUrl) -> bool:
    """Whether reading fails as an outage does."""
    try:
        await jwks_url.fetch()
    except OSError:
        return True
    return False


@pytest.mark.parametrize("path", ["gone", "moved", "vast"])
async def test_any_other_answer_is_an_outage(port: int, trust: ssl.SSLContext, path: str) -> None:
    """Errors, redirects, and more than a set of keys can be."""
    assert await is_outage(JwksUrl(url=f"https://127.0.0.1:{port}/{path}", trust=trust))


async def test_an_unknown_certificate_is_an_outage(port: int) -> None:
    """Somebody stands between us and the issuer."""
    assert await is_outage(JwksUrl(url=f"https://127.0.0.1:{port}/jwks"))


async def test_a_certificate_for_another_name_is_an_outage(
    port: int, trust: ssl.SSLContext
) -> None:
    """Trusted, but not as this host."""
    assert await is_outage(JwksUrl(url=f"https://localhost:{port}/jwks", trust=trust))


async def test_an_answer_without_tls_is_an_outage(trust: ssl.SSLContext) -> None:
    """The port speaks plain HTTP."""
    with serving(None) as port:
        assert await is_outage(JwksUrl(url=f"https://127.0.0.1:{port}/jwks", trust=trust))


async def test_nobody_listening_is_an_outage(trust: ssl.SSLContext) -> None:
    """Connection refused."""
    with serving(None) as port:
        pass
    assert await is_outage(JwksUrl(url=f"https://127.0.0.1:{port}/jwks", trust=trust))


async def test_an_address_that_is_none_is_an_outage(trust: ssl.SSLContext) -> None:
    """The settings let it pass, since only a look-up can tell."""
    assert await is_outage(JwksUrl(url="https://a..b/jwks", trust=trust))
