"""Providers: services on this machine that tell what became of numbers, as the contract says."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from pathlib import Path
from socket import socket
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from time import sleep
from typing import Any, Final

SECRET: Final = "a-secret-of-the-tests"
"""By what the provider knows this deployment."""

Answer = Callable[[list[dict[str, str]]], object]
"""What is answered to the numbers of a question."""


@dataclass
class Provider:
    """A service that answers as it is told. `asked` are the questions, each as it came."""

    answer: Answer
    statuses: list[int] = field(default_factory=list)
    """What the next tries come to, before any is answered."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    port: int = 0
    scheme: str = "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/v1/numbers"

    @property
    def numbers(self) -> list[str]:
        """Every number that it was told."""
        return [each["number"] for question in self.asked for each in question["numbers"]]


def saying(of: dict[str, dict[str, str]]) -> Answer:
    """Answers of the numbers in `of`, and of no other."""

    def answer(numbers: list[dict[str, str]]) -> object:
        known = [each for each in numbers if each["number"] in of]
        return {"answers": [{"ref": each["ref"], **of[each["number"]]} for each in known]}

    return answer


@contextmanager
def providing(provider: Provider, *, certificate: Path | None = None) -> Iterator[Provider]:
    """`provider` on a port of this machine, over TLS where it has a certificate."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            provider.lines.append(self.requestline)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if provider.statuses:
                self._say(provider.statuses.pop(0), b"{}")
            elif self.headers["Authorization"] != f"Bearer {SECRET}":
                self._say(HTTPStatus.UNAUTHORIZED, b"{}")
            else:
                question = json.loads(body)
                provider.asked.append(question)
                answer = provider.answer(question["numbers"])
                said = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self._say(HTTPStatus.OK, said)

        def _say(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = False  # each is waited for, with its connection

        def handle_error(self, *_: object) -> None:
            """Say nothing: a handshake was refused, or a process killed."""

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    provider.scheme = "http" if certificate is None else "https"
    provider.port = server.server_address[1]
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


OK: Final = b"HTTP/1.1 200 OK\r\n"
APART_S: Final = 0.01
"""Between two octets of a service that takes its time."""

MISBEHAVIOURS: Final[dict[str, Iterable[bytes]]] = {
    "silence": (),
    "a header without end": [OK, b"X-A: ", *repeat(b"a", 10_000)],
    "a body without end": [OK, b"Content-Length: 9999\r\n\r\n", *repeat(b" ", 9_000)],
    "no HTTP": [b"HELO\r\n\r\n"],
}
"""What services do that answer nobody: they hold the line as long as one lets them."""


@contextmanager
def misbehaving(octets: Iterable[bytes]) -> Iterator[tuple[str, list[int]]]:
    """A service that says `octets`, one after the other; its URL, and a mark for each caller."""
    met: list[int] = []

    class Handler(BaseRequestHandler):
        request: socket

        def handle(self) -> None:
            met.append(1)
            with suppress(OSError):  # whoever asked has hung up
                self.request.recv(65_536)
                for each in octets:
                    self.request.sendall(each)
                    sleep(APART_S)
                while self.request.recv(65_536):
                    pass

    class Server(ThreadingTCPServer):
        daemon_threads = False

    server = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", met
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
