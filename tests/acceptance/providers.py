"""Providers: services on this machine that tell what became of numbers, as the contract says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
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

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1/numbers"

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
def providing(provider: Provider) -> Iterator[Provider]:
    """`provider` on a port of this machine, until the block ends."""

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

    server = Server(("127.0.0.1", 0), Handler)
    provider.port = server.server_address[1]
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
