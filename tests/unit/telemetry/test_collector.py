"""What goes to a collector over the wire holds facts, and no canary."""

from __future__ import annotations

import http.server
import threading
from typing import TYPE_CHECKING, ClassVar

import pytest

from cdp.telemetry.facts import Fact
from cdp.telemetry.recording import to_collector
from cdp.telemetry.spans import Measure, SpanName

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY = "13800138000"


class Collecting(http.server.BaseHTTPRequestHandler):
    """An OTLP collector that keeps what it is sent."""

    sent: ClassVar[dict[str, bytes]] = {}

    def do_POST(self) -> None:
        self.sent[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Collecting)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def test_spans_and_measures_reach_a_collector_without_the_canary(endpoint: str) -> None:
    """Real exporters, a real socket; what could not be said is not in the octets."""
    telemetry = to_collector(endpoint, version="0.1.0")
    with telemetry.span(SpanName.REQUEST, {Fact.METHOD: "POST"}) as span:
        span.note(Fact.OPERATION, CANARY)
        span.note(Fact.OUTCOME, "executed")
    telemetry.measure(Measure.REQUEST, 0.1, {Fact.OUTCOME: "executed", Fact.PURPOSE: CANARY})
    telemetry.close()
    assert set(Collecting.sent) == {"/v1/traces", "/v1/metrics"}
    assert all(b"executed" in octets for octets in Collecting.sent.values())
    assert all(CANARY.encode() not in octets for octets in Collecting.sent.values())
