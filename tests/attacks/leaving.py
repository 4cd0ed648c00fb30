"""Leaving: a caller who goes, and a task that is cut off, at the n-th time that a request waits.

Waits are counted, not timed: a coroutine is driven step by step, and at its n-th suspension
something happens to it, on every machine at the same place.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from starlette.types import ASGIApp, Message

from tests.attacks.room import Header
from tests.contract.scope import DISCONNECT, chunk

NEVER: Final = 1_000_000


@dataclass(slots=True)
class Stepped:
    """Awaits `doing` and counts its waits; calls `before` and `after` around the n-th of them."""

    doing: Coroutine[Any, Any, None]
    n: int = NEVER
    before: Callable[[], object] = bool
    after: Callable[[], object] = bool
    waits: int = 0

    def __await__(self) -> Generator[Any, Any, None]:
        steps = self.doing.__await__()
        step: Callable[[], Any] = partial(steps.send, None)
        while True:
            try:
                waited_for = step()
            except StopIteration:
                return
            self.waits += 1
            if self.waits == self.n:
                self.before()
            try:
                yield waited_for
            except BaseException as thrown:  # noqa: BLE001 - handed on to whom it is meant for
                step = partial(steps.throw, thrown)
            else:
                step = partial(steps.send, None)
                if self.waits == self.n and self.after() is Cut:
                    step = partial(steps.throw, asyncio.CancelledError())


class Cut:
    """What `after` returns to have its wait end in a cancellation, though it had its answer."""


@dataclass(slots=True)
class Leaver:
    """A caller who may be gone; a server of ours drops what is sent to one, and says so to who
    reads. Reading and sending wait a turn each, so that there too somebody can leave.
    """

    octets: bytes
    headers: list[Header]
    is_gone: bool = False
    is_read: bool = False
    tried: list[Message] = field(default_factory=list)
    """What was sent, whether or not anybody was there."""
    received: list[Message] = field(default_factory=list)

    async def call(self, application: ASGIApp) -> None:
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/graphql",
            "raw_path": b"/graphql",
            "query_string": b"",
            "headers": self.headers,
        }
        await application(scope, self._receive, self._send)

    def leave(self) -> None:
        self.is_gone = True

    @property
    def body(self) -> bytes:
        """What was tried to be told."""
        return b"".join(message.get("body", b"") for message in self.tried)

    async def _receive(self) -> Message:
        await asyncio.sleep(0)
        if self.is_gone:
            return DISCONNECT
        if self.is_read:
            return await asyncio.Future()
        self.is_read = True
        return chunk(self.octets)

    async def _send(self, message: Message) -> None:
        self.tried.append(message)
        await asyncio.sleep(0)
        if not self.is_gone:
            self.received.append(message)
