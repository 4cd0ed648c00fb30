"""Deadline: a block that is ended when it takes too long.

What `asyncio.timeout` is, for the path of every answer: that is entered and left by awaiting, and
keeps a state that nobody here asks for.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


class Deadline:
    """So many seconds for a block of one task: it is cancelled then, and raises `TimeoutError`.

    Where somebody else cancelled it too, it stays cancelled. Used once, inside an event loop.
    """

    __slots__ = ("_cancelled_before", "_seconds", "_task", "_timer", "is_over")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.is_over = False

    def __enter__(self) -> Self:
        loop = asyncio.get_running_loop()
        task = asyncio.current_task(loop)
        if task is None:
            raise RuntimeError("a deadline is a task's")
        self._task = task
        self._cancelled_before = task.cancelling()
        self._timer = loop.call_later(self._seconds, self._end)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        if not self.is_over:
            return
        is_ours_alone = self._task.uncancel() <= self._cancelled_before
        if is_ours_alone and isinstance(error, asyncio.CancelledError):
            raise TimeoutError from error

    def _end(self) -> None:
        self.is_over = True
        self._task.cancel()
