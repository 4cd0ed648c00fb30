"""The server: uvicorn, with nothing that would repeat a request or wait for one without end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from cdp.http.problem import NO_HTTP

if TYPE_CHECKING:
    import asyncio

    from starlette.types import ASGIApp

    from cdp.settings import Settings

LARGEST_HEAD: Final = 64 * 1024
"""Octets of the request line and headers together."""

HEAD_S: Final = 10.0
"""Seconds from a connection's start, or a request's first octet, to the end of the head."""

GRACE_S: Final = 35
"""Seconds that a stop waits for requests: a transaction may take 30."""


_BODY: Final = orjson.dumps(
    {
        "errors": [
            {
                "message": NO_HTTP.en,
                "extensions": {"code": NO_HTTP.code, "messageZh": NO_HTTP.zh},
            }
        ]
    }
)
_UNREADABLE: Final = (
    b"HTTP/1.1 400 Bad Request\r\n"
    b"content-type: application/json; charset=utf-8\r\n"
    b"content-length: %d\r\n"
    b"cache-control: no-store\r\n"
    b"connection: close\r\n"
    b"\r\n%b" % (len(_BODY), _BODY)
)


class BoundedHttp(HttpToolsProtocol):
    """uvicorn's protocol with a bound on the head of a request, which httptools has not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - uvicorn's own
        super().__init__(*args, **kwargs)
        self._head_octets = 0
        self._is_in_head = True
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's
        """Start the time within which a head must come."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadline."""
        self._in_time()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head has grown beyond its bound."""
        super().data_received(data)
        if self._is_in_head:
            self._head_octets += len(data)
            if self._head_octets > LARGEST_HEAD and not self.transport.is_closing():
                self.send_400_response("")

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's signature
        """Say in JSON, as everywhere, that this is no request that could be read."""
        self.transport.write(_UNREADABLE)
        self.transport.close()

    def on_message_begin(self) -> None:
        """Another request begins."""
        self._is_in_head = True
        self._head_octets = 0
        self._expect_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._is_in_head = False
        self._in_time()
        super().on_headers_complete()

    def _expect_head(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_S, self.transport.close)

    def _in_time(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def configuration(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    """How uvicorn serves `app`.

    No access log (it prints query strings), no server header, no websockets, no belief in
    `X-Forwarded-…`, and no logging of its own but warnings: `cdp.telemetry.log` has configured
    the process.
    """
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=BoundedHttp,
        ws="none",
        loop="uvloop",
        lifespan="on",
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=GRACE_S,
    )
