"""A caller at the level of ASGI: requests that no HTTP library would send."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.forge import Forge

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

    from starlette.types import ASGIApp, Message

DISCONNECT: Message = {"type": "http.disconnect"}
HONEST: tuple[tuple[bytes, bytes], ...] = (
    (b"authorization", f"Bearer {Forge().token()}".encode()),
    (b"content-type", b"application/json"),
)


def chunk(octets: bytes, *, more: bool = False) -> Message:
    """A part of a body."""
    return {"type": "http.request", "body": octets, "more_body": more}


@dataclass(slots=True)
class Caller:
    """Sends `messages` one by one, then nothing more, and keeps what it is answered."""

    messages: Sequence[Message]
    method: str = "POST"
    path: str = "/graphql"
    query: bytes = b""
    headers: Sequence[tuple[bytes, bytes]] = HONEST
    kind: str = "http"
    taken: int = 0
    answered: list[Message] = field(default_factory=list)

    async def call(self, application: ASGIApp) -> Caller:
        """Call, and be answered."""
        scope: MutableMapping[str, object] = {
            "type": self.kind,
            "method": self.method,
            "path": self.path,
            "raw_path": self.path.encode(),
            "query_string": self.query,
            "headers": list(self.headers),
        }
        await application(scope, self._receive, self._send)
        return self

    @property
    def status(self) -> int:
        return int(self.answered[0]["status"])

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.answered)

    async def _receive(self) -> Message:
        if self.taken == len(self.messages):
            await asyncio.Event().wait()
        message = self.messages[self.taken]
        self.taken += 1
        return message

    async def _send(self, message: Message) -> None:
        self.answered.append(message)
