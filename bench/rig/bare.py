"""The least that our server can do: uvicorn, as we run it, answering one constant body.

As a process: `python -m bench.rig.bare PORT OCTETS`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import uvicorn

from cdp.http.server import configuration
from cdp.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


def constant(octets: int) -> ASGIApp:
    """An application that reads nothing and answers `octets` of text."""
    body = b" " * octets
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(octets).encode()),
    ]

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return application


def main() -> None:
    """Serve until told to stop."""
    port, octets = map(int, sys.argv[1:])
    settings = Settings.load({}, port=port, log_level="error")
    uvicorn.Server(configuration(constant(octets), settings)).run()


if __name__ == "__main__":
    main()
