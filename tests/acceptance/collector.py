"""Collector: where a service sends its spans and measures, as it would to a real one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(slots=True)
class Collected:
    """The bodies that arrived, by path."""

    url: str
    bodies: list[tuple[str, bytes]] = field(default_factory=list)

    def octets(self) -> bytes:
        """Everything that arrived."""
        return b"\n".join(body for _, body in self.bodies)


@contextmanager
def collecting() -> Iterator[Collected]:
    """A collector on loopback that takes whatever OTLP over HTTP brings."""
    collected: Collected

    class Handler(BaseHTTPRequestHandler):
        """Keeps bodies, and says nothing."""

        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            collected.bodies.append((self.path, self.rfile.read(length)))
            self.send_response(200)
            self.send_header("content-type", "application/x-protobuf")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_request(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        collected = Collected(url=f"http://127.0.0.1:{server.server_address[1]}")
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield collected
        finally:
            server.shutdown()
            thread.join()
