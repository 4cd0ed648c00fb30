"""Orderly: a script that stops whatever it has started, also where it is told to stop meanwhile."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import uvloop

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

T = TypeVar("T")


def run(doing: Coroutine[Any, Any, T]) -> T:
    """Run `doing` in a loop as the service's; SIGTERM cancels it, so that its blocks end."""

    async def cancellable() -> T:
        task = asyncio.current_task()
        assert task is not None
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        return await doing

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        try:
            return runner.run(cancellable())
        except asyncio.CancelledError:
            sys.exit(128 + signal.SIGTERM)


@contextmanager
def blocks_end() -> Iterator[None]:
    """SIGTERM ends the block as an exception does: for scripts that are no coroutine."""

    def leave(*_: object) -> None:
        sys.exit(128 + signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
